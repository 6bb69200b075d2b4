"""The links between tables: what contradicts or names nothing is refused when loading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from opposable.decision.chargement import load_corpus
from opposable.law.controle import disposition

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opposable.errors import LawDataError
    from opposable.law.corpus import Corpus

CIRCULAIRE = "instruments/circulaire-2007-12-20"
ANNEXE_2 = f"{CIRCULAIRE}/annexe-2.csv"
ANNEXE_4 = f"{CIRCULAIRE}/annexe-4.csv"
ARRETE_UE = "instruments/arrete-2008-01-18-ue/instrument.toml"


@pytest.mark.parametrize(
    ("nom", "avant", "apres", "champ", "probleme"),
    [
        (
            "regimes.csv",
            "BGR,pays_tiers,oui,,,",
            "BGR,pays_tiers,oui,2005-01-01,,1.2/1,lu\nBGR,pays_tiers,oui,,,",
            "du",
            "BGR a deux régimes le 2005-01-01",
        ),
        (
            "regimes.csv",
            "BGR,pays_tiers,oui,,,",
            "BGR,pays_tiers,oui,,2006-12-30,",
            "du",
            "BGR n'a aucun régime après le 2006-12-30",
        ),
        ("departements.csv", "Ain,82", "Ain,84", "region", "01 est dans une région inconnue, 84"),
        (
            "services.csv",
            "2008-12-31,2009-11-09",
            "2008-12-30,2009-11-09",
            "du",
            "« ddtefp-2007 » et « ddtefp-2009 » se chevauchent pour introduction",
        ),
        (
            "regles.toml",
            'fondement = "droit_commun"',
            'fondement = "droit"',
            "fondement",
            "fondement inconnu : droit",
        ),
        (
            "regles.toml",
            "répondre : {manque}.",
            "répondre.",
            "",
            "« fait-manquant » n'a pas les mêmes {champs} en fr et en en",
        ),
        ("regles.toml", 'ancre = "2/10"', 'ancre = "Z9"', "ancre", "« Z9 » n'est dans aucune"),
        (
            "evenements.csv",
            "remplace,arrete-2008-01-18-ue/liste",
            "remplace,arrete-2009/liste",
            "objet",
            "« arrete-2009/liste » n'est pas connu",
        ),
        (
            "evenements.csv",
            "ue/liste,circulaire-2007-12-20/annexe-2",
            "ue/liste,circulaire-2007-12-20/annexe-9",
            "cible",
            "« circulaire-2007-12-20/annexe-9 » n'est pas connu",
        ),
        ("evenements.csv", "legal-md", "illegal-md", "source", "n'est pas dans sources.csv"),
        (
            "silences.csv",
            "pays_tiers,,2007-07-01",
            "pays_tiers,,2008-07-01",
            "regime",
            "rien n'est dit de pays_tiers sans liste au 2007-07-01",
        ),
        ("silences.csv", ",1.3,lu", ",1.9,lu", "ancre", "« 1.9 » n'est dans aucune disposition"),
        ("regimes.csv", ",1.2/1,", ",1.9/2,", "ancre", "« 1.9/2 » n'est dans aucune disposition"),
        ("services.csv", ",2/4,lu", ",3/4,lu", "ancre", "« 3/4 » n'est dans aucune disposition"),
        ("conditions.csv", ",2/2,lu", ",7/2,lu", "ancre", "« 7/2 » n'est dans aucune disposition"),
        ("lectures.toml", 'ancre = "A4/11"', 'ancre = "A9/11"', "ancre", "« A9/11 » n'est dans"),
        ("lectures.toml", 'regions = ["74"]', 'regions = ["75"]', "", "« limousin-20 » cite 75"),
        ("lectures.toml", 'nationalites = ["SEN"]', 'nationalites = ["SNG"]', "", "cite SNG"),
        (
            "lectures.toml",
            'avis = "arrete-divergent"',
            'avis = "absent"',
            "",
            "cite absent, inconnu",
        ),
        (
            "lectures.toml",
            'rivale = "52213 ouvert, 52313 fermé"',
            'rivale = ""',
            "",
            "« idf-52213 » change des lignes sans dire sa rivale",
        ),
    ],
)
def test_une_contradiction_est_refusee(
    changer: Callable[[str, str, str], None],
    refus: Callable[[], LawDataError],
    nom: str,
    avant: str,
    apres: str,
    champ: str,
    probleme: str,
) -> None:
    """Rows that overlap, or name what does not exist, are refused with file and field."""
    changer(nom, avant, apres)
    erreur = refus()
    assert erreur.fichier.partition("#")[0] == nom
    if champ:
        assert erreur.champ == champ
    assert probleme in erreur.probleme


@pytest.mark.parametrize(
    ("nom", "avant", "apres", "champ", "probleme"),
    [
        (ANNEXE_2, "42111,42111", "4211X,4211X", "metier", "« 4211X » n'est pas un code ROME 1999"),
        (ANNEXE_2, "42111,42111", "4211X,42111", "metier_imprime", "« 4211X » n'est pas un code"),
        (ANNEXE_2, "42111,42111", "42111,42112", "metier", "A2/1 imprime 42111 et se lit 42112"),
        (ANNEXE_2, "42111,42111", "98765,98765", "metier", "« 98765 » n'a pas d'intitulé"),
        (ANNEXE_2, ",peche,", ",chasse,", "activite", "activité inconnue : chasse"),
        (ANNEXE_4, "A4/11/1,", "B4/11/1,", "ancre", "« B4/11/1 » n'est dans aucune disposition"),
        (
            f"{CIRCULAIRE}/annexe-3-six.csv",
            "six-nationaux",
            "sept-nationaux",
            "lectures",
            "lecture inconnue : sept-nationaux",
        ),
        (
            f"{CIRCULAIRE}/instrument.toml",
            'nomenclature = "rome-1999"',
            'nomenclature = "rome-2000"',
            "nomenclature",
            "nomenclature inconnue : rome-2000",
        ),
        (
            f"{CIRCULAIRE}/instrument.toml",
            'fondement = "ouverture_ue"',
            'fondement = "ouverture"',
            "fondement",
            "fondement inconnu : ouverture",
        ),
    ],
)
def test_une_ligne_de_liste_fautive_est_refusee(
    changer: Callable[[str, str, str], None],
    refus: Callable[[], LawDataError],
    nom: str,
    avant: str,
    apres: str,
    champ: str,
    probleme: str,
) -> None:
    """A row of a list that is no code, has no label or names nothing is refused where it stands."""
    changer(nom, avant, apres)
    erreur = refus()
    assert erreur.fichier.startswith(CIRCULAIRE)
    assert erreur.champ == champ
    assert probleme in erreur.probleme


DIX = 'nationalites = ["BGR", "ROU", "EST", "LVA", "LTU", "HUN", "POL", "CZE", "SVK", "SVN"]'
SANS_FIN = (
    "remplace,arrete-2008-01-18-ue/liste,circulaire-2007-12-20/annexe-2",
    "ouvre,arrete-2008-01-18-ue/liste,",
)
"""The order opens its list without ending that of the circular."""


def test_deux_listes_le_meme_jour_sont_refusees(
    changer: Callable[[str, str, str], None], refus: Callable[[], LawDataError]
) -> None:
    """Two lists for one audience on one day are refused: the day, both names, the remedy."""
    changer("evenements.csv", *SANS_FIN)
    erreur = refus()
    assert (erreur.fichier, erreur.champ) == (ARRETE_UE, "examine_du")
    assert erreur.probleme == (
        "« circulaire-2007-12-20/annexe-2 » et « arrete-2008-01-18-ue/liste » valent toutes deux "
        "le 2008-01-21 pour ue_transitoire : fermez la première la veille (`remplace`)"
    )


def test_une_liste_limitee_chevauche_une_liste_generale(
    changer: Callable[[str, str, str], None], refus: Callable[[], LawDataError]
) -> None:
    """A list limited to some nationals still overlaps one that is limited to none."""
    changer("evenements.csv", *SANS_FIN)
    changer(ARRETE_UE, DIX, "")
    assert "valent toutes deux" in refus().probleme


def test_deux_listes_pour_des_nationaux_distincts_vivent_ensemble(
    corpus: Corpus, changer: Callable[[str, str, str], None], dossier: Path
) -> None:
    """Two lists limited to nationals of different States may share their days."""
    changer("evenements.csv", *SANS_FIN)
    changer(f"{CIRCULAIRE}/instrument.toml", DIX, 'nationalites = ["POL"]')
    changer(ARRETE_UE, DIX, 'nationalites = ["ROU"]')
    assert load_corpus(dossier).listes.keys() == corpus.listes.keys()


@pytest.mark.parametrize(
    ("ancre", "attendue"),
    [
        ("A4/11/5", "A4"),
        ("A4", "A4"),
        ("1.1/3", "1.1/3"),
        ("arrete-2008-01-18-ue#1/4", "arrete-2008-01-18-ue#1"),
        ("A5/1", None),
        ("", None),
    ],
)
def test_une_place_est_dans_la_disposition_qui_la_contient(
    corpus: Corpus, ancre: str, attendue: str | None
) -> None:
    """A place belongs to the longest provision that contains it, or to none."""
    assert disposition(corpus, ancre) == attendue


@pytest.mark.parametrize(
    ("nom", "avant", "apres"),
    [
        (
            "regimes.csv",
            "BGR,pays_tiers,oui,,,",
            "BGR,pays_tiers,oui,2005-01-01,,1.2/1,lu\nBGR,pays_tiers,oui,,,",
        ),
        ("regions.csv", "02,Martinique", "01,Martinique"),
        ("departements.csv", "Ain,82", "Ain,84"),
        ("regimes.csv", ",1.2/1,", ",1.9/2,"),
        (ANNEXE_2, "42111,42111", "98765,98765"),
        (ANNEXE_4, "A4/11/1,", "B4/11/1,"),
    ],
)
def test_une_contradiction_nomme_sa_ligne(
    changer: Callable[[str, str, str], None],
    refus: Callable[[], LawDataError],
    nom: str,
    avant: str,
    apres: str,
) -> None:
    """A fault between rows names the very file and line to correct, as one in a cell does."""
    changer(nom, avant, apres)
    erreur = refus()
    assert erreur.fichier.partition("#")[0] == nom
    assert erreur.ligne is not None


@pytest.mark.parametrize(
    ("nom", "avant", "apres"),
    [
        ("promesses.toml", 'ancre = "1.1/3"', 'ancre = "Z9"'),
        ("seuils.toml", 'ancre = "A1.2"', 'ancre = "Z9"'),
        ("corpus.toml", 'ancre = "lecture#4.1"', 'ancre = "Z9"'),
        (f"{CIRCULAIRE}/instrument.toml", 'ancre = "2/9"', 'ancre = "Z9"'),
        ("regles.toml", 'id = "statut"\nancre = "1.1/1"', 'id = "statut"\nancre = "Z9"'),
        ("dispositions.csv", "circulaire-2007-12-20,1.1/1", "circulaire,1.1/1"),
    ],
)
def test_toute_ancre_est_cherchee(
    changer: Callable[[str, str, str], None],
    refus: Callable[[], LawDataError],
    nom: str,
    avant: str,
    apres: str,
) -> None:
    """Whatever table an anchor stands in, it must be in a provision."""
    changer(nom, avant, apres)
    assert refus().message
