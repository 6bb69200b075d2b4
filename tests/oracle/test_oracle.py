"""The oracle's transcription against the texts, its counts, and cases made by hand."""

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from oracle import listes as li
from oracle.oracle import LECTURES, RANG, answer, lectures

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


# --- Cases made by hand


Texte = str | None
Donnees = tuple[
    tuple[str, ...],
    Texte,
    Texte,
    Texte,
    date,
    date | None,
    Texte,
    Texte,
    Texte,
]


@dataclass(frozen=True)
class Faits:
    """A demande: a Moroccan site engineer introduced in Île-de-France, then changes."""

    nat: str = "MAR"
    metier: str | None = "61223"
    region: str | None = "11"
    type: str | None = "introduction"
    depose: str = "2008-03-03"
    examine: str | None = None
    initial: str | None = None
    activite: str | None = None
    diplome: str | None = None

    def answer(self, *rivals: str) -> tuple[str, str | None]:
        """Ask the oracle; the day comes as text."""
        found, day = answer(*self.facts(), rivals=frozenset(rivals))
        return found, day.isoformat() if day else None

    def lectures(self) -> set[str]:
        """Ask the oracle which readings matter."""
        return set(lectures(*self.facts()))

    def facts(self) -> Donnees:
        """Give the facts in the order that the oracle takes them."""
        return (
            tuple(self.nat.split("+")) if self.nat else (),
            self.metier,
            self.region,
            self.type,
            date.fromisoformat(self.depose),
            date.fromisoformat(self.examine) if self.examine else None,
            self.initial,
            self.activite,
            self.diplome,
        )


RENOUVELLEMENT = "renouvellement"
STATUT = "changement_statut"
LIBRE = ("autorisation_non_requise", None)
INCONNU = ("indeterminee", None)


def ouvert(day: str) -> tuple[str, str]:
    """Not opposable, to be notified from that day."""
    return "non_opposable", day


def ferme(day: str) -> tuple[str, str]:
    """Opposable, to be notified from that day."""
    return "opposable", day


