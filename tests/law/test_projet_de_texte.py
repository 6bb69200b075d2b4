"""A draft text with its own occupations, provisions and nomenclature becomes law when loaded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from conftest import RACINE
from opposable import Demande, decide, tabulate
from opposable.batch.comparaison import Comparaison
from opposable.batch.demandes import Demandes
from opposable.batch.etat_compare import lire_etat
from opposable.batch.noyau import Noyau
from opposable.decision.chargement import load_corpus
from opposable.decision.faits import etablir
from opposable.decision.reponse import notifiable_le
from opposable.decision.trancher import trancher
from opposable.errors import MetierError
from opposable.fichiers.entree import Entree
from opposable.fichiers.table import ouvrir
from opposable.law.tables import DOSSIER
from opposable.recherche.metier import Index
from opposable.recherche.noms import Noms
from opposable.recherche.recueil import recueillir

if TYPE_CHECKING:
    from pathlib import Path

    from opposable.decision.determination import Determination
    from opposable.decision.table import Table
    from opposable.law.corpus import Corpus

PREMIER, DERNIER = date(2010, 1, 1), date(2011, 8, 12)
PROJET = RACINE / "tests" / "data" / "projet-2010"
FICHIERS = {c.name: c.read_text(encoding="utf-8") for c in sorted(PROJET.iterdir())}
ANCIENNE = "arrete-2008-01-18-tiers/liste"
LISTE = "projet-2010/liste"
ROME_V3 = "ROME v3 (une lettre et quatre chiffres, depuis 2009)"


@pytest.fixture(scope="session")
def dossier_du_projet() -> Path:
    """The draft, as its author left it; never changed."""
    return PROJET


@pytest.fixture(scope="session")
def droit(dossier_du_projet: Path) -> Corpus:
    """The law with the draft."""
    return load_corpus(avec=[dossier_du_projet])


@pytest.fixture(scope="session")
def table_du_projet(droit: Corpus) -> Table:
    """The decision table of the law with the draft."""
    return tabulate(droit)


@pytest.fixture(scope="session")
def noyau(droit: Corpus, table_du_projet: Table) -> Noyau:
    """The batch kernel of the law with the draft."""
    return Noyau(droit, table_du_projet)


def ecrire(dossier: Path, fichiers: dict[str, str]) -> Path:
    """Write a draft folder."""
    dossier.mkdir(exist_ok=True)
    for nom, texte in fichiers.items():
        (dossier / nom).write_text(texte, encoding="utf-8")
    return dossier


def demande(metier: str, **faits: Any) -> Demande:
    """An introduction by a Moroccan in Brittany on the first day of the draft."""
    valeurs = {"nationalite": "MAR", "region": "53", "type": "introduction"}
    return Demande(metier=metier, **{**valeurs, "depose_le": PREMIER, **faits})


# -- the draft decides -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metier", "faits", "situation", "regle"),
    [
        ("F1703", {}, "non_opposable", "liste-regionale"),
        ("F1703", {"region": "11"}, "opposable", "hors-region"),
        ("F1703", {"region": None}, "indeterminee", "region-inconnue"),
        ("A1101", {"region": None}, "non_opposable", "liste-sans-zone"),
        ("K2204", {}, "opposable", "hors-liste"),
        ("F1703", {"nationalite": "DZA"}, "opposable", "exclu-par-accord"),
        ("F1703", {"nationalite": "GAB", "region": "11"}, "indeterminee", "fait-manquant"),
        ("F1703", {"depose_le": DERNIER + timedelta(1)}, "opposable", "sans-liste"),
    ],
)
def test_le_projet_decide_de_ses_propres_metiers(
    droit: Corpus, metier: str, faits: dict[str, Any], situation: str, regle: str
) -> None:
    """From its first day to its last, a draft in ROME v3 answers for occupations it brings."""
    reponse = decide(demande(metier, **faits), droit)
    assert (reponse.situation_emploi.value, reponse.regle) == (situation, regle)


def test_la_reponse_cite_la_ligne_et_l_intitule_du_projet(droit: Corpus) -> None:
    """The deciding reason names the label the draft brings, and the place of its row."""
    decisif = decide(demande("F1703"), droit).motifs[2]
    assert "F1703 (Maçonnerie)" in decisif.dire()
    assert decisif.ancre == "projet-2010#1/53/1"


@pytest.mark.parametrize(
    ("metier", "jour", "demandee"),
    [("42114", PREMIER, "ROME v3"), ("F1703", PREMIER - timedelta(1), "ROME 1999")],
)
def test_un_code_d_une_autre_nomenclature_n_est_pas_dit_hors_liste(
    droit: Corpus, metier: str, jour: date, demandee: str
) -> None:
    """A code of another nomenclature says nothing of the list: that of the list is asked for."""
    reponse = decide(demande(metier, depose_le=jour), droit)
    assert (reponse.situation_emploi.value, reponse.regle) == ("indeterminee", "fait-manquant")
    assert f"({demandee})" in reponse.questions[0].dire()


def test_la_liste_anterieure_ne_se_cherche_pas_dans_une_autre_nomenclature(
    corpus: Corpus, droit: Corpus
) -> None:
    """A file older than the circular is not off the list of 2006 for a code it never wrote."""
    faits = {"nationalite": "POL", "depose_le": date(2007, 12, 1), "examine_le": date(2008, 1, 5)}
    assert decide(demande("99999", **faits), corpus).regle == "non-atteint-introduction"
    assert decide(demande("99999", **faits), droit).regle == "non-atteint-introduction"
    assert decide(demande("F1703", **faits), droit).regle == "fait-manquant"


@pytest.mark.parametrize(
    ("metier", "initial", "regle"),
    [
        ("F1703", "F1703", "renouvellement-meme-metier"),
        ("K2204", "F1703", "hors-liste"),
        ("K2204", "42114", "renouvellement-metier-initial-inconnu"),
        ("42114", "42114", "renouvellement-meme-metier"),
    ],
)
def test_deux_nomenclatures_ne_se_comparent_pas(
    droit: Corpus, metier: str, initial: str, regle: str
) -> None:
    """On renewal, a first occupation in another nomenclature is neither the same nor another."""
    renouvellement = demande(metier, type="renouvellement", metier_initial=initial)
    assert decide(renouvellement, droit).regle == regle


def test_une_ecriture_qui_n_est_pas_un_code_est_refusee(droit: Corpus) -> None:
    """What is a code of no nomenclature is refused, with the nomenclatures in use."""
    with pytest.raises(MetierError, match=r"ROME 1999 .* ou ROME v3"):
        decide(demande("F17"), droit)


def test_avant_le_projet_rien_ne_change(
    corpus: Corpus, droit: Corpus, demandes: list[Demande]
) -> None:
    """Codes of ROME 1999 get the same answers as without the draft where it does not apply."""
    comparees = 0
    for une in demandes:
        ici, la = decide(une, corpus), decide(une, droit)
        if ici.liste == ANCIENNE and une.examine_le and une.examine_le >= PREMIER:
            continue
        comparees += 1
        assert (ici.situation_emploi, ici.regle, ici.liste) == (
            la.situation_emploi,
            la.regle,
            la.liste,
        )
    assert comparees > len(demandes) // 2


def test_la_recherche_trouve_les_metiers_du_projet(droit: Corpus) -> None:
    """Words and first characters of a code find the occupations a draft brings."""
    index = Index(recueillir(Noms.lire().appellations(droit)))
    assert "F1703" in {p.metier for p in index.chercher("maçonnerie")}
    assert "A1101" in {p.metier for p in index.chercher("A11")}


# -- table, batch, comparison ----------------------------------------------------------------------


def variees(droit: Corpus) -> list[Demande]:
    """Applications that cross codes of both nomenclatures, places, kinds, nationals and days."""
    codes = ("F1703", "A1101", "K2204", "42114", "99999", "61311", None)
    jours = (date(2008, 1, 5), PREMIER - timedelta(1), PREMIER, DERNIER, DERNIER + timedelta(1))
    return [
        Demande(
            nationalite=nationalite,
            metier=metier,
            region=region,
            type=type_,
            depose_le=jour - timedelta(retard),
            examine_le=jour,
            metier_initial=initial,
        )
        for nationalite in ("MAR", "GAB", "POL", "MAR+POL")
        for metier in codes
        for region in ("53", "11", "01", None)
        for type_ in droit.valeurs["type"]
        for jour in jours
        for retard in (0, 30)
        for initial in ((None, "F1703", "42114", "99998") if type_ == "renouvellement" else (None,))
    ]


def test_la_table_repond_comme_la_regle(droit: Corpus, table_du_projet: Table) -> None:
    """The table gives what the rule gives; what it has no place for is left to the rule."""
    tenues = [f for une in variees(droit) if table_du_projet.tient(f := etablir(une, droit))]
    assert len(tenues) > len(variees(droit)) // 2
    for faits in tenues:
        cellule, reponse = table_du_projet.chercher(faits), trancher(faits, droit)
        assert (
            cellule.situation_emploi,
            cellule.regle,
            cellule.liste,
            cellule.manque,
            cellule.attente.jour(faits.examine_le),
        ) == (
            reponse.situation_emploi,
            reponse.regle.id,
            reponse.liste.id if reponse.liste else None,
            reponse.manque,
            notifiable_le(reponse, faits),
        ), faits


def test_le_lot_repond_comme_decide(droit: Corpus, noyau: Noyau) -> None:
    """A batch of codes of both nomenclatures is answered as one by one, and refuses as much."""
    bonnes = variees(droit)
    lignes = [en_ligne(une) for une in bonnes] + [en_ligne(demande("F17"))]
    resultat = noyau.decider(pa.RecordBatch.from_pylist(lignes))
    assert [(r.ligne, r.champ) for r in resultat.rejets] == [(len(bonnes), "metier")]
    dites = resultat.lot.select(["situation_emploi", "regle", "liste"]).to_pylist()
    for une, dite in zip(bonnes, dites, strict=False):
        assert dite == attendue(decide(une, droit)), une


def en_ligne(une: Demande) -> dict[str, str | None]:
    """An application as a row of text."""
    champs = ("nationalite", "metier", "region", "type", "metier_initial")
    jours = {c: str(getattr(une, c) or "") for c in ("depose_le", "examine_le")}
    return {c: getattr(une, c) for c in champs} | jours


def attendue(reponse: Determination) -> dict[str, str | None]:
    """What the batch must say."""
    situation = reponse.situation_emploi.value
    return {"situation_emploi": situation, "regle": reponse.regle, "liste": reponse.liste}


def test_la_comparaison_dit_ce_que_le_projet_change(
    dossier_du_projet: Path, tmp_path: Path
) -> None:
    """Two states of the law, one with the draft, differ on files examined from its first day."""
    lues = [
        ("a", "42114", "11", PREMIER - timedelta(1)),
        ("b", "42114", "11", PREMIER),
        ("c", "14232", "11", PREMIER),
    ]
    entree = tmp_path / "demandes.csv"
    entete = "id,nationalite,metier,region,type,depose_le\n"
    rangees = (f"{i},MAR,{m},{r},introduction,{j}\n" for i, m, r, j in lues)
    entree.write_text(entete + "".join(rangees), encoding="utf-8")
    comparaison = Comparaison(lire_etat("actuel"), lire_etat("actuel", [str(dossier_du_projet)]))
    sortie = tmp_path / "changees.csv"
    with Entree(str(entree), None) as lue:
        attente = Demandes(())
        source, rejets = ouvrir(lue, attente), tmp_path / "rejets.csv"
        comparaison.lire(source, attente.champs, str(sortie), str(rejets))
    assert (comparaison.lues, comparaison.changees) == (3, 2)
    changees = sortie.read_text(encoding="utf-8")
    assert "non_opposable" in changees
    assert "\na," not in changees


# -- what it brings --------------------------------------------------------------------------------


def test_le_corpus_adopte_ne_change_pas(corpus: Corpus, droit: Corpus) -> None:
    """What a draft brings is in the law that holds it, and never in the law as adopted."""
    assert not corpus.tables.keys() & {"instruments/projet-2010/metiers.csv"}
    assert corpus.sha256 == load_corpus(DOSSIER).sha256 != droit.sha256
    assert corpus.metiers["A1101"] != droit.metiers["A1101"]
    assert droit.metiers.keys() == corpus.metiers.keys()
    assert droit.dispositions.keys() - corpus.dispositions.keys() == {"projet-2010#1"}


def test_redire_pareil_est_permis(tmp_path: Path, corpus: Corpus) -> None:
    """A draft may restate an occupation and a domain of the corpus, word for word."""
    connu = corpus.metiers["42114"]
    metiers = f"{FICHIERS['metiers.csv']}42114,{connu.intitule},{connu.domaine}\n"
    dossier = ecrire(tmp_path / "projet-2010", {**FICHIERS, "metiers.csv": metiers})
    assert load_corpus(avec=[dossier]).metiers["42114"] == connu


def test_une_nomenclature_nouvelle_vient_avec_son_motif(tmp_path: Path) -> None:
    """A nomenclature the corpus has never heard of is read by the pattern the draft gives."""
    fichiers = {
        nom: texte.replace("F1703", "MAC-1").replace("A1101", "AGR-7").replace("rome-v3", "maison")
        for nom, texte in FICHIERS.items()
    }
    fichiers["instrument.toml"] = (
        fichiers["instrument.toml"]
        .replace(ROME_V3, "ROME de la maison")
        .replace('forme = "[A-Z][0-9]{4}"', 'forme = "[A-Z]{3}-[0-9]"')
    )
    droit = load_corpus(avec=[ecrire(tmp_path / "projet-2010", fichiers)])
    assert decide(demande("MAC-1"), droit).liste == LISTE
    assert decide(demande("ZZZ-9"), droit).regle == "hors-liste"


def test_deux_projets_se_chargent_ensemble(dossier_du_projet: Path, tmp_path: Path) -> None:
    """A second draft may follow the first, use what it brought and replace its list."""
    second = FICHIERS["instrument.toml"].replace("projet-2010", "projet-2011")
    second = second.replace(ANCIENNE, LISTE).replace(str(PREMIER), "2011-01-01")
    fichiers = {
        "instrument.toml": second.partition("[[nomenclature]]")[0],
        "dispositions.csv": FICHIERS["dispositions.csv"].replace("projet-2010", "projet-2011"),
        "liste.csv": FICHIERS["liste.csv"].replace("projet-2010", "projet-2011"),
    }
    suite = ecrire(tmp_path / "projet-2011", fichiers)
    droit = load_corpus(avec=[dossier_du_projet, suite])
    assert droit.listes[LISTE].examine_au == date(2010, 12, 31)
    ensuite = decide(demande("F1703", depose_le=date(2011, 1, 1)), droit)
    assert ensuite.liste == "projet-2011/liste"
