"""`opposable publish`: a law put in service, or the words that say why it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from deux_droits import CHANGEE, VERSION, autre_droit
from opposable import Demande, decide
from opposable.batch import table_batie
from opposable.batch.mise_en_service import en_service

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opposable.fichiers.magasin import Magasin
    from opposable.law.corpus import Corpus

    Commande = Callable[..., Any]


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder; a table, which takes seconds to build, is a few bytes there."""

    def batie(corpus: Corpus, magasin: Magasin) -> None:
        magasin.ranger(table_batie.nommer(corpus), b"une table")

    monkeypatch.setattr(table_batie, "table_batie", batie)
    monkeypatch.setenv("OPPOSABLE_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def test_un_droit_est_mis_en_service_puis_celui_du_paquet(
    opposable: Commande, var: Path, tmp_path: Path
) -> None:
    """The version, the digest and the folder kept are said; the package comes back on demand."""
    sortie = opposable("publish", str(autre_droit(tmp_path / "droit")))
    lu = en_service(var)
    assert lu is not None
    assert (sortie.code, sortie.erreur) == (0, "")
    assert f"Droit {VERSION} en service ({lu.corpus.sha256})" in sortie.dit
    assert str(lu.dossier) in sortie.dit
    assert "de nouveau en service" in opposable("publish", "--du-paquet").dit
    assert en_service(var) is None
    assert "déjà en service" in opposable("publish", "--du-paquet").dit


def test_une_reponse_d_avant_se_rejoue_avec_son_droit(
    opposable: Commande, var: Path, tmp_path: Path
) -> None:
    """Under another law its replay says which law it needs; the folder kept gives it again."""
    opposable("publish", str(autre_droit(tmp_path / "droit")))
    lu = en_service(var)
    assert lu is not None
    reponse = tmp_path / "reponse.json"
    reponse.write_text(decide(Demande.depuis(CHANGEE), lu.corpus).en_json("fr"), "utf-8")
    refus = opposable("replay", str(reponse))
    assert refus.code == 2
    assert f"donnée avec le droit {VERSION} ({lu.corpus.sha256[:12]}…)" in refus.erreur
    assert "--corpus" in refus.erreur
    rejouee = opposable("replay", str(reponse), "--corpus", str(lu.dossier))
    assert rejouee.code == 0
    assert "Identique : non_opposable" in rejouee.dit


@pytest.mark.parametrize(
    ("nom", "contenu", "dit"),
    [
        ("regimes.csv", "nationalite,regime\nPOL\n", "regimes.csv, ligne 2 : 1 cellules trouvées"),
        ("noms/pays.csv", "a\nb\n", "les mots de ce droit ne se lisent pas"),
        ("noms/metiers.csv", None, "les mots de ce droit ne se lisent pas"),
    ],
)
def test_un_mauvais_droit_est_refuse(
    opposable: Commande, var: Path, tmp_path: Path, nom: str, contenu: str | None, dit: str
) -> None:
    """Its fault is told in one French sentence, with code 2; nothing is served."""
    dossier = autre_droit(tmp_path / "droit")
    if contenu is None:
        (dossier / nom).unlink()
    else:
        (dossier / nom).write_text(contenu, "utf-8")
    sortie = opposable("publish", str(dossier))
    assert sortie.code == 2
    assert dit in sortie.erreur
    assert sortie.erreur.count("\n") == 1
    assert en_service(var) is None


@pytest.mark.parametrize("mots", [(), ("dossier", "--du-paquet"), ("nulle-part",)])
def test_il_faut_un_droit(opposable: Commande, var: Path, mots: tuple[str, ...]) -> None:
    """Without a folder, with both, or with a folder that is not there: code 2 and what to do."""
    sortie = opposable("publish", *mots)
    assert sortie.code == 2
    assert "donnez un dossier" in sortie.erreur or "aucun fichier de droit" in sortie.erreur
    assert en_service(var) is None
