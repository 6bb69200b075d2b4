"""What the page of a file shows: values made once, in the language of the page."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext, ngettext

from opposable.decision.exposition import exposer
from opposable.decision.motif import dire_mot
from opposable.dossiers import acte as a
from opposable.dossiers.delais import Attente, Retenue, attente, echeance, ecoule, retenue
from opposable.dossiers.etat import FINAUX, OUVERTS, Etat
from opposable.dossiers.regles import NON_OPPOSABLE
from opposable.dossiers.renouvellement import comparer
from opposable.web.bureau.comptes.services import competents, lieux, lieux_attendus
from opposable.web.bureau.determiner import determiner
from opposable.web.bureau.dire import SENS, dire_fait, dire_somme
from opposable.web.bureau.instruction import mots
from opposable.web.bureau.reglages import reglages
from opposable.web.socle import droit
from opposable.web.socle.francais import dit
from opposable.web.socle.francais import jour as dire_jour

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.determination import Determination
    from opposable.dossiers.etat import Constatation, Dossier, Grief, Proposition
    from opposable.law.procedure import Condition, Verification
    from opposable.law.remuneration import Remuneration
    from opposable.web.bureau.comptes.services import ServiceNomme

REGLEMENTEE = "reglementee"


class Delai(NamedTuple):
    """Who waits for whom, and the clock."""

    attente: str
    ecoule: int
    echeance: date | None
    sens: str


class FaitMontre(NamedTuple):
    """A fact: its name in the program, for people, its value, who said it, when, in place of.

    Attributes:
        redit: Whether it was said anew since the filing.
    """

    champ: str
    nom: str
    valeur: str
    par: str
    le: date | None
    anciennes: tuple[str, ...]
    redit: bool


class Partie(NamedTuple):
    """A group of facts."""

    titre: str
    faits: tuple[FaitMontre, ...]


class Reponse(NamedTuple):
    """An answer kept: what it said, under which law, and whether it differs from the one before.

    Attributes:
        ancre: Place of its rule in the texts; empty where no rule bears that name any more.
    """

    proposition: Proposition
    dite: str
    ancre: str
    change: bool


class ConditionMontree(NamedTuple):
    """A condition that stays, its articles, and the last answer of a person."""

    condition: Condition
    texte: str
    dite: Constatation | None
    reglementee: bool


class Seuil(NamedTuple):
    """A threshold of pay: for whom, its place, the sum, whether it is published, how sure."""

    texte: str
    ancre: str
    somme: str
    publie: bool
    certitude: str


class EcartMontre(NamedTuple):
    """One thing compared with the first grant, and the provision that says so."""

    nom: str
    avant: str
    apres: str
    change: bool | None
    verification: Verification | None


def delai(dossier: Dossier, jour: date) -> Delai:
    """Return who is waited for, how long the clock ran, and when silence decides."""
    dits, qui = reglages(), attente(dossier)
    dite = mots.ATTENTES[qui]
    if dossier.etat in FINAUX and qui is Attente.SERVICE:
        dite = mots.RETENU if retenues(dossier, jour) else mots.A_NOTIFIER
    return Delai(
        str(dite),
        ecoule(dossier, jour),
        echeance(dossier, dits.silence),
        str(SENS[dits.sens_du_silence]),
    )


def objet(dossier: Dossier) -> list[tuple[str, str]]:
    """Return what a file is about, in three facts: the employer, the worker, the occupation."""
    travailleur, emploi = dossier.donnees.travailleur, dossier.donnees.emploi
    nom = " ".join(mot for mot in (travailleur.nom, travailleur.prenoms) if mot)
    code = dossier.demande.metier or ""
    metier = dire_fait("metier", code)
    if metier == code:  # no name is known for it: the title of the post stands for one
        metier = " – ".join(dit for dit in (code, emploi.intitule) if dit)
    dits = (
        (gettext("Employeur"), dossier.donnees.employeur.nom or ""),
        (gettext("Travailleur"), nom),
        (gettext("Métier"), metier),
    )
    return [(titre, valeur) for titre, valeur in dits if valeur]


def parties(dossier: Dossier) -> list[Partie]:
    """Return every fact said, by group: who said it, when, in place of what."""
    demande = {n: v for n, v in dossier.demande.champs().items() if n in mots.FAITS}
    groupes: dict[str, dict[str, str]] = {"demande": demande}
    for nom, valeur in dossier.donnees.champs().items():
        groupes.setdefault(nom.partition(".")[0], {})[nom] = valeur
    for fait in dossier.faits:
        groupe = fait.champ.partition(".")[0] if "." in fait.champ else "demande"
        groupes.setdefault(groupe, {}).setdefault(fait.champ, "")
    return [
        Partie(str(titre), tuple(_fait(dossier, nom, v) for nom, v in groupes[cle].items()))
        for cle, titre in mots.PARTIES.items()
        if groupes.get(cle)
    ]


def _fait(dossier: Dossier, nom: str, valeur: str) -> FaitMontre:
    redits = [fait for fait in dossier.faits if fait.champ == nom]
    dernier = redits[-1] if redits else None
    return FaitMontre(
        nom,
        str(mots.FAITS.get(nom, nom)),
        dire_fait(nom, valeur),
        dernier.par if dernier else gettext("le demandeur"),
        dernier.le if dernier else dossier.depose_le,
        tuple(dire_fait(nom, fait.ancienne or "") or "—" for fait in reversed(redits)),
        redit=bool(redits),
    )


def reponses(dossier: Dossier) -> list[Reponse]:
    """Return every answer of the software, the last one first, each with what changed."""
    corpus, avant, lues = droit.corpus(), None, []
    for proposition in dossier.propositions:
        dite = dire_mot(proposition.situation_emploi, corpus, droit.langue())
        ici = (proposition.situation_emploi, proposition.regle, proposition.notifiable_le)
        regle = corpus.regles.get(proposition.regle)
        ancre = regle.ancre if regle else ""
        lues.append(Reponse(proposition, dite, ancre, avant is not None and ici != avant))
        avant = ici
    return lues[::-1]


def conditions(dossier: Dossier, determination: Determination) -> list[ConditionMontree]:
    """Return the conditions that stay, from the determination, with a person's last answers."""
    return [
        ConditionMontree(c, dit(c.texte), dossier.dites.get(c.id), REGLEMENTEE in c.id)
        for c in determination.conditions
    ]


