"""Loading: cells that cannot be read, drafts, rival readings, order of rows."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from opposable import Demande, decide
from opposable.decision.chargement import load_corpus
from opposable.errors import LawDataError, LectureError
from opposable.law.construction import construire, variante
from opposable.law.tables import correspond

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from opposable.decision.determination import Determination
    from opposable.law.corpus import Corpus
    from opposable.law.portee import Portee

CIRCULAIRE = "instruments/circulaire-2007-12-20/instrument.toml"
ANNEXE_2 = "instruments/circulaire-2007-12-20/annexe-2.csv"
ANNEXE_4 = "instruments/circulaire-2007-12-20/annexe-4.csv"
LISTE = f"{CIRCULAIRE}#liste"


@pytest.mark.parametrize(
    ("nom", "avant", "apres", "lieu", "ligne", "champ", "probleme"),
    [
        ("regions.csv", "code,nom,zone", "code,nom,zon", "", 2, "zone", "colonne absente"),
        ("regimes.csv", "listes,du", "liste,du", "", 2, "listes", "colonne absente"),
        (
            "regimes.csv",
            "BGR,pays_tiers",
            "BGR,pays_tier",
            "",
            25,
            "regime",
            "exclu_par_accord attendu, trouvé 'pays_tier'",
        ),
        (
            "regimes.csv",
            "BGR,pays_tiers,oui,,,1.2/1,lu",
            "BGR,pays_tiers,oui,,,1.2/1,sûr",
            "",
            25,
            "certitude",
            "lu, secondaire, infere attendu, trouvé 'sûr'",
        ),
        (
            "regimes.csv",
            "BGR,pays_tiers,oui",
            "BGR,pays_tiers,yes",
            "",
            25,
            "listes",
            "« oui » ou « non » attendu, trouvé 'yes'",
        ),
        (
            "regimes.csv",
            "BGR,pays_tiers,oui,,",
            "BGR,pays_tiers,oui,,2013-02-30",
            "",
            25,
            "au",
            "date AAAA-MM-JJ attendue, trouvé '2013-02-30'",
        ),
        (
            "regimes.csv",
            "BGR,pays_tiers,oui,,",
            "BGR,pays_tiers,oui,,31/12/2013",
            "",
            25,
            "au",
            "date AAAA-MM-JJ attendue",
        ),
        (
            "regimes.csv",
            "BGR,pays_tiers,oui,,",
            "BGR,pays_tiers,oui,2007-01-01,2006-12-31",
            "",
            25,
            "au",
            "finit (2006-12-31) avant",
        ),
        (
            "evenements.csv",
            ",2014-01-01,cesse,regime:BGR+ROU",
            ",2014-02-30,cesse,regime:BGR+ROU",
            "",
            59,
            "effet_le",
            "date AAAA-MM-JJ attendue, trouvé '2014-02-30'",
        ),
        ("regions.csv", "outre_mer", "ailleurs", "", 2, "zone", "metropole ou outre_mer attendu"),
        (
            "dispenses.csv",
            "douze-mois,dispense,douze_mois,",
            "douze-mois,dispense,,",
            "",
            4,
            "valeur",
            "un fait et sa valeur se disent ensemble",
        ),
        (ANNEXE_4, "1,11,14232", "1,99,14232", "", 2, "zone", "zone inconnue : '99'"),
        (ANNEXE_2, "1,partout,", "1,,", "", 2, "zone", "zone inconnue : ''"),
        (ANNEXE_2, "42111,Assistant", ",Assistant", "", 2, "metier", "texte attendu, trouvé ''"),
        ("nationalites.csv", "oui,NLD,ABW", "oui,NLD,QQQ", "", 2, "regime_de", "aucune ligne"),
        (
            "regles.toml",
            'situation_emploi = "opposable"',
            'situation_emploi = "oposable"',
            "regles.toml#regle",
            6,
            "situation_emploi",
            "opposable attendu, trouvé 'oposable'",
        ),
        (
            "regles.toml",
            'notification = "immediate"',
            'notification = "demain"',
            "regles.toml#regle",
            6,
            "notification",
            "aucune, immediate, liste attendu",
        ),
        (
            CIRCULAIRE,
            'public = ["ue_transitoire"]',
            'public = ["ue"]',
            LISTE,
            1,
            "public",
            "régime inconnu",
        ),
        (
            CIRCULAIRE,
            'silence = "non"',
            'examine_au = 2008-01-20\nsilence = "non"',
            LISTE,
            1,
            "examine_du",
            "deux dates d'examen, dans l'ordre",
        ),
        (
            CIRCULAIRE,
            'silence = "non"',
            "examine_du = 2007-12-20\nexamine_au = 2006-01-20",
            LISTE,
            1,
            "examine_du",
            "deux dates d'examen, dans l'ordre",
        ),
        (CIRCULAIRE, 'silence = "non"', 'silence = "oui"', LISTE, 1, "silence", "non, inconnu"),
        (CIRCULAIRE, 'etat = "complete"', "nombre = -1", LISTE, 1, "nombre", "nombre entier"),
        (
            "evenements.csv",
            "2007-12-20,2007-12-20,publie",
            "2007-12-20,2007-12-19,publie",
            CIRCULAIRE,
            1,
            "publie_le",
            "publié (2007-12-19) avant d'être signé (2007-12-20)",
        ),
        (
            "corpus.toml",
            "du = 2004-05-01",
            "du = 2034-05-01",
            "",
            1,
            "du",
            "deux dates, dans l'ordre",
        ),
        (
            "corpus.toml",
            'forme = "[0-9]{5}"',
            'forme = "[0-9{5}"',
            "corpus.toml#nomenclature",
            1,
            "forme",
            "expression illisible",
        ),
        ("corpus.toml", "[valeurs]", "[valeur]", "", 1, "valeurs", "colonne absente"),
    ],
)
def test_une_cellule_illisible_est_nommee(
    changer: Callable[[str, str, str], None],
    refus: Callable[[], LawDataError],
    nom: str,
    avant: str,
    apres: str,
    lieu: str,
    ligne: int,
    champ: str,
    probleme: str,
) -> None:
    """A cell that cannot be read is refused with file, row, field, what was found and expected."""
    changer(nom, avant, apres)
    erreur = refus()
    assert (erreur.fichier, erreur.ligne, erreur.champ) == (lieu or nom, ligne, champ)
    assert probleme in erreur.probleme


@pytest.mark.parametrize(
    ("nom", "avant", "apres", "double"),
    [
        ("regions.csv", "02,Martinique", "01,Martinique", "01"),
        ("departements.csv", "02,Aisne", "01,Aisne", "01"),
        ("metiers.csv", "11112,", "11111,", "11111"),
        ("dispositions.csv", ",1.1/2,", ",1.1/1,", "1.1/1"),
        ("regles.toml", 'id = "libre-circulation"', 'id = "francais"', "francais"),
        ("lectures.toml", 'id = "33226"', 'id = "32241"', "32241"),
    ],
)
def test_un_identifiant_double_est_refuse(
    changer: Callable[[str, str, str], None],
    refus: Callable[[], LawDataError],
    nom: str,
    avant: str,
    apres: str,
    double: str,
) -> None:
    """An identifier given twice is refused, with the identifier."""
    changer(nom, avant, apres)
    erreur = refus()
    assert erreur.fichier.startswith(nom)
    assert erreur.probleme == f"« {double} » est donné deux fois"


@pytest.mark.parametrize(
    "nom",
    ["regimes.csv", "regles.toml", "lectures.toml", "metiers.csv", "conditions.csv", ANNEXE_2],
)
def test_un_fichier_absent_est_nomme(
    dossier: Path, refus: Callable[[], LawDataError], nom: str
) -> None:
    """A law file that is missing is named: the corpus is incomplete."""
    (dossier / nom).unlink()
    erreur = refus()
    assert erreur.fichier.startswith(nom)
    assert "le corpus est incomplet" in erreur.probleme


@pytest.mark.parametrize(
    ("nom", "avant", "apres"),
    [
        ("lectures.toml", 'fichier = "evenements.csv"', 'fichier = "evenement.csv"'),
        ("lectures.toml", 'fichier = "evenements.csv"\n', ""),
        ("regles.toml", "[mots.fr]", "[mots.fre]"),
        ("regles.toml", "répondre : {manque}.", "répondre : {manque."),
        (CIRCULAIRE, 'fichiers = ["annexe-2.csv"]\n', ""),
        ("seuils.toml", 'valeur = "61"', 'valeur = "soixante"'),
    ],
)
def test_un_droit_casse_ne_leve_rien_d_autre(
    changer: Callable[[str, str, str], None],
    refus: Callable[[], LawDataError],
    nom: str,
    avant: str,
    apres: str,
) -> None:
    """Whatever is broken in the law data, the error is one of ours and names the file."""
    changer(nom, avant, apres)
    assert nom in refus().fichier


@pytest.mark.parametrize("nom", ["corpus.toml", "nationalites.csv"])
def test_un_fichier_de_tete_absent_est_nomme(
    dossier: Path, refus: Callable[[], LawDataError], nom: str
) -> None:
    """The head of the corpus and the nationalities are missed as any other file."""
    (dossier / nom).unlink()
    assert refus().fichier == nom


@pytest.mark.parametrize(
    ("nom", "avant", "apres"),
    [
        ("lectures.toml", 'id = "accord-sen-vigueur"', 'id = "accord-sen"'),
        ("lectures.toml", '{ effet_le = "2009-07-01" }', '{ effets_le = "2009-07-01" }'),
        ("lectures.toml", 'effet_le = "2009-07-01"', 'effet_le = "2009-06-31"'),
        ("lectures.toml", 'zone = "toutes_regions"', 'zone = "toutes"'),
        ("nationalites.csv", "ABW,Aruba", "AFG,Aruba"),
        ("conditions.csv", "2,adequation", "2,situation_emploi"),
        ("services.csv", "ddtefp-2009,", "ddtefp-2007,"),
        ("services.csv", "introduction changement_statut", "introductions changement_statut"),
        ("charges.csv", "anaem,ue_transitoire", "anaem,ue_transition"),
        ("regles.toml", 'id = "hors-liste"', 'id = "hors-listes"'),
        ("regles.toml", 'id = "droit-commun"', 'id = "droit-communs"'),
        (CIRCULAIRE, 'territoires = "regions-2007"', 'territoires = "regions-1970"'),
        (CIRCULAIRE, 'en_cours = ["changement_statut"]', 'en_cours = ["changement"]'),
        ("evenements.csv", "2014-01-01,cesse,regime:BGR+ROU", "20140101,cesse,regime:BGR+ROU"),
        ("regions.csv", "outre_mer,secondaire", "outre_mer,sûr"),
        ("seuils.toml", 'valeur = "0.9"', 'valeur = "neuf"'),
    ],
)
def test_une_faute_qui_change_des_reponses_ne_passe_pas(
    changer: Callable[[str, str, str], None],
    refus: Callable[[], LawDataError],
    nom: str,
    avant: str,
    apres: str,
) -> None:
    """A fault that would change answers, or stop them later, is refused when loading."""
    changer(nom, avant, apres)
    assert refus().message


# -- drafts --------------------------------------------------------------------------------------

PROJET = """
id = "projet-2010"
nature = "projet"
titre = "Projet d'arrêté pour les pays tiers"
title = "Draft order for third countries"
ancre = "2/9/projet"
certitude = "infere"
certitude_publication = "infere"

