"""A draft text that is wrong or hostile is refused, in French, with its file, row and field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import RACINE
from opposable.decision.chargement import load_corpus
from opposable.errors import LawDataError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROJET = RACINE / "tests" / "data" / "projet-2010"
INSTRUMENT = "instrument.toml"
FICHIERS = {c.name: c.read_text(encoding="utf-8") for c in sorted(PROJET.iterdir())}
PREMIER, DERNIER = "2010-01-01", "2011-08-12"
ANCIENNE = "arrete-2008-01-18-tiers/liste"
UE = "arrete-2008-01-18-ue/liste"


@pytest.fixture
def refuser(tmp_path: Path) -> Callable[..., LawDataError]:
    """Write the draft with texts replaced in a file, load it, and return the refusal."""

    def charger(nom: str, *changements: tuple[str, str]) -> LawDataError:
        texte = FICHIERS.get(nom, "")
        for avant, apres in changements:
            assert avant in texte
            texte = texte.replace(avant, apres, 1)
        dossier = ecrire(tmp_path / "projet-2010", {**FICHIERS, nom: texte})
        with pytest.raises(LawDataError) as refus:
            load_corpus(avec=[dossier])
        return refus.value

    return charger


def ecrire(dossier: Path, fichiers: dict[str, str]) -> Path:
    """Write a draft folder."""
    dossier.mkdir(exist_ok=True)
    for nom, texte in fichiers.items():
        (dossier / nom).write_text(texte, encoding="utf-8")
    return dossier


@pytest.mark.parametrize(
    ("nom", "avant", "apres", "ligne", "champ", "dit"),
    [
        ("metiers.csv", "F1703,Maçonnerie,", "42114,Maçonnerie,", 3, "intitule", "déjà connu"),
        ("metiers.csv", "F1703,Maçonnerie,", "Maç,Maçonnerie,", 3, "code", "aucune nomenclature"),
        ("metiers.csv", "AGRICULTURE ET FORÊT", "CHIMIE", 2, "domaine", "CHIMIE"),
        ("metiers.csv", "code,intitule", "code,libelle", 2, "libelle", "colonne inconnue"),
        ("metiers.csv", "A1101,", "F1703,", 3, "code", "deux fois"),
        ("metiers.csv", "Maçonnerie", "=1+1", 3, "intitule", "formule"),
        ("domaines.csv", "Agriculture et forêt", "", 2, "nom", "texte attendu"),
        ("domaines.csv", "AGRICULTURE ET FORÊT", "COMMERCE", 2, "nom", "déjà connu"),
        ("dispositions.csv", "projet-2010#1", "projet#1", 2, "ancre", "hors du texte"),
        ("dispositions.csv", "projet-2010#1", "A4", 2, "ancre", "hors du texte"),
        ("dispositions.csv", "projet-2010,", "lecture,", 2, "instrument", "écrivez projet-2010"),
        ("liste.csv", "53,F1703", "27,F1703", 2, "zone", "zone inconnue"),
        ("liste.csv", "#1/53/1", "#1/partout/1", 3, "ancre", "deux fois"),
        ("liste.csv", "#1/partout/1", "#2/1", 3, "ancre", "aucune disposition"),
        ("liste.csv", ",Maçonnerie", ",@SUM(A1)", 2, "intitule", "formule de tableur"),
        ("liste.csv", ",Maçonnerie", ",Maçon\u202enerie", 2, "intitule", "U+202E"),
        ("liste.csv", "53,F1703,F1703", "53,K2204,K2204", 2, "metier", "intitulé"),
        ("liste.csv", "53,F1703,F1703", "partout,A1101,A1101", 3, "metier", "deux fois"),
        ("liste.csv", "53,F1703,F1703", "53,A1101,F1703", 2, "metier", "sans qu'aucune lecture"),
        ("motifs.csv", "#1/53/1", "#1/53/2", 2, "ancre", "aucune ligne du projet"),
        ("motifs.csv", "12 offres", "+12 offres", 2, "motif", "formule"),
        ("regimes.csv", "", "nationalite,regime\n", None, "", "rien ne le lit"),
        (
            INSTRUMENT,
            'id = "projet-2010"',
            'id = "circulaire-2007-12-20"',
            1,
            "id",
            "déjà un texte",
        ),
        (INSTRUMENT, 'id = "projet-2010/liste"', f'id = "{ANCIENNE}"', 1, "id", "commencez par"),
        (INSTRUMENT, '["pays_tiers", ', '["pays_tierces", ', 1, "public", "régime inconnu"),
        (INSTRUMENT, '["liste.csv"]', '["../../metiers.csv"]', 1, "fichiers", "../../metiers.csv"),
        (INSTRUMENT, '["liste.csv"]', '["/etc/passwd"]', 1, "fichiers", "nom de fichier"),
        (INSTRUMENT, '["liste.csv"]', "3", 1, "fichiers", "liste de textes"),
        (INSTRUMENT, '["liste.csv"]', '["absente.csv"]', 1, "fichiers", "n'est pas dans"),
        (INSTRUMENT, f"examine_du = {PREMIER}", "", 1, "examine_du", "deux dates d'examen"),
        (INSTRUMENT, f"= {PREMIER}", '= "bientôt"', 1, "examine_du", "AAAA-MM-JJ"),
        (INSTRUMENT, f"= {DERNIER}", "= 2009-01-01", 1, "examine_du", "dans l'ordre"),
        (INSTRUMENT, f'["{ANCIENNE}"]', "[]", None, "examine_du", "fermez la première la veille"),
        (INSTRUMENT, ANCIENNE, f'{ANCIENNE}", "{UE}', 1, "remplace", "aucun public commun"),
        (INSTRUMENT, '"rome-v3"\nterr', '"rome-v4"\nterr', 1, "nomenclature", "inconnue : rome-v4"),
        (INSTRUMENT, '"ROME v3 (une', '"ROME (une', 1, "nom", "déjà connu"),
        (INSTRUMENT, "[A-Z][0-9]{4}", "[A-N][0-9]{4}", 1, "forme", "déjà connu"),
        (INSTRUMENT, 'forme = "[A-Z]', 'forme = "(a+)+[A-Z]', 1, "forme", "forme de code"),
        (INSTRUMENT, 'fondement = "ouverture_tiers"', 'fondement = "x"', 1, "fondement", "inconnu"),
        (INSTRUMENT, "[[nomenclature]]", "[[lecture]]", None, "", "rien ne le lit"),
    ],
)
def test_un_projet_faux_est_refuse_a_sa_place(
    refuser: Callable[..., LawDataError],
    nom: str,
    avant: str,
    apres: str,
    ligne: int | None,
    champ: str,
    dit: str,
) -> None:
    """Whatever is wrong in a draft, the refusal is French and names its file, row and field."""
    erreur = refuser(nom, (avant, apres))
    assert erreur.fichier.startswith(f"instruments/projet-2010/{nom}")
    assert dit in erreur.message
    if champ:
        assert (erreur.ligne, erreur.champ) == (ligne, champ)


def test_hors_de_la_couverture_est_refuse(refuser: Callable[..., LawDataError]) -> None:
    """A list whose days the corpus does not know at all would never answer: it is refused."""
    erreur = refuser(
        INSTRUMENT,
        (f"examine_du = {PREMIER}", "examine_du = 2031-01-01"),
        (f"examine_au = {DERNIER}", "examine_au = 2032-01-01"),
        (ANCIENNE, "arrete-2025-05-21/liste"),
    )
    assert erreur.champ == "examine_du"
    assert "2026-11-25" in erreur.message


def test_un_lien_hors_du_dossier_est_refuse(tmp_path: Path) -> None:
    """A link that leads out of the folder is not followed."""
    (tmp_path / "ailleurs.csv").write_text(FICHIERS["liste.csv"], encoding="utf-8")
    dossier = ecrire(tmp_path / "projet-2010", FICHIERS)
    (dossier / "liste.csv").unlink()
    (dossier / "liste.csv").symlink_to(tmp_path / "ailleurs.csv")
    with pytest.raises(LawDataError, match=r"liste\.csv : ce lien mène hors du dossier"):
        load_corpus(avec=[dossier])


def test_un_dossier_deja_pris_est_refuse(tmp_path: Path) -> None:
    """A draft never takes the place of a text of the corpus, nor of another draft."""
    usurpe = ecrire(tmp_path / "arrete-2008-01-18-tiers", FICHIERS)
    with pytest.raises(LawDataError, match="a déjà ce dossier"):
        load_corpus(avec=[usurpe])
    with pytest.raises(LawDataError, match="a déjà ce dossier"):
        load_corpus(avec=[PROJET, PROJET])
    double = ecrire(tmp_path / "double", FICHIERS)
    with pytest.raises(LawDataError, match="« projet-2010 » est déjà un texte"):
        load_corpus(avec=[PROJET, double])


@pytest.mark.parametrize("nom", ["autre.toml", "sous/liste.csv", "notes.csv"])
def test_un_fichier_que_rien_ne_lit_est_refuse(tmp_path: Path, nom: str) -> None:
    """A law file that nothing would read is told, lest its author believe it does something."""
    dossier = ecrire(tmp_path / "projet-2010", FICHIERS)
    (dossier / nom).parent.mkdir(exist_ok=True)
    (dossier / nom).write_text('a = "b"\n' if nom.endswith("toml") else "a\nb\n", encoding="utf-8")
    with pytest.raises(LawDataError, match=f"projet-2010/{nom} : rien ne le lit"):
        load_corpus(avec=[dossier])


def test_un_dossier_sans_texte_est_refuse(tmp_path: Path) -> None:
    """A folder without `instrument.toml` is not a draft; neither is one that does not exist."""
    (tmp_path / "liste.csv").write_text(FICHIERS["liste.csv"], encoding="utf-8")
    with pytest.raises(LawDataError, match=r"aucun instrument\.toml"):
        load_corpus(avec=[tmp_path])
    with pytest.raises(LawDataError, match="aucun fichier de droit"):
        load_corpus(avec=[tmp_path / "absent"])


def test_un_projet_sans_liste_est_refuse(refuser: Callable[..., LawDataError]) -> None:
    """A draft without any list opens nothing: it is refused rather than loaded in vain."""
    assert "[[liste]]" in refuser(INSTRUMENT, ("[[liste]]", "[[listes]]")).message