CAS = {
    # 1. Coverage
    "1: the French need no permit at any date": (
        Faits("FRA", depose="1990-01-01"),
        LIBRE,
    ),
    "1: before 2004-05-01 nothing else is known": (
        Faits("DEU", depose="2004-04-30"),
        INCONNU,
    ),
    "1: from 2004-05-01 Germany is": (Faits("DEU", depose="2004-05-01"), LIBRE),
    "1: GBR on the last day covered": (Faits("GBR", depose="2020-12-31"), LIBRE),
    "1: after 2020 nothing is known": (Faits("DZA", depose="2021-01-01"), INCONNU),
    # 2. Free movement and the master's degree
    "2: free movement needs no occupation": (Faits("CHE", None, None, None), LIBRE),
    "2: the eight, last day of transition": (
        Faits("POL", "99999", depose="2008-06-30"),
        ferme("2008-06-30"),
    ),
    "2: the eight, free from 2008-07-01": (
        Faits("POL", "99999", depose="2008-06-30", examine="2008-07-01"),
        LIBRE,
    ),
    "2: Romania was a third country in 2006": (
        Faits("ROU", depose="2006-12-31", diplome="master"),
        INCONNU,
    ),
    "2: a master's degree frees from 2007-01-01": (
        Faits("ROU", None, depose="2007-01-01", diplome="master"),
        LIBRE,
    ),
    "2: a master's degree frees after the lists too": (
        Faits("HRV", "99999", depose="2013-07-01", diplome="master"),
        LIBRE,
    ),
    "2: a master's degree is ignored elsewhere": (
        Faits(metier="99999", diplome="master"),
        ferme("2008-03-03"),
    ),
    # 3. Which lists
    "3: before the circular": (Faits("DZA", depose="2007-12-19"), INCONNU),
    "3: third countries, last day of the list": (
        Faits(depose="2011-08-12"),
        ouvert("2011-08-12"),
    ),
    "3: third countries, the day after": (Faits(depose="2011-08-13"), INCONNU),
    "3: ten States, last day of the list": (
        Faits("BGR", "11111", depose="2012-10-14"),
        ouvert("2012-10-14"),
    ),
    "3: ten States, the day after": (
        Faits("BGR", "11111", depose="2012-10-15"),
        INCONNU,
    ),
    "3: the Algerian exclusion has no end": (
        Faits("DZA", depose="2015-05-05"),
        ferme("2015-05-05"),
    ),
    "3: occupation missing": (Faits("DZA", None), INCONNU),
    "3: type missing": (Faits(type=None), INCONNU),
    "3: the arrêté reaches files of before": (
        Faits(depose="2007-06-01", examine="2008-01-21"),
        ouvert("2008-01-21"),
    ),
    # 4. Introduction and change of status
    "4: the 150 are open overseas": (
        Faits("POL", "11111", "04"),
        ouvert("2008-03-03"),
    ),
    "4: the 150 need no region": (
        Faits("ROU", "11111", None),
        ouvert("2008-03-03"),
    ),
    "4: an off-list code": (Faits("POL", "32141"), ferme("2008-03-03")),
    "4: fishing only, and it is fishing": (
        Faits("POL", "41221", activite="peche"),
        ouvert("2008-03-03"),
    ),
    "4: fishing only, and it is not": (
        Faits("POL", "44315", activite="finance"),
        ferme("2008-03-03"),
    ),
    "4: finance only, and nothing is said": (Faits("POL", "32241"), INCONNU),
    "4: a bracket that gives an example binds nobody": (
        Faits("POL", "42222", activite="autre"),
        ouvert("2008-03-03"),
    ),
    "4: the six are open even where unprinted": (
        Faits(metier="32112", region="94"),
        ouvert("2008-03-03"),
    ),
    "4: one of the 150 is not one of the 30": (
        Faits(metier="11111"),
        ferme("2008-03-03"),
    ),
    "4: 14232 is not in Corse": (
        Faits(metier="14232", region="94"),
        ferme("2008-03-03"),
    ),
    "4: nothing is open overseas": (Faits(region="03"), ferme("2008-03-03")),
    "4: region unknown, open somewhere": (Faits(region=None), INCONNU),
    "4: region unknown, open nowhere": (
        Faits(metier="52151", region=None),
        ferme("2008-03-03"),
    ),
    "4: the stateless are third-country": (Faits("XXA"), ouvert("2008-03-03")),
    "4: the lists do not concern Algerians": (Faits("DZA"), ferme("2008-03-03")),
    "4: nor Tunisians": (Faits("TUN", depose="2009-06-30"), ferme("2009-06-30")),
    "4: Tunisia's own agreement is not known": (
        Faits("TUN", depose="2009-07-01"),
        INCONNU,
    ),
    "4: an agreement keeps what is open": (
        Faits("GAB", depose="2008-09-01"),
        ouvert("2008-09-01"),
    ),
    "4: an agreement may open what is closed": (
        Faits("GAB", "11111", depose="2008-09-01"),
        INCONNU,
    ),
    "4: before it, Gabon is a third country": (
        Faits("GAB", "11111", depose="2008-08-31"),
        ferme("2008-08-31"),
    ),
    "4: Senegal on 2009-07-31": (
        Faits("SEN", "11111", depose="2009-07-31"),
        ferme("2009-07-31"),
    ),
    # 5. Renewal
    "5: same occupation, off-list and overseas": (
        Faits("MAR", "99999", "01", RENOUVELLEMENT, initial="99999"),
        ouvert("2008-03-03"),
    ),
    "5: same occupation is not held back": (
        Faits("MAR", "99999", None, RENOUVELLEMENT, "2008-01-02", initial="99999"),
        ouvert("2008-01-02"),
    ),
    "5: changed to an open occupation": (
        Faits(type=RENOUVELLEMENT, depose="2008-01-02", initial="11111"),
        ouvert("2008-01-20"),
    ),
    "5: changed to a closed occupation": (
        Faits("POL", "99999", type=RENOUVELLEMENT, initial="11111"),
        ferme("2008-03-03"),
    ),
    "5: first occupation not said, but open now": (
        Faits(type=RENOUVELLEMENT, depose="2008-01-02"),
        ouvert("2008-01-20"),
    ),
    "5: first occupation not said, closed now": (
        Faits(metier="11111", type=RENOUVELLEMENT),
        INCONNU,
    ),
    "5: the circular is silent on Algerians": (
        Faits("DZA", type=RENOUVELLEMENT, initial="61223"),
        INCONNU,
    ),
    "5: TUN at any date": (
        Faits("TUN", type=RENOUVELLEMENT, depose="2010-01-04", initial="61223"),
        INCONNU,
    ),
    "5: after the lists even the same occupation is unknown": (
        Faits(type=RENOUVELLEMENT, depose="2012-01-02", initial="61223"),
        INCONNU,
    ),
    # 7. Files not reached
    "7: introduction filed before the circular": (
        Faits(depose="2007-12-19", examine="2008-01-20"),
        ferme("2008-01-20"),
    ),
    "7: one of the 150 may be one of the 61": (
        Faits("POL", "41221", "01", depose="2007-12-19", examine="2007-12-20"),
        INCONNU,
    ),
    "7: none of the 150": (
        Faits("POL", "99999", depose="2007-12-19", examine="2007-12-20"),
        ferme("2007-12-20"),
    ),
    "7: renewal filed before the circular": (
        Faits(
            type=RENOUVELLEMENT,
            depose="2007-12-19",
            examine="2008-01-02",
            initial="61223",
        ),
        INCONNU,
    ),
    "7: a pending change of status is reached": (
        Faits(type=STATUT, depose="2007-10-01", examine="2007-12-20"),
        ouvert("2008-01-20"),
    ),
    # 8. Notification
    "8: on the circular, from the arrêtés": (
        Faits(depose="2007-12-20"),
        ouvert("2008-01-20"),
    ),
    "8: refused at once": (
        Faits(region="04", depose="2007-12-20"),
        ferme("2007-12-20"),
    ),
    "8: on the arrêté, at once": (Faits(depose="2008-01-21"), ouvert("2008-01-21")),
    "8: 14312 in Auvergne, under the circular": (
        Faits(metier="14312", region="83", depose="2008-01-20"),
        ouvert("2008-01-20"),
    ),
    "8: 14312 in Auvergne, under the arrêté": (
        Faits(metier="14312", region="83", depose="2008-01-21"),
        ferme("2008-01-21"),
    ),
    "8: 14232 in Auvergne, under the circular": (
        Faits(metier="14232", region="83", depose="2008-01-20"),
        ferme("2008-01-20"),
    ),
    "8: 14232 in Auvergne, under the arrêté": (
        Faits(metier="14232", region="83", depose="2008-01-21"),
        ouvert("2008-01-21"),
    ),
    # 11. Several nationalities
    "11: free movement first": (Faits("DZA+DEU"), LIBRE),
    "11: open before unknown": (
        Faits("TUN+MAR", depose="2009-07-01"),
        ouvert("2009-07-01"),
    ),
    "11: unknown before opposable": (
        Faits("DZA+GAB", "11111", depose="2008-09-01"),
        INCONNU,
    ),
    "11: both opposable": (Faits("DZA+TUN"), ferme("2008-03-03")),
    "11: no nationality": (Faits(""), INCONNU),
}


