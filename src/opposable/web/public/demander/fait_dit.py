"""The facts of a question in words: what was asked, for people to check."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy

from opposable.web.public.demander.formulaire import AU_CHOIX
from opposable.web.socle import droit
from opposable.web.socle.francais import jour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.decision.demande import Demande
    from opposable.law.corpus import Corpus


class Fait(NamedTuple):
    """A fact of the question, with all that its words depend on.

    Attributes:
        nom: Its name among `DITS`.
        valeur: What was said: text, or a day; the department, for a place.
        region: The region said, for a place.
        le: For a place, the day whose regions are named.
    """

    nom: str
    valeur: str | date | None
    region: str | None = None
    le: date | None = None


DITS = {
    "nationalite": gettext_lazy("Nationalité"),
    "metier": gettext_lazy("Métier"),
    "metier_initial": gettext_lazy("Métier du premier titre"),
    "lieu": gettext_lazy("Lieu de travail"),
    "type": gettext_lazy("Démarche"),
    "rang_renouvellement": gettext_lazy("Rang du renouvellement"),
    "lieu_initial": gettext_lazy("Lieu du premier titre"),
    "activite": gettext_lazy("Activité"),
    "diplome_francais": gettext_lazy("Diplôme français"),
    "dispense": gettext_lazy("Dispense"),
    "jeune_diplome": gettext_lazy("Jeune diplômé"),
    "depose_le": gettext_lazy("Déposée le"),
    "examine_le": gettext_lazy("Examinée le"),
    "connu_le": gettext_lazy("Droit connu le"),
}
"""The facts of a question, in the order they are told."""


def enoncer(demande: Demande) -> Iterator[Fait]:
    """Yield the facts said, in the order they are told."""
    le = demande.examine_le or demande.depose_le
    lieux = {
        "lieu": Fait("lieu", demande.departement, demande.region, le),
        "lieu_initial": Fait(
            "lieu_initial", demande.departement_initial, demande.region_initiale, le
        ),
    }
    for nom in DITS:
        fait = lieux.get(nom) or Fait(nom, getattr(demande, nom))
        if fait.valeur or fait.region:
            yield fait


def dire_le_fait(fait: Fait, corpus: Corpus) -> str:
    """Return a fact in words, in the language of the page."""
    valeur = fait.valeur
    if isinstance(valeur, date):
        return jour(valeur)
    if fait.le is not None or fait.region is not None or valeur is None:
        return _lieu(valeur, fait.region, fait.le, corpus)
    return _dire(fait.nom, valeur, corpus)


def _dire(nom: str, valeur: str, corpus: Corpus) -> str:
    langue = droit.langue()
    if nom == "nationalite":
        return ", ".join(droit.pays().nom(code, langue) for code in valeur.split("+") if code)
    if nom in {"metier", "metier_initial"}:
        return _metier(valeur, corpus)
    if nom == "type":
        return corpus.textes.mots[langue].get(valeur, valeur)
    return str(AU_CHOIX[nom].get(valeur, valeur))


def _metier(codes: str, corpus: Corpus) -> str:
    """Each code with its name; one alone on no list is said to be on none."""
    connus = [(code, corpus.metier(code)) for code in codes.split("+") if code]
    if not any(connu for _, connu in connus):
        return droit.lecteur().hors_liste(codes)
    return ", ".join(f"{code} – {connu.intitule}" if connu else code for code, connu in connus)


def _lieu(departement: str | None, region: str | None, le: date | None, corpus: Corpus) -> str:
    """A place, its region being one of those that count on a day."""
    connu = corpus.departements.get(departement or "")
    version = corpus.division(le or corpus.couverture.au)
    if connu is None:
        return _region(region, version, corpus)
    ici = _region(corpus.region_dans(version, connu.region), version, corpus)
    return f"{connu.nom} ({connu.code}), {ici}"


def _region(code: str | None, version: str, corpus: Corpus) -> str:
    region = corpus.regions_de(version).get(code or "") or corpus.regions.get(code or "")
    autres = (corpus.regions_de(autre).get(code or "") for autre in corpus.territoires)
    trouvee = region or next(filter(None, autres), None)
    return trouvee.nom if trouvee else ""
