"""What was detected in a file of figures, in French sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from opposable.ecrit.nombre import compter
from opposable.ecrit.typographie import composer
from opposable.elaboration.chiffres.annee import Nature, dire_annees
from opposable.elaboration.chiffres.anomalie import Effet
from opposable.elaboration.chiffres.cles import HORS, forme_de
from opposable.elaboration.chiffres.lieux import Maille
from opposable.elaboration.chiffres.releve import FRANCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from opposable.elaboration.chiffres.annee import Natures
    from opposable.elaboration.chiffres.cles import Cles
    from opposable.elaboration.chiffres.lieux import Lieux
    from opposable.elaboration.chiffres.lignes import Lu
    from opposable.elaboration.chiffres.localisation import Localisation
    from opposable.elaboration.chiffres.placement import Place
    from opposable.elaboration.chiffres.releve import Releve

DECIMALES = {",": "virgule", ".": "point"}
REUNIS = {Nature.FLUX: "additionnées (un flux)", Nature.STOCK: "en moyenne (un stock)"}
MAILLES_DITES = {
    Maille.REGIONS: "des codes ou noms de régions",
    Maille.DEPARTEMENTS: "des codes ou noms de départements",
    Maille.FRANCE: "la France entière",
}
EXEMPLES = 5


def constater(
    lu: Lu,
    place: Place,
    ou: Localisation,
    releve: Releve,
    natures: Natures | None,
    lieux: Lieux,
) -> tuple[str, ...]:
    """Return what was detected: format, columns, decimals, territories, periods, anomalies.

    Args:
        lu: The table.
        place: What placing gave, each territory and period as the file has it.
        ou: How territories were read.
        releve: The statement, by region and year where parts were put together.
        natures: Flow or stock, where parts of a year were put together.
        lieux: Regions and departments.
    """
    phrases = (
        *lu.table.constats,
        *_colonnes(lu),
        _decimales(lu, place.releve.unites),
        *_corrigees(lu),
        *_territoires(releve, ou, lieux.regions),
        *_ajoutes(place.releve, ou, lieux),
        *_hors_maille(lu, place, ou),
        *_periodes(place, natures),
        *_comptes(place, releve),
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
    unite = f" ; lus exactement, au 1/{unites} près (--unites {unites})" if unites > 1 else ""
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
            suite = "…" if len(faites) > EXEMPLES else ""
            yield (
                f"Colonne « {titre} » : {compter(len(faites), 'code complété', 'codes complétés')} "
                f"ou remis en capitales ({_enumerer(faites[:EXEMPLES])}{suite})."
            )


def _paires(cles: Cles) -> list[str]:
    lus = zip(cles.colonne.valeurs, cles.lues, strict=True)
    return sorted(
        {f"{brut} lu {cle.dit or cle.valeur}" for brut, cle in lus if cle.corrigee and cle.valeur}
    )


def _territoires(releve: Releve, ou: Localisation, regions: Mapping[str, str]) -> Iterator[str]:
    france = ", et la France entière" if FRANCE in releve.territoires else ""
    dit = f" ({MAILLES_DITES[ou.maille]}, dit par {ou.dite_par})" if ou.dite_par else ""
    yield f"Territoires lus : {compter(len(releve.regions), 'région')}{france}{dit}."
    absentes = [
        f"{nom} ({code})" for code, nom in regions.items() if code not in releve.territoires
    ]
    if absentes and releve.regions:
        yield f"Régions sans aucune ligne : {_enumerer(absentes)}."


def _ajoutes(fin: Releve, ou: Localisation, lieux: Lieux) -> Iterator[str]:
    """Tell what was added up, and the regions of which a department has no row."""
    if not ou.region_de:
        return
    parties = [t for t in fin.territoires if t in ou.region_de]
    bassins = any("bassin" in partie for partie in parties)
    quoi = compter(len(parties), "bassin" if bassins else "département")
    regions = {ou.region_de[p] for p in parties}
    yield f"Additionnés par région : {quoi} vers {compter(len(regions), 'région')}."
    if bassins or ou.maille is not Maille.DEPARTEMENTS:
        return
    tous = Counter(lieux.region_de.values())
    la = Counter(ou.region_de[p] for p in parties)
    partielles = [
        f"{lieux.regions[r]} ({n} sur {tous[r]})" for r, n in sorted(la.items()) if n < tous[r]
    ]
    if partielles:
        yield (
            "Régions dont il manque des départements, où les sommes sont des minimums : "
            f"{_enumerer(partielles)}."
        )


def _hors_maille(lu: Lu, place: Place, ou: Localisation) -> Iterator[str]:
    if place.hors_maille:
        rangs = np.unique(ou.cles.colonne.rangs[lu.territoires.rangs == HORS])
        dits = sorted({f"« {ou.cles.colonne.valeurs[rang]} »" for rang in rangs.tolist()})
        suite = "…" if len(dits) > EXEMPLES else ""
        yield (
            f"{compter(place.hors_maille, 'ligne')} d'une autre maille que les "
            f"{'départements' if ou.maille is Maille.DEPARTEMENTS else 'régions'}, non lues : "
            f"{_enumerer(dits[:EXEMPLES])}{suite}."
        )


def _periodes(place: Place, natures: Natures | None) -> Iterator[str]:
    yield f"Périodes lues : {_enumerer(place.releve.periodes)}."
    if natures is not None:
        yield _annuelles(place.releve.periodes, natures)
    if place.hors_periode:
        yield f"{compter(place.hors_periode, 'ligne')} d'autres périodes, non demandées."


def _annuelles(periodes: Sequence[str], natures: Natures) -> str:
    """Tell how parts of years were put together."""
    dits = [
        f"{quoi} {REUNIS[nature]}, d'après {par}"
        for quoi, nature, par in zip(
            ("offres", "demandeurs"), natures[:2], natures.dites_par, strict=True
        )
    ]
    forme = forme_de(periodes[0])
    completes = {"semestre": 2, "trimestre": 4, "mois": 12}.get(forme, 0)
    partielle = any(n < completes for n in Counter(p[:4] for p in periodes).values())
    suite = " ; il en manque : un flux n'y est pas celui d'une année entière" if partielle else ""
    return f"Ramenés à l'année : {' ; '.join(dits)} ({dire_annees(periodes, forme)}{suite})."


def _comptes(place: Place, releve: Releve) -> Iterator[str]:
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
