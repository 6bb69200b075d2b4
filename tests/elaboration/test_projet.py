"""A list drawn becomes a draft text: the folder written is law as it stands."""

from __future__ import annotations

import csv
import random
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from opposable import Demande, decide
from opposable.decision.chargement import load_corpus
from opposable.elaboration.chiffres.nomenclature import MetierNomme, Nomenclature
from opposable.elaboration.chiffres.releve import Etat, Releve
from opposable.elaboration.methode.schema import Etape, Genre, Schema, Tirage
from opposable.elaboration.methode.selection import Decision, Selection, Verdict
from opposable.elaboration.methode.tirage import elaborer
from opposable.elaboration.restitution.projet import (
    EntreeProjet,
    ecrire_projet,
    entrees_de,
    remplacees,
)
from opposable.errors import FichierError, LawDataError
from opposable.law import projet as projet_de_texte
from opposable.law.territoire import PARTOUT

if TYPE_CHECKING:
    from pathlib import Path

    from opposable.law.corpus import Corpus

BTP = "BÂTIMENT ET TRAVAUX PUBLICS"
ROME_V3 = Nomenclature(
    "rome-v3",
    {
        "A1101": MetierNomme("A1101", "Conduite d'engins agricoles", None, "AGRICULTURE"),
        "F1602": MetierNomme("F1602", "Électricité bâtiment", None, BTP),
        "F1703": MetierNomme("F1703", "Maçonnerie", None, BTP),
    },
)
ROME_1999 = Nomenclature("rome-1999", {})
TETE: dict[str, Any] = {
    "id": "projet-2010",
    "titre": "Projet d'arrêté de 2010",
    "public": ["pays_tiers", "accord_en_vigueur"],
    "fondement": "ouverture_tiers",
    "examine_du": date(2010, 1, 1),
    "examine_au": date(2011, 8, 12),
}
LIGNES = (
    EntreeProjet("F1703", "Maçonnerie", BTP, "53", "1 200 offres pour 1 000 demandes"),
    EntreeProjet("F1602", "Électricité bâtiment", BTP, "53", "demandé par le préfet"),
    EntreeProjet("F1703", "Maçonnerie", BTP, "11", ""),
    EntreeProjet("A1101", "Conduite d'engins agricoles", "AGRICULTURE", PARTOUT, "neuf ans"),
)


def verdict(metier: str, territoire: str, decision: Decision, motif: str = "") -> Verdict:
    """A verdict with plausible figures."""
    return Verdict(metier, territoire, decision, "e", 12, 10, Fraction(9, 10), motif)


def tirer(*verdicts: Verdict) -> Selection:
    """A selection made of these verdicts."""
    par_cle = {(v.metier, v.territoire): v for v in verdicts}
    return Selection("regionale", "Liste régionale", par_region=True, verdicts=par_cle)


def lire(chemin: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with chemin.open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier))


def repondre(droit: Corpus, region: str) -> str:
    """The answer to a Moroccan mason of 2010."""
    demande = Demande(
        nationalite="MAR",
        metier="F1703",
        type="introduction",
        region=region,
        depose_le=date(2010, 1, 1),
    )
    return decide(demande, droit).situation_emploi.value


def test_le_projet_ecrit_est_du_droit(corpus: Corpus, tmp_path: Path) -> None:
    """The folder written is read by the loader and answers applications, region by region."""
    dossier = ecrire_projet(LIGNES, corpus, tmp_path / "p", nomenclature=ROME_V3, **TETE)
    droit = load_corpus(avec=[dossier])
    assert [repondre(droit, region) for region in ("53", "11", "82")] == [
        "non_opposable",
        "non_opposable",
        "opposable",
    ]
    liste = droit.listes["projet-2010/liste"]
    assert (liste.examine_du, liste.examine_au) == (TETE["examine_du"], TETE["examine_au"])
    assert liste.remplace == ("arrete-2008-01-18-tiers/liste",)
    assert {entree.certitude.value for entree in liste.entrees} == {"infere"}


def test_chaque_ligne_garde_son_motif(corpus: Corpus, tmp_path: Path) -> None:
    """The reason of a row stands beside it, by anchor; a row without reason has none."""
    dossier = ecrire_projet(LIGNES, corpus, tmp_path / "p", nomenclature=ROME_V3, **TETE)
    dits = {li["ancre"]: li["motif"] for li in lire(dossier / "motifs.csv")}
    lignes = {(li["metier"], li["zone"]): li["ancre"] for li in lire(dossier / "liste.csv")}
    voulus = {lignes[e.metier, e.zone]: e.motif for e in LIGNES if e.motif}
    assert dits == voulus
    assert projet_de_texte.motifs(load_corpus(avec=[dossier]).tables, "projet-2010") == voulus


def test_les_rangs_suivent_l_ordre_imprime(corpus: Corpus, tmp_path: Path) -> None:
    """Rows without zone come first, then regions by code, domains and codes; ranks restart."""
    dossier = ecrire_projet(LIGNES, corpus, tmp_path / "p", nomenclature=ROME_V3, **TETE)
    assert [(li["zone"], li["rang"], li["metier"]) for li in lire(dossier / "liste.csv")] == [
        (PARTOUT, "1", "A1101"),
        ("11", "1", "F1703"),
        ("53", "1", "F1602"),
        ("53", "2", "F1703"),
    ]