[[liste]]
id = "projet-2010/liste"
nom = "liste du projet"
name = "draft list"
public = ["pays_tiers", "accord_en_vigueur"]
fondement = "ouverture_tiers"
nomenclature = "rome-1999"
territoires = "regions-2007"
fichiers = ["liste.csv"]
remplace = ["arrete-2008-01-18-tiers/liste"]
examine_du = 2010-01-01
examine_au = 2011-08-12
ancre = "2/9/projet"
certitude = "infere"
"""
LIGNES = """\
rang,zone,metier_imprime,metier,intitule,domaine,activite,ouvre,lectures,ancre,certitude
1,metropole,42114,42114,Ouvrier de la maçonnerie,BÂTIMENT,,oui,,2/9/projet/1,infere
"""
MACON = Demande(
    nationalite="MAR", metier="42114", region="53", type="introduction", depose_le=date(2010, 1, 1)
)


@pytest.fixture
def projet(tmp_path: Path) -> Path:
    """A draft instrument that opens one occupation everywhere on the mainland from 2010."""
    dossier = tmp_path / "projet-2010"
    dossier.mkdir()
    (dossier / "instrument.toml").write_text(PROJET, encoding="utf-8")
    (dossier / "liste.csv").write_text(LIGNES, encoding="utf-8")
    return dossier


def test_un_projet_remplace_la_liste_en_vigueur(corpus: Corpus, projet: Path) -> None:
    """A draft list ends the one it replaces the day before, and decides from its first day."""
    avec = load_corpus(avec=[projet])
    assert avec.listes["arrete-2008-01-18-tiers/liste"].examine_au == date(2009, 12, 31)
    assert decide(MACON, corpus).situation_emploi.value == "opposable"
    reponse = decide(MACON, avec)
    assert (reponse.situation_emploi.value, reponse.liste) == ("non_opposable", "projet-2010/liste")
    assert avec.sha256 != corpus.sha256


def test_un_projet_ne_change_rien_avant_lui(
    corpus: Corpus, projet: Path, demandes: list[Demande]
) -> None:
    """Before its first day, and for the audiences it does not name, a draft changes no answer."""
    avec = load_corpus(avec=[projet])
    for demande in demandes:
        ici, la = decide(demande, corpus), decide(demande, avec)
        if ici.liste != "arrete-2008-01-18-tiers/liste" or (
            demande.examine_le and demande.examine_le.year < 2010
        ):
            assert essentiel(ici) == essentiel(la)


def test_sans_remplace_le_chevauchement_est_refuse(projet: Path) -> None:
    """A draft that does not say what it replaces overlaps the list in force: it is refused."""
    instrument = projet / "instrument.toml"
    texte = instrument.read_text(encoding="utf-8")
    instrument.write_text(texte.replace("remplace = ", "nor_variantes = "), encoding="utf-8")
    with pytest.raises(LawDataError, match="fermez la première la veille") as refuse:
        load_corpus(avec=[projet])
    assert refuse.value.fichier == "instruments/projet-2010/instrument.toml"
    assert refuse.value.champ == "examine_du"


def test_remplacer_une_liste_inconnue_est_refuse(projet: Path) -> None:
    """A draft that replaces a list that does not exist is refused, with its name."""
    instrument = projet / "instrument.toml"
    texte = instrument.read_text(encoding="utf-8")
    instrument.write_text(texte.replace("tiers/liste", "tiers/list"), encoding="utf-8")
    with pytest.raises(LawDataError, match="arrete-2008-01-18-tiers/list ") as refuse:
        load_corpus(avec=[projet])
    assert refuse.value.champ == "remplace"


# -- rival readings ------------------------------------------------------------------------------


def essentiel(reponse: Determination) -> tuple[Any, ...]:
    """What an answer says, apart from the receipt and from which of two like rows is shown."""
    return (
        reponse.situation_emploi,
        reponse.regle,
        reponse.liste,
        reponse.notifiable_le,
        reponse.fondement,
        reponse.autorite,
        reponse.regime,
        tuple(q.id for q in reponse.questions),
        {c.id for c in reponse.conditions},
        {v.id for v in reponse.verifications},
        {c.id for c in reponse.charges},
        {(a.lecture.id, a.situation_emploi, a.notifiable_le) for a in reponse.lectures},
    )


def rivales(corpus: Corpus) -> list[str]:
    """Readings whose rival changes answers."""
    return [lecture.id for lecture in corpus.lectures.values() if lecture.remplace]


def test_une_rivale_ne_change_que_les_lignes_qu_elle_dit(corpus: Corpus) -> None:
    """Under a rival, as many rows of lists differ as it selects, and no other object does."""
    for identifiant in rivales(corpus):
        rival = variante(corpus, [identifiant])
        changements = corpus.lectures[identifiant].remplace
        lignes = {
            id(ligne): changement["fichier"]
            for changement in changements
            for ligne in corpus.tables[changement["fichier"]]
            if correspond(ligne, changement.get("ligne", {}))
        }
        de_liste = sum("annexe" in nom or nom.endswith("liste.csv") for nom in lignes.values())
        couples = [
            (avant, apres)
            for nom, liste in corpus.toutes_listes.items()
            for avant, apres in zip(liste.entrees, rival.toutes_listes[nom].entrees, strict=True)
        ]
        # The amendment of 2024 takes over rows of 2021: a row counts once.
        assert len({avant.ancre for avant, apres in couples if avant != apres}) == de_liste
        fichiers = set(lignes.values())
        changees = {
            code for code, n in corpus.nationalites.items() if n != rival.nationalites[code]
        }
        if "nationalites.csv" not in fichiers:
            assert changees <= {*corpus.lectures[identifiant].nationalites}
        for nom in ("regions", "departements", "regles", "fondements", "services"):
            assert getattr(rival, nom) == getattr(corpus, nom)
        # Labels come from the lists in force: an event changes which those are.
        assert rival.metiers.keys() == corpus.metiers.keys()
        assert "evenements.csv" in fichiers or rival.metiers == corpus.metiers


def visees(corpus: Corpus, portee: Portee) -> Iterator[Demande]:
    """Sixty applications drawn where the rows that a rival changes are consulted."""
    hasard = random.Random(portee.lecture)  # noqa: S311 - nothing is secret here
    du, au = max(portee.du, corpus.couverture.du), min(portee.au, corpus.couverture.au)
    regions = corpus.lectures[portee.lecture].regions or [*corpus.regions]
    for _ in range(60):
        examine_le = du + timedelta(days=hasard.choice((0, 1, (au - du).days // 2)))
        metier = hasard.choice(sorted(portee.metiers or {"42114", "52332", "42211"}))
        yield Demande(
            nationalite=hasard.choice(sorted(portee.nationalites or {"POL", "MAR", "SEN"})),
            metier=metier,
            metier_initial=metier,
            region_initiale=hasard.choice(regions),
            rang_renouvellement="premier",
            region=hasard.choice(regions),
            type=hasard.choice(corpus.valeurs["type"]),
            depose_le=examine_le - timedelta(days=hasard.choice((0, 10, 60))),
            examine_le=examine_le,
        )


def test_une_rivale_ne_change_que_les_reponses_qui_la_nomment(
    corpus: Corpus, demandes: list[Demande]
) -> None:
    """An answer changes under a rival if and only if the reading was attached to it."""
    au_hasard = [(d, decide(d, corpus)) for d in demandes[::4]]
    vues = set()
    # The list of 2011, annulled, governs no day: its own reading touches nothing as adopted.
    portees = {p.lecture: p for p in corpus.portees if p.du <= p.au}
    for identifiant, portee in portees.items():
        rival = variante(corpus, [identifiant])
        cherchees = [(d, decide(d, corpus)) for d in visees(corpus, portee)]
        for demande, ici in (*au_hasard, *cherchees):
            la = decide(demande, rival)
            change = (ici.situation_emploi, ici.notifiable_le) != (
                la.situation_emploi,
                la.notifiable_le,
            )
            annoncee = next((a for a in ici.lectures if a.lecture.id == identifiant), None)
            assert change == (annoncee is not None), (identifiant, demande)
            if annoncee is not None:
                vues.add(identifiant)
                assert annoncee.situation_emploi is la.situation_emploi
                assert annoncee.notifiable_le == la.notifiable_le
    assert vues == {*portees}
    assert {*rivales(corpus)} - vues == {"2011-outre-mer"}


def test_les_rivales_sont_un_ensemble(corpus: Corpus) -> None:
    """Order and repetition of readings do not matter; turned twice, the law is as adopted."""
    un, deux = rivales(corpus)[:2]
    assert variante(corpus, [un, deux, un]).rivales == variante(corpus, [deux, un]).rivales
    assert variante(variante(corpus, [un]), []).listes == corpus.listes
    assert corpus.inverses[un].rivales == load_corpus(lectures=[un]).rivales == (un,)
    assert variante(corpus, [un]).sha256 == corpus.sha256


def test_une_lecture_sans_effet_est_refusee(corpus: Corpus) -> None:
    """An unknown reading is refused with those that exist; one whose rival changes nothing too."""
    with pytest.raises(LectureError, match="lectures possibles : six-nationaux"):
        load_corpus(lectures=["inconnue"])
    with pytest.raises(LectureError, match="ne change aucune réponse"):
        variante(corpus, ["limousin-20"])


# -- order of rows -------------------------------------------------------------------------------


MELANGES = 4


@pytest.mark.parametrize("graine", range(MELANGES))
def test_l_ordre_des_lignes_ne_change_aucune_reponse(
    corpus: Corpus, demandes: list[Demande], graine: int
) -> None:
    """Every CSV file shuffled at once: the same answers; where not, each file alone is asked."""
    hasard = random.Random(1999 + graine)  # noqa: S311 - nothing is secret here
    attendues = [essentiel(decide(d, corpus)) for d in demandes]
    melanges = {
        nom: hasard.sample(lignes, len(lignes))
        for nom, lignes in corpus.tables.items()
        if nom.endswith(".csv")
    }

    def changent(lignes: Mapping[str, Any]) -> bool:
        autre = construire({**corpus.tables, **lignes}, corpus.empreintes, voisin=corpus)
        return [essentiel(decide(d, autre)) for d in demandes] != attendues

    if changent(melanges):
        pytest.fail(f"{[nom for nom, une in melanges.items() if changent({nom: une})]}")


def test_le_rang_dit_l_ordre_des_conditions(corpus: Corpus) -> None:
    """Conditions are told by their rank, whatever the order of the rows in the file."""
    tables = {**corpus.tables, "conditions.csv": corpus.tables["conditions.csv"][::-1]}
    autre = construire(tables, corpus.empreintes, voisin=corpus)
    assert [c.id for c in autre.conditions] == [c.id for c in corpus.conditions]


def test_une_lecture_prise_peut_en_mener_une_autre_a_un_code(corpus: Corpus) -> None:
    """Where a reading taken moves a row to another code, the other readings follow it there."""
    demande = Demande.depuis(
        {
            "nationalite": "POL",
            "metier": "33216",
            "departement": "971",
            "type": "introduction",
            "depose_le": "2008-02-01",
        }
    )
    prise = variante(corpus, ["33226"])
    assert {a.lecture.id for a in decide(demande, prise).lectures} == {"33226", "ue-outre-mer"}
    deux = decide(demande, variante(corpus, ["33226", "ue-outre-mer"]))
    assert decide(demande, prise).situation_emploi != deux.situation_emploi