@pytest.mark.parametrize(("faits", "attendu"), CAS.values(), ids=CAS)
def test_answer(faits: Faits, attendu: tuple[str, str | None]) -> None:
    """Section 4: the step in the name settles this demande."""
    assert faits.answer() == attendu


FENETRE = "2008-01-15"
LUES = {
    "nothing doubtful under the arrêté": (Faits(), set()),
    "the six where unprinted": (
        Faits(metier="32112", region="94", depose=FENETRE),
        {"six-nationaux"},
    ),
    "the six where printed": (Faits(metier="32112", depose=FENETRE), set()),
    "the six overseas": (Faits(region="01", depose=FENETRE), {"regions-francaises"}),
    "the six overseas under the arrêté": (Faits(region="01"), set()),
    "52213 in Île-de-France": (Faits(metier="52213", depose=FENETRE), {"idf-52213"}),
    "52313 in Île-de-France": (Faits(metier="52313", depose=FENETRE), {"idf-52213"}),
    "52213, region unknown": (
        Faits(metier="52213", region=None, depose=FENETRE),
        {"idf-52213"},
    ),
    "52151 in Nord-Pas-de-Calais": (
        Faits(metier="52151", region="31", depose=FENETRE),
        {"npdc-52151", "arrete-divergent"},
    ),
    "61224, region unknown": (
        Faits(metier="61224", region=None, depose=FENETRE),
        {"centre-61224", "arrete-divergent"},
    ),
    "14312, region unknown, stays open elsewhere": (
        Faits(metier="14312", region=None, depose=FENETRE),
        set(),
    ),
    "14312 in Lorraine": (
        Faits(metier="14312", region="41", depose=FENETRE),
        {"arrete-divergent"},
    ),
    "32241 for finance": (Faits("POL", "32241", activite="finance"), {"32241"}),
    "32241, nothing said": (Faits("POL", "32241"), {"32241", "restrictions"}),
    "32241 elsewhere than in finance": (
        Faits("POL", "32241", activite="autre"),
        {"restrictions"},
    ),
    "32141 takes the bracket of its row along": (
        Faits("POL", "32141", activite="autre"),
        set(),
    ),
    "32141, nothing said": (Faits("POL", "32141"), {"32241"}),
    "the 150 overseas": (Faits("POL", "11111", "01"), {"ue-outre-mer"}),
    "the 150, region unknown": (Faits("POL", "11111", None), {"ue-outre-mer"}),
    "fishing overseas, nothing said": (
        Faits("POL", "41221", "01"),
        {"ue-outre-mer", "restrictions"},
    ),
    "a pending introduction": (
        Faits(depose="2007-12-19", examine=FENETRE),
        {"en-cours"},
    ),
    "a pending renewal": (
        Faits(type=RENOUVELLEMENT, depose="2007-12-19", examine=FENETRE),
        set(),
    ),
    "filed on the eve of the printing": (
        Faits(depose="2008-01-09", examine=FENETRE),
        {"publication"},
    ),
    "filed on the day of the printing": (
        Faits(depose="2008-01-10", examine=FENETRE),
        set(),
    ),
    "a change of status is never late": (
        Faits(type=STATUT, depose="2008-01-09", examine=FENETRE),
        set(),
    ),
    "closed either way": (
        Faits(metier="99999", depose="2008-01-09", examine=FENETRE),
        set(),
    ),
    "Senegal in July 2009": (
        Faits("SEN", "99999", depose="2009-07-01"),
        {"senegal-date"},
    ),
    "Senegal in June 2009": (Faits("SEN", "99999", depose="2009-06-30"), set()),
    "Senegal in July 2009, open": (Faits("SEN", depose="2009-07-01"), set()),
    "Guadeloupe as a nationality": (
        Faits("GLP", depose="2007-01-01"),
        {"codes-territoires"},
    ),
    "Puerto Rico: both are third countries": (Faits("PRI", "99999"), set()),
    "Gibraltar after 2020": (Faits("GIB", depose="2021-01-01"), set()),
}