def test_l_ordre_des_lignes_est_indifferent(corpus: Corpus, tmp_path: Path) -> None:
    """Rows given in any order make the same files, byte for byte."""
    melangees = list(LIGNES)
    random.Random(3).shuffle(melangees)  # noqa: S311 - nothing is secret here
    assert melangees != list(LIGNES)
    un = ecrire_projet(LIGNES, corpus, tmp_path / "un", nomenclature=ROME_V3, **TETE)
    deux = ecrire_projet(melangees, corpus, tmp_path / "deux", nomenclature=ROME_V3, **TETE)
    assert {c.name: c.read_bytes() for c in un.iterdir()} == {
        c.name: c.read_bytes() for c in deux.iterdir()
    }


def test_une_selection_devient_des_lignes() -> None:
    """What a selection keeps becomes rows with their reason; the country has no zone."""
    selection = tirer(
        verdict("F1703", "53", Decision.RETENU, "12 pour 10"),
        verdict("F1703", "11", Decision.ECARTE),
        verdict("F1602", "53", Decision.NON_EVALUABLE),
        verdict("A1101", "FR", Decision.RETENU, "9 pour 10"),
    )
    assert entrees_de(selection, ROME_V3) == (
        EntreeProjet("A1101", "Conduite d'engins agricoles", "AGRICULTURE", PARTOUT, "9 pour 10"),
        EntreeProjet("F1703", "Maçonnerie", BTP, "53", "12 pour 10"),
    )


def test_une_selection_s_ecrit_telle_quelle(corpus: Corpus, tmp_path: Path) -> None:
    """A selection may be given in the place of rows."""
    selection = tirer(verdict("F1703", "53", Decision.RETENU, "12 pour 10"))
    dossier = ecrire_projet(selection, corpus, tmp_path / "p", nomenclature=ROME_V3, **TETE)
    assert lire(dossier / "motifs.csv") == [{"ancre": "projet-2010#1/53/1", "motif": "12 pour 10"}]


def test_des_chiffres_a_la_reponse(corpus: Corpus, tmp_path: Path) -> None:
    """Figures drawn by a scheme, written as a draft and loaded answer as the threshold says."""
    offres = np.array([[[91], [90]], [[50], [80]]])  # F1602 then F1703, regions 11 then 53
    demandes = np.full(offres.shape, 100)
    etat = np.full(offres.shape, int(Etat.CONNUE), dtype=np.int8)
    lieux = ("11", "53")
    releve = Releve(("F1602", "F1703"), lieux, ("2009",), offres, demandes, etat, mesure="essai")
    seuil = Etape("seuil", "Tension supérieure à 0,8", Genre.TENSION, seuil=Fraction(4, 5))
    tirage = Tirage("regions", "Par région", par_region=True, parmi="", etapes=(seuil,))
    schema = Schema("essai", "Essai", "essai", 0, None, (tirage,))
    selection = elaborer(schema, releve, ROME_V3).selections["regions"]
    dossier = ecrire_projet(selection, corpus, tmp_path / "p", nomenclature=ROME_V3, **TETE)
    ouvertures = load_corpus(avec=[dossier]).listes["projet-2010/liste"].ouvertures
    assert {m: set(o.par_region) for m, o in ouvertures.items()} == {"F1602": {"11", "53"}}
    assert all("100" in ligne["motif"] for ligne in lire(dossier / "motifs.csv"))


def test_un_metier_retenu_sans_intitule_est_refuse() -> None:
    """An occupation kept that the nomenclature does not name cannot be printed: it is told."""
    selection = tirer(verdict("K2204", "53", Decision.RETENU))
    with pytest.raises(FichierError, match="nomenclature rome-v3 : « K2204 » est retenu"):
        entrees_de(selection, ROME_V3)


def test_rien_n_est_apporte_de_ce_que_le_corpus_connait(corpus: Corpus, tmp_path: Path) -> None:
    """A draft on codes of 1999 brings neither occupation, domain nor nomenclature."""
    lignes = [EntreeProjet("42114", "Maçon", BTP, "53")]
    dossier = ecrire_projet(lignes, corpus, tmp_path / "p", nomenclature=ROME_1999, **TETE)
    noms = {chemin.name for chemin in dossier.iterdir()}
    assert noms == {"instrument.toml", "liste.csv", "dispositions.csv"}


def test_une_nomenclature_inconnue_est_apportee(corpus: Corpus, tmp_path: Path) -> None:
    """A nomenclature the corpus does not know is written with its name and its pattern."""
    maison = Nomenclature("maison", {})
    lignes = [EntreeProjet("MAC-1", "Maçon", BTP, "53")]
    tete = {**TETE, "nom_de_nomenclature": "codes maison"}
    bon = {**tete, "forme_des_codes": "[A-Z]{3}-[0-9]"}
    dossier = ecrire_projet(lignes, corpus, tmp_path / "p", nomenclature=maison, **bon)
    assert load_corpus(avec=[dossier]).employees[-1].nom == "codes maison"
    with pytest.raises(LawDataError, match="texte attendu") as refus:
        ecrire_projet(lignes, corpus, tmp_path / "q", nomenclature=maison, **tete)
    assert refus.value.champ == "forme"