def exposee(determination: Determination) -> Any:
    """Return the determination told in order, in the language of the page."""
    return exposer(determination, (), droit.corpus(), droit.langue())


def paie(dossier: Dossier) -> dict[str, Any] | None:
    """Return the pay beside the last minimum and reference entered, None before the first."""
    entree = next((e for e in reversed(dossier.journal) if e.acte == COMPAREE), None)
    if entree is None:
        return None
    dits = json.loads(entree.contenu)
    sommes = {nom: dire_somme(dits[nom]) for nom in ("minimum", "reference")}
    return {"entree": entree, **dits, **sommes}


def seuils(dossier: Dossier, jour: date) -> list[Seuil]:
    """Return the thresholds of pay that a text sets that day, beside the minimum entered.

    The minimum wage itself is in no source of the law data: who examines enters it, with where
    it is read.

    Law: 2/5.
    """
    saisie = next((e for e in reversed(dossier.journal) if e.acte == COMPAREE), None)
    minimum = Decimal(json.loads(saisie.contenu)["minimum"]) if saisie else None
    return [_seuil(r, minimum) for r in droit.corpus().remunerations if r.du <= jour <= r.au]


CENTIME = Decimal("0.01")
COMPAREE = a.ComparerLaPaie.__name__


def _seuil(lu: Remuneration, minimum: Decimal | None) -> Seuil:
    """A threshold as published, else as many times the minimum entered."""
    corpus = droit.corpus()
    if lu.montant is not None:
        somme = dire_somme(lu.montant)
    else:
        fois = lu.rapport * minimum if minimum else None
        somme = dire_somme(fois.quantize(CENTIME, ROUND_HALF_UP)) if fois else ""
    sure = dire_mot(lu.certitude.value, corpus, droit.langue())
    return Seuil(dit(lu.texte), lu.ancre, somme, lu.montant is not None, sure)


def retenues(dossier: Dossier, jour: date) -> Retenue | None:
    """Return why the grant in force cannot be notified on a day, None where it can."""
    decision = dossier.decision
    if decision is None or dossier.notifie_le:
        return None
    return retenue(decision, dossier.proposition, jour)


def alertes(dossier: Dossier, jour: date) -> list[str]:
    """Return what whoever opens the file must see first."""
    dites, proposition = [], dossier.proposition
    if dossier.a_reexaminer:
        dites.append(
            gettext("Un fait a changé depuis la réponse du logiciel : examinez de nouveau.")
        )
    if (
        proposition
        and proposition.recu != droit.corpus().sha256
        and dossier.etat is not Etat.REFUSE
    ):
        dites.append(gettext("Le droit connu a changé depuis la réponse : examinez de nouveau."))
    dites.extend(_notification(dossier, jour))
    decision = dossier.decision
    par_la_liste = decision is not None and not decision.droit_commun and not decision.tacite
    close = proposition is not None and proposition.situation_emploi != NON_OPPOSABLE
    if par_la_liste and close and dossier.etat is Etat.ACCEPTE and not dossier.notifie_le:
        dites.append(gettext("La liste ne porte plus cet accord : il ne peut pas être notifié."))
    if dossier.etat is Etat.ACCEPTE and dossier.autorise_au is None:
        dites.append(gettext("L’autorisation n’a pas de dates."))
    return dites


