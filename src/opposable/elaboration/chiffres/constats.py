"""What was detected in a file of figures, in French sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.ecrit.nombre import compter
from opposable.ecrit.typographie import composer
from opposable.elaboration.chiffres.anomalie import Effet
from opposable.elaboration.chiffres.releve import FRANCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from opposable.elaboration.chiffres.cles import Cles
    from opposable.elaboration.chiffres.lignes import Lu
    from opposable.elaboration.chiffres.placement import Place

DECIMALES = {",": "virgule", ".": "point"}


def constater(lu: Lu, place: Place, regions: Mapping[str, str]) -> tuple[str, ...]:
    """Return what was detected: format, columns, decimals, territories, periods, anomalies.

    Args:
        lu: The table.
        place: What placing gave.
        regions: Names of the regions of 2007 by code.
    """
    phrases = (
        *lu.table.constats,
        *_colonnes(lu),
        _decimales(lu, place.releve.unites),
        *_corrigees(lu),
        *_territoires(place, regions),
        *_periodes(place),
        *_comptes(place),
    )
    return tuple(composer(phrase) for phrase in phrases)


def _colonnes(lu: Lu) -> Iterator[str]:
    lues = {titre: f"{role} dans « {titre} »" for role, titre in lu.titres.items()}
    for feuille in lu.feuilles:
        suite = f" de {feuille.paire.periode}" if feuille.paire.periode else ""
        lues[feuille.paire.offres] = f"offres{suite} dans « {feuille.paire.offres} »"
        lues[feuille.paire.demandeurs] = f"demandeurs{suite} dans « {feuille.paire.demandeurs} »"
    yield f"Colonnes lues : {', '.join(lues.values())}."
    autres = [f"« {titre} »" for titre in lu.table.titres if titre and titre not in lues]
    if autres:
        yield f"Colonnes non lues : {', '.join(autres)}."


def _decimales(lu: Lu, unites: int) -> str:
    comptes = [c for feuille in lu.feuilles for c in (feuille.offres, feuille.demandeurs)]
    signes = sorted({cellule.decimales for c in comptes for cellule in c.cellules.values()} - {""})
    unite = f" ; unité : 1/{unites}" if unites > 1 else ""
    if not signes:
        return f"Effectifs sans signe décimal dans le texte{unite}."
    return f"Signe décimal : {' et '.join(DECIMALES[s] for s in signes)}{unite}."


def _corrigees(lu: Lu) -> Iterator[str]:
    for titre, cles in (
        (lu.titres["metier"], lu.metiers),
        (lu.titres["territoire"], lu.territoires),
    ):
        faites = _paires(cles)
        if faites:
            yield (
                f"Colonne « {titre} » : {compter(len(faites), 'code complété', 'codes complétés')} "
                f"ou remis en capitales ({', '.join(faites[:5])}{'…' if len(faites) > 5 else ''})."  # noqa: PLR2004 - examples
            )


def _paires(cles: Cles) -> list[str]:
    lus = zip(cles.colonne.valeurs, cles.lues, strict=True)
    return sorted(f"{brut} lu {cle.valeur}" for brut, cle in lus if cle.corrigee and cle.valeur)


def _territoires(place: Place, regions: Mapping[str, str]) -> Iterator[str]:
    releve = place.releve
    france = ", et la France entière" if FRANCE in releve.territoires else ""
    yield f"Territoires lus : {compter(len(releve.regions), 'région')}{france}."
    absentes = [
        f"{nom} ({code})" for code, nom in regions.items() if code not in releve.territoires
    ]
    if absentes and releve.regions:
        yield f"Régions sans aucune ligne : {_enumerer(absentes)}."


def _periodes(place: Place) -> Iterator[str]:
    yield f"Périodes lues : {_enumerer(place.releve.periodes)}."
    if place.hors_periode:
        yield f"{compter(place.hors_periode, 'ligne')} d'autres périodes, non demandées."


def _comptes(place: Place) -> Iterator[str]:
    releve = place.releve
    yield (
        f"{compter(place.retenues, 'ligne retenue', 'lignes retenues')}, "
        f"{compter(place.ecartees, 'ligne écartée', 'lignes écartées')} ; "
        f"{compter(len(releve.metiers), 'métier')}, "
        f"{compter(int(releve.connues.sum()), 'cellule connue', 'cellules connues')} sur "
        f"{compter(releve.etat.size, 'possible')}."
    )
    effets = [anomalie.effet for anomalie in place.anomalies]
    secretes, erronees = effets.count(Effet.CELLULE_SECRETE), effets.count(Effet.CELLULE_ERRONEE)
    if secretes or erronees:
        yield (
            f"{compter(secretes, 'effectif secret ou vide', 'effectifs secrets ou vides')}, "
            f"{compter(erronees, 'anomalie de cellule', 'anomalies de cellule')} : ces cellules "
            "ne sont pas évaluables."
        )


def _enumerer(noms: Sequence[str]) -> str:
    return ", ".join(noms)
