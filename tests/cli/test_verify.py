"""`opposable verify`: every promise of the text and the register of defects."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from opposable.law.promesse import verifier

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opposable.law.corpus import Corpus

    Commande = Callable[..., Any]


def test_le_texte_dit_chaque_promesse(opposable: Commande, corpus: Corpus) -> None:
    """Held and broken promises are counted and marked; every defect of the register is there."""
    sortie = opposable("verify")
    assert (sortie.code, sortie.erreur) == (0, "")
    promesses = verifier(corpus)
    tenues = sum(p.tenue for p in promesses)
    assert f"{tenues} tenues, {len(promesses) - tenues} rompues" in sortie.dit
    assert sortie.dit.count("✓ ") == tenues
    assert sortie.dit.count("✗ ") == len(promesses) - tenues
    plat = " ".join(sortie.dit.split())
    assert all(f"{identifiant}" in plat for identifiant in corpus.lectures)
    assert f"Ce qui est encore cherché : {len(corpus.manques)}" in plat
    assert corpus.sha256 in sortie.dit
    assert "\x1b" not in sortie.dit


def test_les_places_se_disent_en_mots(opposable: Commande) -> None:
    """A place is cited as a person cites it; `--ancres` gives the identifiers."""
    en_mots, en_ancres = opposable("verify").dit, opposable("verify", "--ancres").dit
    assert "(circulaire, 1.1, alinéa 3)" in en_mots
    assert "[1.1/3]" not in en_mots
    assert "[1.1/3]" in en_ancres
    assert "depuis le 23 mai 2026" in " ".join(en_mots.split())


def test_le_json_dit_chaque_promesse(opposable: Commande, corpus: Corpus) -> None:
    """The same as JSON: law, lists, promises, register."""
    contenu = json.loads(opposable("verify", "--format", "json").dit)
    assert (contenu["version"], contenu["sha256"]) == (corpus.version, corpus.sha256)
    assert contenu["listes"] == list(corpus.listes)
    assert {q["id"] for q in contenu["questions"]} == {m.id for m in corpus.manques}
    # A list due for revision every year, and not revised since.
    assert contenu["perimes"] == [{"liste": "arrete-2025-05-21/liste", "depuis": "2026-05-23"}]
    assert {p["id"]: p["tenue"] for p in contenu["promesses"]} == {
        p.id: p.tenue for p in verifier(corpus)
    }
    assert [lecture["id"] for lecture in contenu["lectures"]] == list(corpus.lectures)
    assert sum(lecture["change_des_reponses"] for lecture in contenu["lectures"]) == len(
        corpus.portees
    )


def test_un_projet_casse_est_refuse(opposable: Commande, tmp_path: Path) -> None:
    """A draft that cannot be used is told with its file and field, exit 1."""
    projet = tmp_path / "projet"
    projet.mkdir()
    (projet / "instrument.toml").write_text('id = "projet"\n', encoding="utf-8")
    sortie = opposable("verify", "--with", str(projet))
    assert (sortie.code, sortie.dit) == (1, "")
    assert "instruments/projet/instrument.toml, ligne 1, champ « nature »" in sortie.erreur