def _notification(dossier: Dossier, jour: date) -> list[str]:
    """Say why a grant is held back, or since when nothing holds it any more.

    Law: 2/11.
    """
    proposition, decision = dossier.proposition, dossier.decision
    du = proposition.notifiable_le if proposition else None
    retenue_ = retenues(dossier, jour)
    if retenue_ is Retenue.AVANT_LE_JOUR and du:
        return [str(mots.AVANT_LE) % {"jour": dire_jour(du)}]
    if retenue_:
        return [str(mots.RETENUES[retenue_])]
    if decision is None or dossier.etat is not Etat.ACCEPTE or dossier.notifie_le:
        return []
    ouverte = proposition is not None and proposition.situation_emploi == NON_OPPOSABLE
    depuis = max(filter(None, (du, decision.date_le)), default=jour)
    if decision.droit_commun or not ouverte or depuis >= jour:
        return []
    return [str(mots.NOTIFIABLE_DEPUIS) % {"jour": dire_jour(depuis)}]


def silence(dossier: Dossier, jour: date) -> str:
    """Warn that silence will decide within the days of the worklists, or has; empty elsewhere."""
    dits = reglages()
    fin = echeance(dossier, dits.silence)
    if fin is None or (fin - jour).days > dits.seuils.silence:
        return ""
    mots_ = {"jour": dire_jour(fin), "sens": str(SENS[dits.sens_du_silence])}
    if fin <= jour:
        return gettext("Le délai a pris fin le %(jour)s : le silence vaut %(sens)s.") % mots_
    reste = (fin - jour).days
    dite = ngettext(
        "Il reste %(n)s jour : sans réponse le %(jour)s, le silence vaudra %(sens)s.",
        "Il reste %(n)s jours : sans réponse le %(jour)s, le silence vaudra %(sens)s.",
        reste,
    )
    return dite % {"n": reste, **mots_}


def mauvaise_porte(dossier: Dossier, jour: date) -> tuple[ServiceNomme, ...]:
    """Return the services that are competent, where the one in charge is not; empty elsewhere.

    Law: 2/4.
    """
    possibles = competents(dossier, jour) if dossier.etat in OUVERTS else ()
    ici = dossier.service in {service.id for service in possibles}
    return () if ici else possibles


def lieux_a_dire(dossier: Dossier, jour: date) -> list[str]:
    """Return the facts that would say which service is competent, where none says it.

    Law: 2/4.
    """
    if dossier.etat not in OUVERTS:
        return []
    dits = lieux(dossier)
    attendus = sorted(lieux_attendus(dossier.demande.type, jour))
    return [FAITS_DES_LIEUX[lieu] for lieu in attendus if dits[lieu] is None]


def lieux_dits(dossier: Dossier, jour: date) -> list[tuple[str, str]]:
    """Return the places that say which service is competent: what each is, and where.

    Law: 2/4.
    """
    dits = lieux(dossier)
    return [
        (str(mots.FAITS[FAITS_DES_LIEUX[lieu]]), dire_fait("departement", dits[lieu] or ""))
        for lieu in sorted(lieux_attendus(dossier.demande.type, jour))
        if dits[lieu]
    ]


FAITS_DES_LIEUX = {
    "travail": "departement",
    "residence": "travailleur.departement",
    "siege": "employeur.departement",
}


def griefs(dossier: Dossier) -> tuple[Grief, ...]:
    """Return the reasons of the decision prepared, or of the one in force."""
    minute = dossier.minute or dossier.decision
    return minute.griefs if minute else ()


def ecarts(initial: Dossier, dossier: Dossier, jour: date) -> list[EcartMontre]:
    """Return a renewal side by side with the first grant, with the checks the text asks for.

    Law: 2/6.
    """
    verifications = {
        v.id.removeprefix("identite_"): v for v in determiner(dossier, jour).verifications
    }
    zone = verifications.get("zone")
    if zone:
        verifications |= {"departement": zone, "region": zone}
    return [
        EcartMontre(
            str(mots.FAITS.get(e.champ, e.champ)),
            dire_fait(e.champ, e.avant or "") or "—",
            dire_fait(e.champ, e.apres or "") or "—",
            e.change,
            verifications.get(e.champ),
        )
        for e in comparer(initial, dossier)
    ]
