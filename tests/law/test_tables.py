"""Reading the files: what is not a table is refused, and the digest tells every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from opposable.decision.chargement import load_corpus
from opposable.errors import LawDataError
from opposable.law import tables as brutes
from opposable.law.empreinte import CONNUES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opposable.law.corpus import Corpus

FICHIERS = sorted(
    chemin.relative_to(brutes.DOSSIER).as_posix()
    for chemin in brutes.DOSSIER.rglob("*")
    if chemin.suffix in {".csv", ".toml"}
)
DECISIFS = [nom for nom, _ in brutes.decisifs(brutes.DOSSIER) if nom != CONNUES]


@pytest.mark.parametrize("nom", ["regions.csv", "regles.toml"])
def test_un_fichier_qui_n_est_pas_en_utf8_est_refuse(
    dossier: Path, refus: Callable[[], LawDataError], nom: str
) -> None:
    """A file saved in another encoding is named, with what to do."""
    texte = (dossier / nom).read_text(encoding="utf-8")
    (dossier / nom).write_bytes(texte.encode("latin-1", "replace"))
    erreur = refus()
    assert erreur.fichier == nom
    assert "UTF-8 : enregistrez-le" in erreur.message


@pytest.mark.parametrize(
    ("nom", "avant", "apres", "ligne", "probleme"),
    [
        ("seuils.toml", "[[seuil]]", "[[seuil]", None, "TOML illisible"),
        ("corpus.toml", "au = 2026-11-25", "au = 2026-11-32", None, "TOML illisible"),
        ("regions.csv", "01,Guadeloupe", '01,"Guadeloupe', 27, "CSV illisible"),
        ("regions.csv", "01,Guadeloupe", '01,"Gua"deloupe', 2, "CSV illisible"),
        ("regions.csv", "02,Martinique", "02,Martinique,x", 3, "5 cellules trouvées, 4 attendues"),
        ("regions.csv", "02,Martinique,", "02,", 3, "3 cellules trouvées, 4 attendues"),
        ("regions.csv", "code,nom", "code,code", 1, "une colonne est répétée"),
    ],
)
def test_un_fichier_casse_est_nomme_avec_sa_ligne(
    changer: Callable[[str, str, str], None],
    refus: Callable[[], LawDataError],
    nom: str,
    avant: str,
    apres: str,
    ligne: int | None,
    probleme: str,
) -> None:
    """Broken TOML or CSV is refused with its file, its line and what was found."""
    changer(nom, avant, apres)
    erreur = refus()
    assert (erreur.fichier, erreur.ligne) == (nom, ligne)
    assert probleme in erreur.probleme


def test_un_fichier_vide_est_refuse(dossier: Path, refus: Callable[[], LawDataError]) -> None:
    """An empty CSV file is named."""
    (dossier / "charges.csv").write_bytes(b"")
    assert refus().message == "charges.csv : le fichier est vide"


def test_un_dossier_sans_droit_est_refuse(tmp_path: Path) -> None:
    """A folder that is absent or holds no law is named."""
    for vide in (tmp_path, tmp_path / "absent"):
        with pytest.raises(LawDataError, match="aucun fichier de droit") as refuse:
            load_corpus(vide)
        assert refuse.value.fichier == str(vide)


# -- the digest ----------------------------------------------------------------------------------


def empreinte(contenus: dict[str, bytes]) -> str:
    """The digest of files, as loading computes it."""
    return brutes.empreinte(contenus.items())


@pytest.fixture(scope="module")
def contenus() -> dict[str, bytes]:
    """The deciding files."""
    return {k: v for k, v in brutes.decisifs(brutes.DOSSIER) if k != CONNUES}


def test_l_empreinte_est_celle_des_fichiers(corpus: Corpus, contenus: dict[str, bytes]) -> None:
    """The receipt's digest is that of the deciding files, whenever and wherever it is read."""
    assert corpus.sha256 == empreinte(contenus) == load_corpus().sha256
    assert len(corpus.sha256) == 64


def test_l_empreinte_ne_depend_pas_du_dossier(corpus: Corpus, dossier: Path) -> None:
    """The same files elsewhere have the same digest."""
    assert load_corpus(dossier).sha256 == corpus.sha256


