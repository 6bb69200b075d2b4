"""What the office calls the values of a file: codes by their names, days and sums in words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from opposable.decision.motif import dire_mot
from opposable.dossiers.donnees import CHAMPS, lire_champ
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Sens
from opposable.dossiers.lecteurs import lire_jour
from opposable.ecrit.typographie import FINE, INSECABLE
from opposable.errors import ValeurError
from opposable.web.socle import droit
from opposable.web.socle.francais import jour as dire_jour

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.utils.functional import _StrPromise as Promise

CENTIMES = 100
SENS: Mapping[Sens, Promise] = {Sens.FAVORABLE: _("accord"), Sens.DEFAVORABLE: _("refus")}
ROLES: Mapping[Role, Promise] = {
    Role.DEMANDEUR: _("demandeur"),
    Role.GUICHET: _("guichet"),
    Role.INSTRUCTEUR: _("instructeur"),
    Role.SIGNATAIRE: _("signataire"),
    Role.REGIONAL: _("vue régionale"),
    Role.ADMINISTRATEUR: _("administration des listes"),
    Role.STATISTICIEN: _("statisticien"),
    Role.AUDITEUR: _("auditeur"),
    Role.AUTOMATE: _("automate"),
}
CONTRATS: Mapping[str, Promise] = {
    "cdi": _("À durée indéterminée"),
    "cdd": _("À durée déterminée"),
    "saisonnier": _("Saisonnier"),
    "detachement": _("Détachement"),
}
SEXES: Mapping[str, Promise] = {"f": _("Féminin"), "m": _("Masculin")}
SITUATIONS: Mapping[str, Promise] = {
    "celibataire": _("Célibataire"),
    "marie": _("Marié ou mariée"),
    "pacse": _("Pacsé ou pacsée"),
    "divorce": _("Divorcé ou divorcée"),
    "veuf": _("Veuf ou veuve"),
}
CIRCONSTANCES: Mapping[str, Promise] = {
    "oui": _("oui"),
    "non": _("non"),
    "aucune": _("aucune"),
    "premier": _("premier"),
    "suivant": _("suivant"),
    "detache_ue": _("personne détachée par un employeur de l’UE, de l’EEE ou de Suisse"),
    "douze_mois": _("douze mois au marché du travail français, ou proche"),
    "master": _("master"),
}


def intitule(code: str | None) -> str:
    """Return the name of an occupation, of the law or of the public employment service.

    Empty where none of them has the code: the title of the post stands for it.
    """
    connu = droit.corpus().metiers.get(code or "")
    return connu.intitule if connu else droit.noms().intitules.get(code or "", "")


def dire_fait(champ: str, valeur: str) -> str:
    """Return a fact as people read it, in the language of the page; empty where it is not said.

    Args:
        champ: Name of the fact, `emploi.contrat` for one.
        valeur: What is kept of it, or what was typed.
    """
    return _DIRE.get(champ, str)(_lu(champ, valeur)) if valeur else ""


def _lu(champ: str, valeur: str) -> str:
    """Return a fact as it is kept, from what was typed; what cannot be read as it is."""
    try:
        return str(lire_champ(champ, valeur)) if champ in CHAMPS else valeur
    except ValeurError:
        return valeur


def dire_somme(valeur: str | Decimal) -> str:
    """Return a sum of euros: `2 100 €`, with its cents where it has some."""
    somme = Decimal(valeur)
    nue = f"{somme:,.0f}" if somme == somme.to_integral_value() else f"{somme:,.2f}"
    if droit.langue() == "fr":
        nue = nue.replace(",", FINE).replace(".", ",")
    return f"{nue}{INSECABLE}€"


def dire_un_jour(valeur: str) -> str:
    """Return a day in letters; what is none as it is."""
    try:
        return dire_jour(lire_jour(valeur))
    except ValeurError:
        return valeur


def _metier(code: str) -> str:
    nom = intitule(code)
    return f"{code} – {nom}" if nom else code


def _pays(code: str) -> str:
    return droit.pays().nom(code, droit.langue())


def _departement(code: str) -> str:
    connu = droit.corpus().departements.get(code)
    return f"{connu.nom} ({code})" if connu else code


def _region(code: str) -> str:
    return droit.corpus().nom_de_region(code) or code


def _mot(valeur: str) -> str:
    connu = CIRCONSTANCES.get(valeur)
    return str(connu) if connu else dire_mot(valeur, droit.corpus(), droit.langue())


def _parmi(mots: Mapping[str, Promise]) -> Callable[[str], str]:
    return lambda valeur: str(mots.get(valeur, valeur))


def _siret(valeur: str) -> str:
    """Set the digits of a number apart, as it is read aloud."""
    groupes = [valeur[debut : debut + 3] for debut in (0, 3, 6)]
    return FINE.join(mot for mot in (*groupes, valeur[9:]) if mot)


_DIRE: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("metier", "metier_initial"), _metier),
    **dict.fromkeys(("departement", "departement_initial"), _departement),
    **dict.fromkeys(("region", "region_initiale"), _region),
    **dict.fromkeys(("type", "activite", "diplome_francais", "dispense"), _mot),
    **dict.fromkeys(("jeune_diplome", "rang_renouvellement"), _mot),
    **dict.fromkeys(("depose_le", "examine_le", "connu_le"), dire_un_jour),
    **dict.fromkeys(("travailleur.ne_le", "travailleur.titre_expire_le"), dire_un_jour),
    **dict.fromkeys(("emploi.debut_le", "emploi.fin_le"), dire_un_jour),
    **dict.fromkeys(("travailleur.pays_de_naissance", "travailleur.pays_de_residence"), _pays),
    **dict.fromkeys(
        (f"{p}.{n}" for p in ("employeur", "accueil") for n in ("siret", "siren")), _siret
    ),
    **dict.fromkeys(("travailleur.departement", "employeur.departement"), _departement),
    "nationalite": _pays,
    "emploi.contrat": _parmi(CONTRATS),
    "emploi.remuneration": dire_somme,
    "remuneration": lambda centimes: dire_somme(Decimal(centimes) / CENTIMES),
    "employeur": _siret,
    "travailleur.sexe": _parmi(SEXES),
    "travailleur.situation": _parmi(SITUATIONS),
}
"""How each fact is said, where it is not a text of its own."""
