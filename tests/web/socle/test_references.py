"""References: each place of the law data is cited in words, with its official publication."""

import itertools
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from opposable.web.socle import droit
from opposable.web.socle.references import accord, accords, referer, versions

PLACES = [
    ("1.2/1", "circulaire, 1.2, alinéa 1"),
    ("1.3", "circulaire, 1.3"),
    ("A2/12", "circulaire, annexe 2, ligne 12"),
    ("A4/24", "circulaire, annexe 4, Centre"),
    ("A4/24/3", "circulaire, annexe 4, Centre, ligne 3"),
    ("A3.six", "circulaire, annexe 3"),
    ("A3.six/5", "circulaire, annexe 3"),
    ("arrete-2008-01-18-tiers#1", "arrêté du 18 janvier 2008, article 1"),
    (
        "arrete-2008-01-18-tiers#1/11/5",
        "arrêté du 18 janvier 2008, article 1, Île-de-France, ligne 5",
    ),
    ("ceseda#L.313-10", "CESEDA, article L. 313-10"),
]


@pytest.fixture(autouse=True)
def _francais() -> None:
    translation.activate("fr")


@pytest.mark.parametrize(("ancre", "dit"), PLACES)
def test_une_place_se_cite_en_mots(ancre: str, dit: str) -> None:
    """A place is told by text, article, annex, region and row: no identifier is left."""
    assert referer(ancre).court.replace("\xa0", " ") == dit


def test_toute_disposition_a_sa_reference() -> None:
    """No provision of the law is cited by its bare identifier, in either language."""
    for langue in ("fr", "en"):
        with translation.override(langue):
            for ancre, connue in droit.corpus().dispositions.items():
                dit = referer(ancre)
                assert "#" not in dit.court, ancre
                assert connue.instrument not in dit.entier or "-" not in connue.instrument, ancre


def test_un_arrete_se_trouve_par_sa_date_et_son_nor() -> None:
    """The official publication of an order is named by its day of signature and its NOR."""
    adresse = referer("arrete-2008-01-18-tiers#1/11/5").adresse
    assert adresse == "https://www.legifrance.gouv.fr/eli/arrete/2008/1/18/IMID0800328A/jo/texte"


def test_un_article_se_lit_dans_sa_version_du_jour() -> None:
    """R.5221-20 of 1 August 2008 is the version of 2 July 2008, not a neighbour."""
    lue = referer("code-travail#R.5221-20", date(2008, 8, 1))
    assert lue.adresse.endswith("/LEGIARTI000019108569")
    assert lue.version == "dans sa version en vigueur au 1ᵉʳ\xa0août 2008"
    assert referer("ceseda#L.313-10", date(2008, 8, 1)).adresse.endswith("/2008-08-01")


def test_les_versions_d_un_article_ne_se_recouvrent_pas() -> None:
    """Known versions follow each other, each with its own address."""
    lues = list(versions("code-travail#R.5221-20"))
    assert len({adresse for _, _, adresse in lues}) == len(lues)
    for (_, fin, _), (debut, _, _) in itertools.pairwise(lues):
        assert fin is not None
        assert fin < debut


@pytest.mark.parametrize(
    ("pays", "dit"),
    [
        ("DZA", "accord franco-algérien du 27 décembre 1968, article 7 b"),
        ("TUN", "accord franco-tunisien du 17 mars 1988, article 3"),
    ],
)
def test_l_accord_est_nomme_avec_son_article(client: Client, pays: str, dit: str) -> None:
    """1.3: the answer and the provision name the agreement that sets the lists aside."""
    nomme = accord(pays)
    assert nomme is not None
    assert nomme.court.replace("\xa0", " ") == dit
    assert nomme in accords("1.3")
    faits = {"nationalite": pays, "metier": "32331", "departement": "75", "type": "introduction"}
    page = client.get("/reponse/", {**faits, "depose_le": "2008-03-03"}).content.decode()
    assert dit[1:] in page.replace("\xa0", " ").replace("\u202f", " ")
    assert 'rel="external noreferrer noopener"' in page


def test_sans_accord_aucun_n_est_nomme() -> None:
    """A nationality that the lists reach has no such agreement."""
    assert accord("MAR") is None
