"""The oracle's own facts against the sources, row by row, and the counts to hold."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from oracle_2004_2026 import textes

ROOT = Path(__file__).parents[2]
NOMS_2016 = {
    "Île-de-France": "11",
    "Ile-de-France": "11",
    "Centre-Val de Loire": "24",
    "Bourgogne-Franche-Comté": "27",
    "Normandie": "28",
    "Hauts-de-France": "32",
    "Grand Est": "44",
    "Pays de la Loire": "52",
    "Bretagne": "53",
    "Nouvelle-Aquitaine": "75",
    "Occitanie": "76",
    "Auvergne-Rhône-Alpes": "84",
    "Provence-Alpes-Côte d'Azur": "93",
    "Corse": "94",
    "France Entière": "metropole",
}


def source(nom: str) -> list[dict[str, str]]:
    """The rows of a source file, which stands beside the project."""
    dossier = Path(os.environ.get("OPPOSABLE_SHARED", ROOT.parent / "shared"))
    fichier = dossier / "law" / nom
    if not fichier.is_file():
        pytest.skip(f"source absente : shared/law/{nom} (indiquez OPPOSABLE_SHARED)")
    with fichier.open(encoding="utf-8", newline="") as lignes:
        return list(csv.DictReader(lignes))


def test_les_departements_sont_ceux_de_la_source() -> None:
    """Each of the 100 departments in its region of 2007."""
    lus = source("departements-regions-2007.csv")
    assert {r["departement"]: r["region_2007"] for r in lus} == textes.DEPARTEMENTS
    assert len(lus) == 100


def test_les_61_sont_ceux_de_la_source() -> None:
    """20 named, 75 possible or uncertain, the rest of the 150 out."""
    lus = source("later/liste_61_2006_candidats.csv")
    statuts = {"oui": textes.OUI_61, "possible": textes.DOUTE_61, "incertain": textes.DOUTE_61}
    for rang in lus:
        assert (rang["rome_v2"] in textes.OUI_61) == (rang["statut"] == "oui")
        if rang["statut"] in statuts:
            assert rang["rome_v2"] in statuts[rang["statut"]]
        else:
            assert rang["rome_v2"] not in textes.OUI_61 | textes.DOUTE_61
    assert (len(textes.OUI_61), len(textes.DOUTE_61)) == (20, 75)


def test_les_14_et_les_291_sont_ceux_de_la_source() -> None:
    """The occupations of 2011 and 2012 under ROME v3."""
    de_2011 = source("later/arrete_2011_14_rome_v3.csv")
    de_2012 = source("later/arrete_2012_291_rome_v3.csv")
    assert {r["rome_v3"] for r in de_2011} == textes.QUATORZE
    assert {r["rome_v3"] for r in de_2012} == textes.DEUX_CENT_QUATRE_VINGT_ONZE
    assert (len(textes.QUATORZE), len(textes.DEUX_CENT_QUATRE_VINGT_ONZE)) == (14, 291)


def test_les_familles_et_le_passage_sont_ceux_de_la_source() -> None:
    """The 225 families, and the 532 occupations of ROME v3 that the table passes to them."""
    familles = {r["fap225"] for r in source("later/fap2009_nomenclature.csv")}
    passage: dict[str, set[str]] = {}
    for rang in source("later/rome_v3_fap2009.csv"):
        passage.setdefault(rang["rome_v3"], set()).add(rang["fap225"])
    assert familles == textes.FAMILLES
    assert passage == textes.PASSAGE
    assert (len(familles), len(passage)) == (225, 532)


def test_la_liste_de_2021_et_2024_est_celle_de_la_source() -> None:
    """Every row of the copy, region by region; the four of the whole country apart."""
    lus = source("later/metiers_en_tension_mars_2024.csv")
    ranges: dict[str, set[str]] = {}
    for rang in lus:
        ranges.setdefault(NOMS_2016[rang["Region"]], set()).add(rang["Code FAP"])
    assert ranges == {**textes.TENSION_2024, "metropole": textes.QUATRE}
    assert sum(map(len, ranges.values())) == len(lus)
    assert set(textes.TENSION_2024) == set(textes.REGIONS_2016)
    repetee = {r for r, des in textes.TENSION_2024.items() if textes.QUATRE & des}
    assert repetee == set(textes.REGIONS_2016) - {"52", "93"}


def test_la_liste_de_2025_est_celle_de_la_source() -> None:
    """What was read of the list of 2025: 166 open, 93 closed, one at odds."""
    lus = source("later/metiers_tension_2025_partiel.csv")
    ranges = {(NOMS_2016[r["region_2016"]], r["fap2009_infere"]): r["ouvert"] for r in lus}
    assert ranges == textes.TENSION_2025
    comptes = [list(ranges.values()).count(dit) for dit in ("oui", "non", "conflit")]
    assert comptes == [166, 93, 1]


def test_les_listes_des_accords_sont_celles_de_la_source() -> None:
    """439 rows of nine countries: the code, how it was matched, what is printed beside."""
    lus = source("later/bilateral_lists.csv")
    for rang in lus:
        mention = textes.RANGS[rang["pays_iso3"]][int(rang["rang"]) - 1]
        assert mention.rstrip("~p!") == (rang["rome_v2_circulaire"] or "-")
        assert ("~" in mention) == ("équivalence" in rang["appariement"])
        assert ("p" in mention) == (rang["restriction"] == "peche")
        assert ("!" in mention) == (rang["restriction"] not in {"", "peche"})
    assert sum(map(len, textes.RANGS.values())) == len(lus) == 439
    assert {"GEO", "CPV"} == textes.CODES_COMPLETS


def test_les_places_se_recoupent() -> None:
    """22 regions of 2007 in 13 of 2016; the shared codes cover the same departments."""
    assert (len(textes.METROPOLE), len(textes.OUTRE_MER), len(textes.REGIONS_2016)) == (22, 4, 13)
    communs = set(textes.GRAINS) & set(textes.REGION_2016.values())
    assert communs == {"11", "24", "52", "53", "93", "94", "01", "02", "03", "04"}
    assert all(textes.REGION_2016[r] == r for r in communs)
