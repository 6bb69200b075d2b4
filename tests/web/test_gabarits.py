"""Templates: narrow enough to be read, each under the name of its part."""

from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "src" / "opposable" / "web"
GABARITS = sorted(WEB.rglob("templates/**/*.html"))
LARGEUR = 120


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda g: f"{g.parent.name}/{g.stem}")
def test_un_gabarit_se_lit_sans_defiler(gabarit: Path) -> None:
    """No line of a template passes 120 columns."""
    lignes = gabarit.read_text(encoding="utf-8").splitlines()
    assert [(n, len(li)) for n, li in enumerate(lignes, 1) if len(li) > LARGEUR] == []


def test_chaque_partie_a_ses_gabarits_et_ses_fichiers_sous_son_nom() -> None:
    """Templates and static files stand under the name of their part: none hides another's."""
    dossiers = [d for nom in ("templates", "static") for d in WEB.rglob(nom) if d.is_dir()]
    assert {(d.parent.name, p.name) for d in dossiers for p in d.iterdir()} == {
        (d.parent.name, d.parent.name) for d in dossiers
    }
