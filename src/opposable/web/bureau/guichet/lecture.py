"""What was typed, read: the facts that decide, the data of the file, what is wrong with each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from opposable.decision.demande import Demande
from opposable.decision.faits import etablir
from opposable.dossiers.donnees import CHAMPS, NON_DITES, Donnees, fautes, manques
from opposable.dossiers.etat import Dossier, Poste
from opposable.ecrit.typographie import composer
from opposable.errors import DemandeError
from opposable.recherche.lecteur import Etat, Lecteur
from opposable.web.bureau.comptes.services import competents, lieux_attendus
from opposable.web.bureau.guichet.saisies import TYPES
from opposable.web.socle import droit
from opposable.web.socle.francais import dit_en_francais

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from opposable.web.bureau.comptes.services import ServiceNomme
    from opposable.web.bureau.guichet.models import Depot

METIER, NATIONALITE = "demande.metier", "demande.nationalite"
LIEU, TYPE, SERVICE = "demande.departement", "demande.type", "demande.service"
CHOISI = "demande.metier_choisi"
PAYS = ("travailleur.pays_de_naissance", "travailleur.pays_de_residence")
LIEUX = {
    "travail": LIEU,
    "residence": "travailleur.departement",
    "siege": "employeur.departement",
}
"""Field of each place that may make a service competent."""
REPRIS = ("departement", "metier", "nationalite", "type")
"""Facts of an answer that are asked again, and shown as they were said."""
DATES = ("depose_le", "examine_le", "connu_le", "id")
"""Facts of an answer that an application does not keep: its day is that of its filing."""
A_DIRE = "dites-le : sans lui, le service ne peut pas recevoir la demande"


@dataclass(slots=True)
class Lue:
    """An application as it is understood.

    Attributes:
        demande: The facts that decide, on the day it is read.
        donnees: Employer, worker, post.
        fautes: What is wrong, by field, as sentences.
        manques: Fields that are asked for before it is sent.
        metiers: Codes that the words for the occupation may mean, with their names.
        services: Services that may receive it, the competent one first.
    """

    demande: Demande = field(default_factory=Demande)
    donnees: Donnees = NON_DITES
    fautes: dict[str, str] = field(default_factory=dict)
    manques: tuple[str, ...] = ()
    metiers: tuple[tuple[str, str], ...] = ()
    services: tuple[ServiceNomme, ...] = ()

    @property
    def envoyable(self) -> bool:
        """Whether it may be sent."""
        return not (self.fautes or self.manques) and bool(self.services)

    def brouillon(self, demandeur: str) -> Dossier:
        """Return the draft it makes; the service gives its number."""
        poste = Poste.de(self.donnees)
        return Dossier(
            numero="",
            demandeur=demandeur,
            demande=self.demande,
            donnees=self.donnees,
            poste=poste,
        )


def lire(depot: Depot, jour: date) -> Lue:
    """Read an application as typed so far."""
    lue, dit = Lue(), dict(depot.dit)
    faits = _faits(depot, dit, jour, lue)
    champs = {nom: texte for nom, texte in dit.items() if nom in CHAMPS}
    _traduire_les_pays(champs, lue)
    lue.fautes |= {n: p for n, p in fautes(champs, jour).items() if n not in lue.fautes}
    lue.donnees = Donnees.depuis({n: t for n, t in champs.items() if n not in lue.fautes})
    lue.manques = (*manques(lue.donnees), *(n for n in _exiges() if n not in lue.fautes | faits))
    _etablir(faits, lue)
    lue.services = competents(lue.brouillon(""), jour)
    attendus = (LIEUX[lieu] for lieu in sorted(lieux_attendus(lue.demande.type, jour)))
    lue.manques += tuple(n for n in attendus if not dit.get(n) and n not in lue.manques)
    lue.fautes = {nom: _phrase(probleme) for nom, probleme in lue.fautes.items()}
    return lue


def _exiges() -> tuple[str, ...]:
    return METIER, NATIONALITE, LIEU, TYPE


def _faits(depot: Depot, dit: dict[str, str], jour: date, lue: Lue) -> dict[str, str]:
    """Return the facts said, by the name of their field; those of an answer that stay with them."""
    faits = {
        f"demande.{nom}": valeur for nom, valeur in depot.faits.items() if nom not in REPRIS + DATES
    }
    nationalite = droit.lecteur().nationalite(dit.get(NATIONALITE, ""))
    if nationalite.etat is Etat.COMPRIS:
        faits[NATIONALITE] = nationalite.code
    elif nationalite.etat is not Etat.NON_DIT:
        lue.fautes[NATIONALITE] = nationalite.dit
    _metier(dit, jour, nationalite.code, lue, faits)
    faits |= {nom: dit[nom] for nom in (LIEU, TYPE) if dit.get(nom)}
    faits["demande.depose_le"] = min(jour, droit.corpus().couverture.au).isoformat()
    return faits


def _metier(
    dit: Mapping[str, str], jour: date, nationalites: str, lue: Lue, faits: dict[str, str]
) -> None:
    lecteur = Lecteur(
        droit.recherches().pour(droit.corpus()), droit.langue(), jour, nationalites.split("+")
    )
    lu = lecteur.metier(dit.get(METIER, ""))
    codes = {code for code, _ in lu.propositions}
    if lu.etat is Etat.COMPRIS:
        faits[METIER] = lu.code
    elif dit.get(CHOISI) in codes:
        faits[METIER] = dit[CHOISI]
        lue.metiers = lu.propositions
    elif lu.etat is not Etat.NON_DIT:
        lue.metiers = lu.propositions
        lue.fautes[METIER] = lu.dit or "choisissez le métier"


def _traduire_les_pays(champs: dict[str, str], lue: Lue) -> None:
    """Read the countries typed with words: what is kept is a code."""
    for nom in PAYS:
        if not champs.get(nom, "").strip():
            continue
        compris = droit.pays().comprendre(champs[nom])
        if len(compris.codes) == 1:
            champs[nom] = compris.codes[0]
        else:
            lue.fautes[nom] = f"« {champs[nom]} » n'est pas un pays connu ici : écrivez son nom"


def _etablir(faits: Mapping[str, str], lue: Lue) -> None:
    """Check the facts together, as the rule will."""
    champs = {nom.partition(".")[2]: valeur for nom, valeur in faits.items()}
    try:
        lue.demande = Demande.depuis(champs)
        etablir(lue.demande, droit.corpus())
    except DemandeError as erreur:
        lue.fautes.setdefault(f"demande.{erreur.champ}", erreur.probleme)
        lue.demande = Demande()
    if lue.demande.type and lue.demande.type not in TYPES:
        lue.fautes.setdefault(TYPE, "choisissez la démarche")


def _phrase(probleme: str) -> str:
    """What is wrong, as a sentence; a page in English marks it as French."""
    texte = composer(probleme)
    return dit_en_francais(texte[:1].upper() + texte[1:] + ("" if texte.endswith(".") else "."))
