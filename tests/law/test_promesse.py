"""What the texts promise about themselves: each promise measured, each gap explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from opposable.law.promesse import MESURES, exiger, verifier

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opposable.errors import LawDataError
    from opposable.law.corpus import Corpus

ROMPUES = {
    "accord-sen-lignes": ("107",),
    "150-codes": ("149",),
    "annexe-2-rubriques": ("18",),
    "annexe-2-ordre": ("32241", "33226"),
    "4-pour-cent": ("4,45",),
    "effectifs-annonces": ("74 : 20 annoncés, 18 imprimés",),
    "annexe-4-dans-annexe-3": ("11 : 52213", "24 : 61224", "31 : 52151"),
    "six-imprimes": ("53",),
    "arrete-divergent": (
        "24 : 61224",
        "25 : 14312",
        "31 : 52151",
        "41 : 14312",
        "43 : 14312",
        "52 : 14312",
        "83 : 14312",
        "93 : 14312",
    ),
    "un-intitule-un-code": (
        "Installateur-maintenicien en ascenseurs (et autres systèmes automatiques) : 52213, 52313",
    ),
}
"""What the circular breaks of its own promises, read in the text."""
LISTES = {
    "circulaire-2007-12-20/annexe-2.csv": "150-metiers",
    "circulaire-2007-12-20/annexe-3.csv": "30-metiers",
    "circulaire-2007-12-20/annexe-3-six.csv": "six-metiers",
    "circulaire-2007-12-20/annexe-4.csv": "427-lignes",
    "arrete-2008-01-18-ue/liste.csv": "arrete-ue-identique",
    "arrete-2008-01-18-tiers/liste.csv": "arrete-478",
}


def test_chaque_promesse_est_mesuree(corpus: Corpus) -> None:
    """Every promise of the file is measured, and has a name of its own and both sentences."""
    promesses = verifier(corpus)
    lignes = corpus.tables["promesses.toml#promesse"]
    assert [p.id for p in promesses] == [ligne["id"] for ligne in lignes]
    assert len({p.id for p in promesses}) == len(promesses)
    assert all(p.texte.fr and p.texte.en and p.ancre for p in promesses)


def test_les_promesses_rompues_sont_celles_du_texte(corpus: Corpus) -> None:
    """The texts break these promises and no other; each gap names its reading."""
    promesses = verifier(corpus)
    assert {p.id: p.constat for p in promesses if not p.tenue} == ROMPUES
    for promesse in promesses:
        assert (promesse.lecture in corpus.lectures) == (not promesse.tenue)
        assert promesse.tenue == (promesse.constat == promesse.attendu)


def test_chaque_mesure_sert(corpus: Corpus) -> None:
    """No measure is left that no promise uses."""
    assert {ligne["mesure"] for ligne in corpus.tables["promesses.toml#promesse"]} == set(MESURES)


def test_le_droit_adopte_tient_ses_promesses(corpus: Corpus) -> None:
    """The law as adopted breaks nothing that the register does not explain."""
    exiger(corpus)


@pytest.mark.parametrize("nom", LISTES)
def test_une_ligne_otee_rompt_une_promesse(
    dossier: Path, refus: Callable[[], LawDataError], nom: str
) -> None:
    """A row taken out of a list breaks a promise: it is told with what was found and expected."""
    fichier = dossier / "instruments" / nom
    fichier.write_text(
        "".join(fichier.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]),
        encoding="utf-8",
    )
    erreur = refus()
    assert (erreur.fichier, erreur.champ) == ("promesses.toml", LISTES[nom])
    assert "Trouvé : " in erreur.probleme
    assert "Corrigez la liste, ou inscrivez le défaut au registre" in erreur.probleme


def test_un_ecart_qui_se_referme_est_vu(
    changer: Callable[[str, str, str], None], refus: Callable[[], LawDataError]
) -> None:
    """A gap of the register that is no longer found is refused too: the register must stay true."""
    changer(
        "instruments/circulaire-2007-12-20/annexe-4-effectifs.csv", "Limousin,20", "Limousin,18"
    )
    erreur = refus()
    assert erreur.champ == "effectifs-annonces"
    assert "Trouvé : rien ; attendu : 74" in erreur.probleme


@pytest.mark.parametrize(
    ("avant", "apres", "champ", "probleme"),
    [
        ('mesure = "codes"', 'mesure = "code"', "mesure", "mesure inconnue : 'code'"),
        (
            'sur = ["circulaire-2007-12-20/annexe-2"]',
            'sur = ["circulaire-2007/annexe-2"]',
            "sur",
            "liste ou chiffre inconnu : 'circulaire-2007/annexe-2'",
        ),
        ('sur = ["metiers_2006"', 'sur = ["metiers_2005"', "sur", "inconnu : 'metiers_2005'"),
    ],
)
def test_une_promesse_mal_dite_est_refusee(
    changer: Callable[[str, str, str], None],
    refus: Callable[[], LawDataError],
    avant: str,
    apres: str,
    champ: str,
    probleme: str,
) -> None:
    """A promise measured in no known way, or on nothing, is refused with its rank and field."""
    changer("promesses.toml", avant, apres)
    erreur = refus()
    assert erreur.fichier == "promesses.toml#promesse"
    assert erreur.ligne is not None
    assert erreur.champ == champ
    assert probleme in erreur.probleme
