"""`opposable replay`: a stored determination given again, or refused."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from opposable.law.tables import DOSSIER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Commande = Callable[..., Any]

MACON = (
    "decide",
    *("--nationalite", "POL", "--metier", "42114", "--departement", "35"),
    *("--type", "introduction", "--depose-le", "2008-02-01", "--format", "json"),
)


@pytest.fixture
def enregistree(opposable: Commande, tmp_path: Path) -> Path:
    """A determination stored as the command printed it."""
    fichier = tmp_path / "reponse.json"
    fichier.write_text(opposable(*MACON).dit, encoding="utf-8")
    return fichier


def changer(fichier: Path, *cles: str, valeur: Any) -> None:
    """Change one value of a stored determination."""
    contenu = json.loads(fichier.read_text(encoding="utf-8"))
    ici = contenu
    for cle in cles[:-1]:
        ici = ici[cle]
    ici[cles[-1]] = valeur
    fichier.write_text(json.dumps(contenu), encoding="utf-8")


def test_une_determination_se_rejoue(opposable: Commande, enregistree: Path) -> None:
    """The same law gives the same answer: exit 0."""
    sortie = opposable("replay", str(enregistree))
    assert (sortie.code, sortie.erreur) == (0, "")
    assert sortie.dit == "Identique : non_opposable (liste-sans-zone)\n"


def test_sous_une_rivale_et_en_anglais(opposable: Commande, tmp_path: Path) -> None:
    """Readings come from the receipt; the language of the record is told."""
    fichier = tmp_path / "rivale.json"
    dite = opposable(*MACON, "--lecture", "32241=rival", "--langue", "en").dit
    fichier.write_text(dite, encoding="utf-8")
    assert opposable("replay", str(fichier), "--langue", "en").code == 0
    assert "diffère pour : " in opposable("replay", str(fichier)).erreur


@pytest.mark.parametrize(
    ("cles", "valeur", "dit"),
    [
        (("situation_emploi",), "opposable", "diffère pour : situation_emploi"),
        (("notifiable_le",), "2008-02-02", "diffère pour : notifiable_le"),
        (("demande", "metier"), "99999", "diffère pour : "),
        (("demande", "metier"), "M18", "n'est pas un code"),
        (("demande", "salaire"), "1", "champ inconnu"),
        (("recu", "instruments", "circulaire-2007-12-20"), "0" * 64, "diffère pour : recu"),
        (("recu", "moteur"), "0", "donnée par la règle 0"),
        (("recu", "lectures"), ["inconnue"], "« inconnue »"),
        (("recu",), None, "n'est pas une détermination"),
        (("demande",), [], "n'est pas une détermination"),
    ],
)
def test_une_determination_alteree_est_refusee(
    opposable: Commande, enregistree: Path, cles: tuple[str, ...], valeur: Any, dit: str
) -> None:
    """An altered answer, fact or receipt is refused: exit 2, one sentence that says what."""
    changer(enregistree, *cles, valeur=valeur)
    sortie = opposable("replay", str(enregistree))
    assert (sortie.code, sortie.dit) == (2, "")
    assert sortie.erreur.count("\n") == 1
    assert dit in sortie.erreur


def test_un_autre_droit_est_refuse(opposable: Commande, enregistree: Path, tmp_path: Path) -> None:
    """A common table may change; an instrument used may not, and the right folder is asked for."""
    droit = shutil.copytree(DOSSIER, tmp_path / "droit")
    assert opposable("replay", str(enregistree), "--corpus", str(droit)).code == 0
    with (droit / "seuils.toml").open("a", encoding="utf-8") as fichier:
        fichier.write("# une remarque\n")
    assert opposable("replay", str(enregistree), "--corpus", str(droit)).code == 0
    texte = droit / "instruments" / "arrete-2008-01-18-ue" / "instrument.toml"
    texte.write_text(f"# une remarque\n{texte.read_text('utf-8')}", encoding="utf-8")
    sortie = opposable("replay", str(enregistree), "--corpus", str(droit))
    assert sortie.code == 2
    assert "indiquez son dossier avec --corpus" in sortie.erreur


@pytest.mark.parametrize(
    ("octets", "dit"),
    [
        (b"", "ce n'est pas du JSON"),
        (b"\xff\xfe", "ce n'est pas du JSON en UTF-8"),
        (b"[1]", "un objet JSON est attendu"),
        (b"{}", "n'est pas une détermination"),
    ],
)
def test_un_fichier_qui_n_en_est_pas_une_est_dit(
    opposable: Commande, tmp_path: Path, octets: bytes, dit: str
) -> None:
    """A file that is no determination is told in one sentence, exit 2."""
    fichier = tmp_path / "f.json"
    fichier.write_bytes(octets)
    sortie = opposable("replay", str(fichier))
    assert (sortie.code, sortie.erreur.count("\n")) == (2, 1)
    assert dit in sortie.erreur


def test_un_fichier_absent_est_dit(opposable: Commande, tmp_path: Path) -> None:
    """A file that is not there is named."""
    sortie = opposable("replay", str(tmp_path / "absent.json"))
    assert sortie.code == 2
    assert "absent.json : lecture impossible" in sortie.erreur


def test_une_lecture_qui_n_est_pas_un_texte_est_dite(
    opposable: Commande, enregistree: Path
) -> None:
    """A receipt whose readings are not texts is no determination."""
    changer(enregistree, "recu", "lectures", valeur=[{}])
    assert opposable("replay", str(enregistree)).code == 2