@pytest.mark.parametrize(("faits", "attendues"), LUES.values(), ids=LUES)
def test_lectures(faits: Faits, attendues: set[str]) -> None:
    """Section 5: the readings whose rival alone changes this demande's answer."""
    assert faits.lectures() == attendues


def test_every_reading_changes_some_answer() -> None:
    """Each reading of the oracle is seen at work in a case above."""
    assert set().union(*(found for _, found in LUES.values())) == set(LECTURES)


def test_rivals_add_up() -> None:
    """Two rivals taken together: 32141 open, whatever the activity."""
    faits = Faits("POL", "32141", activite="autre")
    assert faits.answer("32241", "restrictions") == ouvert("2008-03-03")


def test_unknown_reading_is_refused() -> None:
    """A reading that does not exist is an error, never ignored."""
    with pytest.raises(ValueError, match="limousin-20"):
        Faits().answer("limousin-20")


def test_examined_before_filed_is_refused() -> None:
    """A file cannot be examined before it arrives."""
    with pytest.raises(ValueError, match="2008-03-02"):
        Faits(examine="2008-03-02").answer()


def test_order_of_nationalities_is_indifferent() -> None:
    """Step 11: the best answer, and its day, whatever the order."""
    for first in ("FRA", "POL", "MAR", "DZA", "TUN", "SEN"):
        for second in ("BGR", "DEU", "GAB", "DZA"):
            for day in ("2008-01-15", "2008-03-03", "2009-07-01", "2012-01-01"):
                one = Faits(first, depose=day).answer()
                two = Faits(second, depose=day).answer()
                best = min(one, two, key=lambda each: RANG[each[0]])
                assert Faits(f"{first}+{second}", depose=day).answer() == best
                assert Faits(f"{second}+{first}", depose=day).answer() == best