@pytest.mark.parametrize("nom", DECISIFS)
def test_un_octet_change_l_empreinte(contenus: dict[str, bytes], nom: str) -> None:
    """Any byte of a deciding file counts: the first, the last, one in the middle, one more."""
    octets = contenus[nom]
    milieu = len(octets) // 2
    autres = {
        empreinte({**contenus, nom: changes})
        for changes in (
            bytes([octets[0] ^ 1]) + octets[1:],
            octets[:milieu] + bytes([octets[milieu] ^ 1]) + octets[milieu + 1 :],
            octets[:-1] + bytes([octets[-1] ^ 1]),
            octets + b"\n",
        )
    }
    assert len(autres) == 4
    assert empreinte(contenus) not in autres


def test_le_nom_et_le_decoupage_comptent(contenus: dict[str, bytes]) -> None:
    """Moving bytes from one file to the next, or renaming a file, changes the digest."""
    un, deux = DECISIFS[:2]
    deplace = {**contenus, un: contenus[un][:-1], deux: contenus[un][-1:] + contenus[deux]}
    renomme = {("autre.csv" if k == un else k): v for k, v in contenus.items()}
    assert len({empreinte(contenus), empreinte(deplace), empreinte(renomme)}) == 3


def test_les_appellations_ne_changent_pas_l_empreinte(corpus: Corpus, dossier: Path) -> None:
    """What only helps searching is no part of the law: it may change, break or be absent."""
    appellations = dossier / "noms" / "metiers.csv"
    appellations.write_bytes(b"\xff")
    assert load_corpus(dossier).sha256 == corpus.sha256
    appellations.unlink()
    assert load_corpus(dossier).sha256 == corpus.sha256


def test_un_changement_charge_change_l_empreinte(
    corpus: Corpus, dossier: Path, changer: Callable[[str, str, str], None]
) -> None:
    """A comment added to a file gives another law: the receipt says so."""
    changer("seuils.toml", "# Annex 1", "# Annexe 1")
    assert load_corpus(dossier).sha256 != corpus.sha256


# -- replacing cells -----------------------------------------------------------------------------


def test_remplacer_ne_touche_que_les_lignes_choisies() -> None:
    """Only the rows selected change; the others, and the other tables, are the same objects."""
    tables: brutes.Tables = {"a.csv": [{"x": "1", "y": "2"}, {"x": "3", "y": "4"}], "b.csv": []}
    changement = {"fichier": "a.csv", "ligne": {"x": ["3", "5"]}, "valeurs": {"y": "9"}}
    nouvelles = brutes.remplacer(tables, [changement])
    assert nouvelles["a.csv"] == ({"x": "1", "y": "2"}, {"x": "3", "y": "9"})
    assert nouvelles["a.csv"][0] is tables["a.csv"][0]
    assert nouvelles["b.csv"] is tables["b.csv"]
    assert tables["a.csv"][1] == {"x": "3", "y": "4"}


def test_remplacer_copie_une_autre_colonne() -> None:
    """`valeurs_de` copies another cell of the same row."""
    changement = {"fichier": "a.csv", "ligne": {}, "valeurs_de": {"x": "y"}}
    assert brutes.remplacer({"a.csv": [{"x": "1", "y": "2"}]}, [changement]) == {
        "a.csv": ({"x": "2", "y": "2"},)
    }


@pytest.mark.parametrize(
    ("changement", "probleme"),
    [
        ({"fichier": "z.csv", "valeurs": {"x": "9"}}, "fichier inconnu : z.csv"),
        ({"fichier": "a.csv", "ligne": {"x": "7"}, "valeurs": {"x": "9"}}, "aucune ligne de a.csv"),
    ],
)
def test_remplacer_refuse_ce_qui_n_existe_pas(changement: dict[str, object], probleme: str) -> None:
    """A reading that names an absent table, or selects no row, is refused."""
    with pytest.raises(LawDataError, match=probleme) as refuse:
        brutes.remplacer({"a.csv": [{"x": "1"}]}, [changement])
    assert refuse.value.fichier == "lectures.toml"


@pytest.mark.parametrize(
    "changement",
    [
        {"fichier": "a.csv", "ligne": {}, "valeurs": {"z": "9"}},
        {"fichier": "a.csv", "ligne": {}, "valeurs_de": {"z": "x"}},
    ],
)
def test_remplacer_refuse_une_colonne_inconnue(changement: dict[str, object]) -> None:
    """A reading that changes a column that does not exist is refused, as the docstring says."""
    with pytest.raises(LawDataError):
        brutes.remplacer({"a.csv": [{"x": "1"}]}, [changement])