def test_ce_qui_serait_remplace_est_trouve(corpus: Corpus) -> None:
    """The lists a draft would overlap are those of its public on its days, and only those."""
    jours = (date(2008, 1, 1), date(2008, 2, 1))
    assert remplacees(corpus, ["ue_transitoire"], *jours) == (
        "circulaire-2007-12-20/annexe-2",
        "arrete-2008-01-18-ue/liste",
    )
    assert remplacees(corpus, ["ue_transitoire"], date(2015, 7, 1), date(2016, 1, 1)) == ()
    assert remplacees(corpus, ["accord_en_vigueur"], date(2015, 1, 1), date(2016, 1, 1)) == (
        "arrete-2008-01-18-tiers/liste",
    )


@pytest.mark.parametrize(
    ("tete", "lignes", "champ"),
    [
        ({"remplace": []}, LIGNES, "examine_du"),
        ({"public": ["pays_tierces"]}, LIGNES, "public"),
        ({"fondement": "decret"}, LIGNES, "fondement"),
        ({"examine_au": date(2009, 1, 1)}, LIGNES, "examine_du"),
        ({"signe_le": date(2010, 2, 1), "publie_le": date(2010, 1, 1)}, LIGNES, "publie_le"),
        ({"id": "circulaire-2007-12-20"}, LIGNES, "id"),
        ({"titre": "=1+1"}, LIGNES, "titre"),
        ({}, [*LIGNES, EntreeProjet("F1703", "Maçonnerie", BTP, "27")], "zone"),
        ({}, [*LIGNES, LIGNES[0]], "metier"),
        ({}, [LIGNES[0]._replace(intitule="=HYPERLINK(1)")], "intitule"),
        ({}, [LIGNES[0]._replace(metier="maçon")], "code"),
        ({}, [LIGNES[0]._replace(ancre="A4/11/5"), LIGNES[1]._replace(ancre="A4/11/5")], "ancre"),
    ],
)
def test_un_projet_qui_ne_peut_etre_du_droit_n_est_pas_ecrit(
    corpus: Corpus, tmp_path: Path, tete: dict[str, Any], lignes: Any, champ: str
) -> None:
    """What the loader would refuse is refused before a single file is written, with its field."""
    with pytest.raises(LawDataError) as refus:
        ecrire_projet(lignes, corpus, tmp_path / "p", nomenclature=ROME_V3, **{**TETE, **tete})
    assert refus.value.champ == champ
    assert list(tmp_path.iterdir()) == []


def test_un_projet_vide_n_est_pas_ecrit(corpus: Corpus, tmp_path: Path) -> None:
    """A selection that keeps nothing makes no list."""
    with pytest.raises(FichierError, match="aucun métier retenu"):
        ecrire_projet(tirer(), corpus, tmp_path / "p", nomenclature=ROME_V3, **TETE)


def test_un_dossier_existant_n_est_jamais_touche(corpus: Corpus, tmp_path: Path) -> None:
    """A folder that is there already is left as it is, even where it is a draft."""
    dossier = ecrire_projet(LIGNES, corpus, tmp_path / "p", nomenclature=ROME_V3, **TETE)
    (dossier / "liste.csv").write_text("corrigé à la main", encoding="utf-8")
    with pytest.raises(FichierError, match="existe déjà"):
        ecrire_projet(LIGNES, corpus, dossier, nomenclature=ROME_V3, **TETE)
    assert (dossier / "liste.csv").read_text(encoding="utf-8") == "corrigé à la main"


def test_une_ecriture_qui_echoue_ne_laisse_rien(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails half-way leaves no folder, whole or half."""
    ecrire = type(tmp_path).write_bytes

    def echouer(chemin: Path, octets: bytes) -> int:
        if chemin.name == "liste.csv":
            raise OSError(28, "No space left on device")
        return ecrire(chemin, octets)

    monkeypatch.setattr(type(tmp_path), "write_bytes", echouer)
    with pytest.raises(FichierError, match="disque est plein"):
        ecrire_projet(LIGNES, corpus, tmp_path / "p", nomenclature=ROME_V3, **TETE)
    assert list(tmp_path.iterdir()) == []


def test_un_motif_sur_deux_lignes_tient_en_une(corpus: Corpus, tmp_path: Path) -> None:
    """A reason copied from a letter keeps its words, not its line breaks."""
    lignes = [LIGNES[0]._replace(motif="pénurie\r\n  constatée\tpar le préfet\n")]
    dossier = ecrire_projet(lignes, corpus, tmp_path / "p", nomenclature=ROME_V3, **TETE)
    assert lire(dossier / "motifs.csv")[0]["motif"] == "pénurie constatée par le préfet"
