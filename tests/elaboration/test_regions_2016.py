"""Lists by method today: FAP over the regions of 2016, compared with the orders since 2021."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from elaboration.ecrits import csv_de
from opposable.elaboration.chiffres.consignes import Consignes
from opposable.elaboration.chiffres.lieux import Lieux
from opposable.elaboration.conduite import Commande, Texte, conduire
from opposable.elaboration.examen.bilan import Epreuve
from opposable.elaboration.methode.confrontation import Sens
from opposable.elaboration.restitution.carte import carte
from opposable.errors import FichierError, ValeurError
from opposable.law.corpus import Corpus

ORDRES = ("arrete-2021-04-01", "arrete-2024-03-01", "arrete-2025-05-21")
VERSION = "regions-2016"
SCHEMA = """id = "essai"
nom = "Essai"
mesure = "toutes"
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


@pytest.fixture
def commande(tmp_path: Path, corpus: Corpus) -> Commande:
    """Every family of FAP 2009 in tension in each region of 2016."""
    (tmp_path / "s.toml").write_text(SCHEMA, encoding="utf-8")
    codes = corpus.codes_connus["fap-2009"]
    rangees = [
        (region, code, "2024", 9, 10) for region in corpus.regions_de(VERSION) for code in codes
    ]
    titres = ("region", "code_fap", "annee", "offres", "demandeurs")
    return Commande(
        donnees=csv_de(tmp_path / "fap.csv", [titres, *rangees]),
        schema=tmp_path / "s.toml",
        consignes=Consignes(mesure="toutes"),
        territoires=VERSION,
        epreuve=Epreuve(tirages=40),
    )


@pytest.mark.parametrize("ordre", ORDRES)
def test_se_compare_aux_ordres_depuis_2021(commande: Commande, corpus: Corpus, ordre: str) -> None:
    """What is drawn is kept, added, or said not known where the order is known in part."""
    bilan = conduire(replace(commande, comparee=ordre), corpus)
    assert bilan.elaboration.nomenclature.id == "fap-2009"
    assert bilan.autres_codes == ()
    (liste,) = (li for li in corpus.toutes_listes.values() if li.instrument == ordre)
    for ecart in bilan.confrontation:
        ouvert = liste.constater(ecart.metier, ecart.territoire).ouvert
        attendu = {True: Sens.GARDE, False: Sens.AJOUTE, None: Sens.INCONNU}[ouvert]
        assert ecart.sens is attendu
    sens = {ecart.sens for ecart in bilan.confrontation}
    assert {Sens.GARDE, Sens.AJOUTE} & sens
    assert (Sens.INCONNU in sens) == (liste.etat == "partielle" or bool(liste.inconnu_dans))


def test_une_region_de_2016_demande_son_decoupage(commande: Commande, corpus: Corpus) -> None:
    """A code that only another version of the regions has is told, with the option to write."""
    seule = commande.donnees.with_name("seule.csv")
    rangees = [("region", "code_fap", "annee", "offres", "demandeurs"), (84, "B2Z40", 2024, 9, 10)]
    csv_de(seule, rangees)
    with pytest.raises(FichierError, match="--territoires regions-2016"):
        conduire(replace(commande, donnees=seule, territoires=""), corpus)
    with pytest.raises(ValeurError, match="écrivez l'un de regions-2007, regions-2016"):
        conduire(replace(commande, territoires="regions-1970"), corpus)


def test_deux_decoupages_ne_se_comparent_pas(commande: Commande, corpus: Corpus) -> None:
    """A list over the regions of 2007 is not held against figures of those of 2016."""
    with pytest.raises(ValeurError, match="--territoires regions-2007"):
        conduire(replace(commande, comparee="arrete-2008-01-18-tiers"), corpus)


def test_les_departements_vont_a_leur_region_de_2016(corpus: Corpus) -> None:
    """A department is added up into its region of the version read."""
    lieux = Lieux.de(corpus, VERSION)
    assert lieux.region_de["69"] == "84"
    assert lieux.regions["84"] == "Auvergne-Rhône-Alpes"
    assert lieux.ailleurs["82"] == "regions-2007"


def test_la_carte_suit_le_decoupage(corpus: Corpus) -> None:
    """Each version of the regions has its tiles, one for each region."""
    for version in corpus.territoires.values():
        assert carte({}, version.regions).count("<g>") == len(version.regions)


def test_le_projet_dit_son_decoupage(commande: Commande, corpus: Corpus, tmp_path: Path) -> None:
    """The draft names the version of its zones, and is law over it."""
    seule = csv_de(
        tmp_path / "seule.csv",
        [("region", "code_fap", "annee", "offres", "demandeurs"), (84, "B2Z40", 2024, 9, 10)],
    )
    texte = Texte(
        dossier=tmp_path / "projet",
        id="projet",
        examine_du=date(2019, 1, 1),
        examine_au=date(2019, 12, 31),
    )
    conduire(replace(commande, donnees=seule, texte=texte), corpus)
    ecrit = (tmp_path / "projet" / "instrument.toml").read_text(encoding="utf-8")
    assert 'territoires = "regions-2016"' in ecrit
    assert 'nomenclature = "fap-2009"' in ecrit
