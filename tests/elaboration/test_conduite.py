"""One door: a year of figures in, lists and what is told of them out, written where asked."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from opposable.elaboration.chiffres.consignes import Consignes
from opposable.elaboration.chiffres.lieux import Maille
from opposable.elaboration.conduite import Commande, Texte, conduire
from opposable.elaboration.examen.bilan import Epreuve
from opposable.errors import FichierError
from opposable.law.corpus import Corpus

SCHEMA = """id = "essai"
nom = "Essai"
mesure = "essai"
[[selection]]
id = "regions"
nom = "Par région"
par_region = true
[[selection.etape]]
id = "tension"
nom = "Tension"
genre = "tension"
seuil = "0.8"
"""
CHIFFRES = """territoire,metier,offres,demandeurs,periode
53,61231,90,100,2009
11,61231,80,100,2009
53,42114,s,100,2009
"""
METIERS = "metier,intitule,niveau\n61231,Chef de chantier,IV\n42114,Maçon,V\n"


@pytest.fixture
def commande(tmp_path: Path) -> Commande:
    """A year of figures, to be drawn and written nowhere."""
    for nom, texte in (("s.toml", SCHEMA), ("d.csv", CHIFFRES), ("m.csv", METIERS)):
        (tmp_path / nom).write_text(texte, encoding="utf-8")
    return Commande(
        donnees=tmp_path / "d.csv",
        metiers=tmp_path / "m.csv",
        schema=tmp_path / "s.toml",
        consignes=Consignes(mesure="essai", maille=Maille.REGIONS),
        epreuve=Epreuve(tirages=40),
    )


def test_une_annee_donne_ses_listes(commande: Commande, corpus: Corpus) -> None:
    """Lists, their reasons and the anomalies come back; nothing is written unasked."""
    avant = sorted(commande.donnees.parent.iterdir())
    bilan = conduire(commande, corpus)
    assert bilan.elaboration.selections["regions"].retenus() == {("61231", "53")}
    assert bilan.elaboration.nomenclature.id == "rome-1999"
    assert [a.valeur for a in bilan.anomalies] == ["s"]
    assert sorted(commande.donnees.parent.iterdir()) == avant


def test_ce_qui_est_demande_est_ecrit(commande: Commande, corpus: Corpus, tmp_path: Path) -> None:
    """The folder of the lists and the draft are written where the command says."""
    texte = Texte(
        dossier=tmp_path / "projet-2010",
        id="projet-2010",
        examine_du=date(2010, 1, 1),
        examine_au=date(2011, 8, 12),
    )
    conduire(replace(commande, sortie=tmp_path / "sortie", texte=texte), corpus)
    assert (tmp_path / "sortie" / "rapport.html").exists()
    assert (tmp_path / "projet-2010" / "instrument.toml").exists()
    with pytest.raises(FichierError, match="nommez-en un autre"):
        conduire(replace(commande, texte=texte), corpus)


def test_une_hysterese_demande_ce_qui_est_en_place(commande: Commande, corpus: Corpus) -> None:
    """A margin without anything open, or something open without a margin, is refused in words."""
    with pytest.raises(FichierError, match="rien n'est en place"):
        conduire(replace(commande, hysterese=Fraction(1, 20)), corpus)
    with pytest.raises(FichierError, match="dites aussi de combien"):
        conduire(replace(commande, en_place="2009-06-01"), corpus)
    deja = replace(commande, en_place="2009-06-01", hysterese=Fraction(1, 20))
    assert conduire(deja, corpus).elaboration.maintien.source == "2009-06-01"
