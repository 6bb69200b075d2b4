"""The lists of 2007 and 2008, transcribed a second time: against the texts, and counted."""

import csv
import os
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from oracle import listes as li

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"(\d{5})\t(.+)")
TITLE = re.compile(r"<b>(?!CODE ROME)|\t<b>")


def _shared(name: str) -> Path:
    folder = Path(os.environ.get("OPPOSABLE_SHARED", ROOT.parent / "shared"))
    if not (folder / name).is_file():
        pytest.skip(f"source absente : shared/{name} (indiquez OPPOSABLE_SHARED)")
    return folder / name


def _lines(start: str, end: str | None = None) -> list[str]:
    """Lines of the circular after the one that is `start`, before `end`."""
    path = _shared("source/circulaire-IMI-N-07-00011-C.md")
    lines = path.read_text("utf-8").splitlines()
    return lines[lines.index(start) + 1 : lines.index(end) if end else None]


def _csv(name: str) -> list[dict[str, str]]:
    with _shared(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _groups(lines: list[str]) -> list[list[str]]:
    """Codes under each heading in bold."""
    groups: list[list[str]] = []
    for line in lines:
        if TITLE.search(line):
            groups.append([])
        elif row := ROW.match(line):
            groups[-1].append(row[1])
    return groups


def _regions(lines: list[str]) -> Iterator[tuple[str, int, list[str]]]:
    """Title, announced number and codes of each region of annex 4."""
    sections = re.split(r"^#+ ", "\n".join(lines), flags=re.MULTILINE)[1:]
    for section in sections:
        announced = re.search(r"^CODE ROME\t(\d+) métiers$", section, re.MULTILINE)
        assert announced is not None
        codes = re.findall(r"^(\d{5})\t", section, re.MULTILINE)
        yield section.splitlines()[0].strip(), int(announced[1]), codes


# --- The transcription, row by row


def test_annex_2_is_transcribed() -> None:
    """Annex 2: the same rows under the same headings, in the same order."""
    assert list(li.ANNEXE_2.values()) == _groups(_lines("## ANNEXE 2", "## ANNEXE 3"))


def test_restrictions_are_transcribed() -> None:
    """Annex 2: the brackets that bind stand on these rows and on no other."""
    rows = [ROW.match(line) for line in _lines("## ANNEXE 2", "## ANNEXE 3")]
    found = {
        row[1]: "finance" if "financiers" in row[2] else "peche"
        for row in rows
        if row and re.search(r"\((pêche seulement|financiers)\)", row[2])
    }
    assert found == li.RESTRICTIONS


def test_annex_3_is_transcribed() -> None:
    """Annex 3: the thirty under their headings, then the six."""
    lines = _lines("## ANNEXE 3", "## ANNEXE 4")
    cut = next(i for i, line in enumerate(lines) if line.startswith("**"))
    assert list(li.ANNEXE_3.values()) == _groups(lines[:cut])
    assert [row[1] for row in map(ROW.match, lines[cut:]) if row] == li.SIX


def test_annex_4_is_transcribed() -> None:
    """Annex 4: each region with its title, the number announced and its rows."""
    mine = [
        (li.METROPOLE[region][1], li.ANNONCES[region], codes)
        for region, codes in li.ANNEXE_4.items()
    ]
    assert mine == list(_regions(_lines("## ANNEXE 4")))


def test_arrete_is_transcribed() -> None:
    """Arrêté on third countries: the same codes in the same regions."""
    mine = [(region, code) for region, codes in li.ARRETE.items() for code in codes]
    rows = _csv("law/arrete-IMID0800328A-regions.csv")
    assert mine == [(row["region_2007"], row["rome_v2"]) for row in rows]


def test_regions_are_transcribed() -> None:
    """The 26 regions of 2007 with their names, for 100 departments."""
    rows = _csv("law/departements-regions-2007.csv")
    mine = {code: name for code, (name, _) in li.METROPOLE.items()} | li.OUTRE_MER
    assert {row["region_2007"]: row["nom_region_2007"] for row in rows} == mine
    assert len({row["departement"] for row in rows}) == len(rows) == 100


# --- Counts to hold

CENT_CINQUANTE = list(chain.from_iterable(li.ANNEXE_2.values()))
TRENTE = list(chain.from_iterable(li.ANNEXE_3.values()))


def test_counts_of_annex_2() -> None:
    """Annex 2: 150 rows, 149 codes (33226 twice), 18 headings."""
    assert len(CENT_CINQUANTE) == 150
    assert len(set(CENT_CINQUANTE)) == 149
    assert [code for code in CENT_CINQUANTE if CENT_CINQUANTE.count(code) > 1] == [
        "33226",
        "33226",
    ]
    assert len(li.ANNEXE_2) == 18


def test_counts_of_annex_3() -> None:
    """Annex 3: 30 codes, 11 domains, a subset of annex 2; the six are of the 30."""
    assert len(TRENTE) == len(set(TRENTE)) == 30
    assert len(li.ANNEXE_3) == 11
    assert set(TRENTE) < set(CENT_CINQUANTE)
    assert len(set(li.SIX) & set(TRENTE)) == 6


def test_counts_of_annex_4() -> None:
    """Annex 4: 22 regions, 427 rows; only Limousin prints fewer than it announces."""
    assert set(li.ANNEXE_4) == set(li.METROPOLE)
    assert len(li.METROPOLE) == 22
    printed = {region: len(codes) for region, codes in li.ANNEXE_4.items()}
    assert sum(printed.values()) == 427
    assert {each for each in printed if printed[each] != li.ANNONCES[each]} == {"74"}
    assert (printed["74"], li.ANNONCES["74"]) == (18, 20)
    assert all(len(set(codes)) == len(codes) for codes in li.ANNEXE_4.values())


def test_counts_of_the_arrete() -> None:
    """Arrêté: 22 regions, 478 rows, each of the 30; the six in all regions."""
    assert set(li.ARRETE) == set(li.METROPOLE)
    assert sum(map(len, li.ARRETE.values())) == 478
    assert all(set(codes) <= set(TRENTE) for codes in li.ARRETE.values())
    assert all(set(codes) >= set(li.SIX) for codes in li.ARRETE.values())


def test_gaps_of_the_six() -> None:
    """`six-nationaux`: 53 rows are missing; Île-de-France alone prints the six."""
    missing = {each: set(li.SIX) - set(codes) for each, codes in li.ANNEXE_4.items()}
    assert sum(map(len, missing.values())) == 53
    assert [each for each in missing if not missing[each]] == ["11"]


def test_codes_of_annex_4_outside_the_thirty() -> None:
    """52213, 52151 and 61224 are the only codes of annex 4 that annex 3 lacks."""
    outside = {
        (region, code)
        for region, codes in li.ANNEXE_4.items()
        for code in codes
        if code not in TRENTE
    }
    assert outside == {("11", "52213"), ("31", "52151"), ("24", "61224")}
    assert "61224" in CENT_CINQUANTE
    assert not {"52213", "52151"} & set(CENT_CINQUANTE)


def test_cells_that_the_arrete_closes() -> None:
    """`arrete-divergent`: the circular as read opens eight cells more than its heir."""
    opened = {
        (region, code.replace("52213", "52313"))
        for region, codes in li.ANNEXE_4.items()
        for code in {*codes, *li.SIX}
    }
    kept = {(region, code) for region, codes in li.ARRETE.items() for code in codes}
    assert opened - kept == set(li.FERMES_PAR_L_ARRETE)
    assert len(opened - kept) == 8
    assert {code for _, code in kept - opened} == {"14232"}


def test_limousin_holds_23() -> None:
    """`limousin-20`: the 18 printed and the six make the 23 of the arrêté."""
    assert {*li.ANNEXE_4["74"], *li.SIX} == set(li.ARRETE["74"])
    assert len(li.ARRETE["74"]) == 23


def test_counts_of_nationalities() -> None:
    """249 codes of ISO 3166-1 and four of persons without a known State."""
    assert len(set(li.CODES_ISO)) == len(li.CODES_ISO) == 249
    assert set(li.PERIODES) == {*li.CODES_ISO, *li.SANS_ETAT}
    assert len(li.PERIODES) == 253
    assert {*li.TERRITOIRES, *li.TERRITOIRES.values()} < set(li.CODES_ISO)
    assert not set(li.TERRITOIRES) & set(li.TERRITOIRES.values())
