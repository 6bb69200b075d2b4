"""What holds for any application: no other error, no order, no entry that closes, no chance."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opposable import Demande, decide
from opposable.decision.chargement import load_corpus
from opposable.decision.demande import CHAMPS
from opposable.decision.examen import examiner
from opposable.decision.rejeu import rejouer
from opposable.decision.reponse import FAVEUR
from opposable.decision.voie import VOISINS, Voie, voies
from opposable.errors import DemandeError
from opposable.law.construction import construire, variante
from opposable.law.regle import SituationEmploi

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from opposable.law.corpus import Corpus
    from opposable.law.tables import Ligne

CORPUS = load_corpus()
"""Strategies are built before any fixture."""
JOUR = timedelta(days=1)
LOIS = int(os.environ.get("OPPOSABLE_LOIS", "10"))
"""Laws built with one more row; each is a whole construction."""
MEME, AUTRE = "même", "99998"
NOUVEAUX = ("99999", "42114", "61222", "52213", "41221", "32241")
rapide = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def remarquables(corpus: Corpus) -> list[date]:
    """Days that count, the day before and the day after; a list in force has no last day."""
    jours = {corpus.couverture.du, corpus.couverture.au}
    for liste in corpus.listes.values():
        jours |= {liste.examine_du, liste.examine_au}
    for nationalite in corpus.nationalites.values():
        jours |= {s.du for s in nationalite.statuts if s.du > date.min}
    dates = jours - {date.max}
    return sorted(jour + ecart * JOUR for jour in dates for ecart in (-1, 0, 1))


def peut_etre(strategie: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """A fact that may be left unsaid."""
    return st.one_of(st.none(), strategie)


JOURS = remarquables(CORPUS)
RARES = [n.code for n in CORPUS.nationalites.values() if n.territoire or len(n.statuts) > 1]
NATIONALITES = st.sampled_from([*RARES, "FRA", "DZA", "TUN", "MAR", "XXX", "DEU", "MUS", "GAB"])
METIERS = st.sampled_from([*CORPUS.metiers, *NOUVEAUX])
REGIONS = st.sampled_from([*CORPUS.regions])


@st.composite
def demandes(draw: DrawFn, nationalites: int = 1) -> Demande:
    """An application the corpus can read; one day in two is a day that counts."""
    examine_le = draw(st.one_of(st.sampled_from(JOURS), st.dates(JOURS[0], JOURS[-1])))
    metier = draw(peut_etre(METIERS))
    initial = draw(st.sampled_from([None, MEME, AUTRE]))
    codes = draw(st.lists(NATIONALITES, min_size=1, max_size=nationalites, unique=True))
    return Demande(
        nationalite="+".join(codes),
        metier=metier,
        region=draw(peut_etre(REGIONS)),
        type=draw(st.sampled_from(CORPUS.valeurs["type"])),
        depose_le=examine_le - draw(st.sampled_from([0, 1, 15, 60, 400])) * JOUR,
        examine_le=examine_le,
        metier_initial=metier if initial == MEME else initial,
        activite=draw(peut_etre(st.sampled_from(CORPUS.valeurs["activite"]))),
        diplome_francais=draw(peut_etre(st.sampled_from(CORPUS.valeurs["diplome_francais"]))),
    )


# -- no other error ------------------------------------------------------------------------------

BIZARRES = st.sampled_from(
    ["", " ", "+", "é", "２００７-12-20", "0", "2A", "M1805", "1e5", "\x00", "٤٢١١٤", "2008-02-30"]
)
TEXTES = st.one_of(st.text(st.characters(), max_size=12), BIZARRES, NATIONALITES, METIERS)


@rapide
@given(
    champs=st.fixed_dictionaries({}, optional=dict.fromkeys(CHAMPS, TEXTES)),
    depose_le=st.one_of(st.dates().map(date.isoformat), TEXTES),
)
def test_un_texte_quelconque_ne_leve_que_demande_error(
    champs: dict[str, str], depose_le: str
) -> None:
    """Any text in any field is answered or refused by name, in French; nothing else is raised."""
    lus = {**champs, "depose_le": depose_le}
    try:
        determination = decide(Demande.depuis(lus), CORPUS)
    except DemandeError as erreur:
        refuse: DemandeError | None = erreur
    else:
        refuse = None
        assert determination.situation_emploi in SituationEmploi
    assert refuse is None or refuse.champ in CHAMPS
    assert refuse is None or refuse.message.startswith(f"{refuse.champ} : ")


@rapide
@given(
    valeur=st.one_of(st.integers(), st.floats(), st.booleans(), st.lists(st.text()), st.binary())
)
@pytest.mark.parametrize("champ", CHAMPS)
def test_une_valeur_qui_n_est_pas_un_texte_est_refusee(champ: str, valeur: object) -> None:
    """A value that is neither text nor a day is refused by name."""
    with pytest.raises(DemandeError) as refuse:
        Demande.depuis({champ: valeur})
    assert refuse.value.champ == champ


@rapide
@given(demande=demandes(), jour=st.dates())
def test_toute_date_a_une_reponse(demande: Demande, jour: date) -> None:
    """From year 1 to year 9999, every day of the calendar is answered, in both languages."""
    determination = decide(replace(demande, depose_le=jour, examine_le=None), CORPUS)
    assert determination.en_json("fr") != determination.en_json("en")


# -- order ---------------------------------------------------------------------------------------


@rapide
@given(data=st.data(), demande=demandes(nationalites=3))
def test_l_ordre_des_nationalites_ne_compte_pas(data: st.DataObject, demande: Demande) -> None:
    """Written in another order or repeated, nationalities give the same answer and day."""
    codes = (demande.nationalite or "").split("+")
    autres = [*data.draw(st.permutations(codes)), data.draw(st.sampled_from(codes))]
    ici, la = (decide(replace(demande, nationalite="+".join(c)), CORPUS) for c in (codes, autres))
    assert ici.situation_emploi is la.situation_emploi
    assert ici.notifiable_le == la.notifiable_le


@rapide
@given(demande=demandes(nationalites=3))
def test_la_nationalite_la_mieux_traitee_l_emporte(demande: Demande) -> None:
    """Several nationalities are answered as the best of them alone."""
    codes = (demande.nationalite or "").split("+")
    seules = [decide(replace(demande, nationalite=code), CORPUS).situation_emploi for code in codes]
    assert decide(demande, CORPUS).situation_emploi is min(seules, key=FAVEUR.__getitem__)


# -- adding an entry -----------------------------------------------------------------------------

FICHIERS = [
    "circulaire-2007-12-20/annexe-2.csv",
    "circulaire-2007-12-20/annexe-3-six.csv",
    "circulaire-2007-12-20/annexe-4.csv",
    "arrete-2008-01-18-ue/liste.csv",
    "arrete-2008-01-18-tiers/liste.csv",
]
ZONES = ["partout", "metropole", "outre_mer", "toutes_regions", *CORPUS.regions]


@cache
def augmente(fichier: str, metier: str, zone: str, activite: str, *, debut: bool) -> Corpus:
    """The law with one more row, first or last in a list."""
    nom = f"instruments/{fichier}"
    lignes = CORPUS.tables[nom]
    neuves = {"rang": "999", "metier": metier, "metier_imprime": metier}
    neuves |= {"zone": zone, "activite": activite, "lectures": "", "ouvre": "oui"}
    ligne: Ligne = {**lignes[0], **neuves}
    toutes = [ligne, *lignes] if debut else [*lignes, ligne]
    return construire({**CORPUS.tables, nom: toutes}, CORPUS.empreintes, voisin=CORPUS)


def ajouts(*activites: str) -> SearchStrategy[Corpus]:
    """The law with one more row, restricted to one of these activities (empty: to none)."""
    return st.builds(
        augmente,
        st.sampled_from(FICHIERS),
        st.sampled_from(NOUVEAUX),
        st.sampled_from(ZONES),
        st.sampled_from(activites),
        debut=st.booleans(),
    )


@settings(rapide, max_examples=LOIS)
@given(plus=ajouts(""), demande=demandes(nationalites=2), metier=st.sampled_from(NOUVEAUX))
def test_ajouter_une_entree_ne_ferme_rien(plus: Corpus, demande: Demande, metier: str) -> None:
    """One more row in a list never makes any answer worse."""
    demande = replace(demande, metier=metier)
    avant, apres = decide(demande, CORPUS), decide(demande, plus)
    assert FAVEUR[apres.situation_emploi] <= FAVEUR[avant.situation_emploi]


@pytest.mark.parametrize(("zone", "debut"), [("partout", True), ("partout", False), ("53", True)])
def test_une_entree_restreinte_ne_ferme_rien(zone: str, *, debut: bool) -> None:
    """A row restricted to fishing opens fishing; it takes nothing from what is open to all."""
    metier = "61222"
    plus = augmente("arrete-2008-01-18-tiers/liste.csv", metier, zone, "peche", debut=debut)
    demande = Demande(
        nationalite="MAR",
        metier=metier,
        region="53",
        type="introduction",
        depose_le=date(2008, 2, 1),
        activite="autre",
    )
    avant, apres = decide(demande, CORPUS), decide(demande, plus)
    assert avant.situation_emploi is SituationEmploi.NON_OPPOSABLE
    assert apres.situation_emploi is SituationEmploi.NON_OPPOSABLE


# -- the same bytes ------------------------------------------------------------------------------


@rapide
@given(demande=demandes(nationalites=2))
def test_les_memes_faits_donnent_les_memes_octets(demande: Demande) -> None:
    """The same facts and the same law give the same bytes, on another loading too."""
    un, deux = decide(demande, CORPUS), decide(replace(demande), ailleurs())
    assert un.en_json().encode() == un.en_json().encode() == deux.en_json().encode()
    assert un.en_json("en").encode() == deux.en_json("en").encode()


@cache
def ailleurs() -> Corpus:
    """The law loaded again."""
    return load_corpus()


@rapide
@given(
    demande=demandes(nationalites=2),
    rivales=st.sets(st.sampled_from([p.lecture for p in CORPUS.portees]), max_size=2),
)
def test_une_determination_se_rejoue(demande: Demande, rivales: set[str]) -> None:
    """What `en_dict` gave is replayed from its facts and its receipt, word for word."""
    determination = decide(demande, variante(CORPUS, rivales))
    for langue in ("fr", "en"):
        rejouee = rejouer(determination.en_dict(langue), CORPUS, langue)
        assert rejouee.en_json(langue) == determination.en_json(langue)


@rapide
@given(demande=demandes(nationalites=2))
def test_une_demande_se_relit(demande: Demande) -> None:
    """The facts as text are read again as the same application."""
    assert Demande.depuis(demande.champs()) == demande


# -- nearest lawful changes ----------------------------------------------------------------------


def refaite(demande: Demande, nature: str, valeur: str) -> list[Demande]:
    """The application with one change; for a regime, one application a State that has it."""
    if nature == "date":
        return [replace(demande, examine_le=date.fromisoformat(valeur))]
    if nature == "region":
        return [replace(demande, region=valeur, departement=None)]
    if nature == "metier_initial":
        return [replace(demande, metier=valeur)]
    if nature == "nationalite":
        return [
            replace(demande, nationalite=f"{demande.nationalite}+{code}")
            for code in etats(valeur, demande.examine_le or demande.depose_le or date.min)
        ]
    champs: dict[str, Any] = {{"diplome": "diplome_francais"}.get(nature, nature): valeur}
    return [replace(demande, **champs)]


@cache
def etats(regime: str, jour: date) -> list[str]:
    """States under a regime on a day."""
    statuts = ((n, n.statut(jour)) for n in CORPUS.nationalites.values() if not n.territoire)
    return [n.code for n, statut in statuts if statut and statut.regime.value == regime]


@settings(rapide, max_examples=200)
@given(demande=demandes(nationalites=2))
def test_un_changement_dit_est_un_changement_vrai(demande: Demande) -> None:
    """Each change told, decided again, gives the answer told; only `opposable` has any."""
    determination = decide(demande, CORPUS)
    dites = voies(examiner(demande, CORPUS))
    if determination.situation_emploi is not SituationEmploi.OPPOSABLE:
        assert dites == ()
    bornees(dites)
    for voie in dites:
        for valeur in voie.vers:
            reponses = {
                decide(d, CORPUS).situation_emploi for d in refaite(demande, voie.nature, valeur)
            }
            assert voie.nature == "nationalite" or len(reponses) == 1
            assert voie.situation in reponses, (voie.nature, valeur)


def bornees(dites: tuple[Voie, ...]) -> None:
    """One change of each kind at most, in order, each of a bounded number of values."""
    ordre = ["diplome", "jeune_diplome", "activite", "metier_initial", "date"]
    ordre += ["region", "metier", "nationalite"]
    natures = [voie.nature for voie in dites]
    assert natures == sorted(natures, key=ordre.index)
    assert sum(nature != "nationalite" for nature in natures) == len(set(natures) - {"nationalite"})
    for voie in dites:
        limite = {"metier": VOISINS, "region": len(CORPUS.regions)}.get(voie.nature, 1)
        assert 1 <= len(voie.vers) <= limite
        assert len(set(voie.vers)) == len(voie.vers)
        assert voie.situation in (
            SituationEmploi.NON_OPPOSABLE,
            SituationEmploi.AUTORISATION_NON_REQUISE,
        )


@rapide
@given(
    metier=METIERS,
    region=REGIONS,
    examine_le=st.dates(CORPUS.premier_jour, date(2011, 8, 12)),
    nationalite=st.sampled_from(["MAR", "POL", "BGR", "USA"]),
)
def test_aucune_region_n_est_oubliee(
    metier: str, region: str, examine_le: date, nationalite: str
) -> None:
    """Of a refusal, the regions told are all those where the same job would be open."""
    demande = Demande(
        nationalite=nationalite,
        metier=metier,
        region=region,
        type="introduction",
        depose_le=examine_le,
    )
    refusee = decide(demande, CORPUS).situation_emploi is SituationEmploi.OPPOSABLE
    ouvertes = {
        code
        for code in CORPUS.regions
        if FAVEUR[decide(replace(demande, region=code), CORPUS).situation_emploi] <= 1
    }
    chemins = voies(examiner(demande, CORPUS))
    dites = {code for voie in chemins if voie.nature == "region" for code in voie.vers}
    assert dites == (ouvertes if refusee else set())


def test_un_regime_vaut_pour_chacun_de_ses_etats() -> None:
    """Told of a regime, a change holds for every State under it."""
    demande = Demande(
        nationalite="DZA",
        metier="61231",
        region="53",
        type="introduction",
        depose_le=date(2010, 6, 1),
        examine_le=date(2010, 6, 1),
    )
    for voie in voies(examiner(demande, CORPUS)):
        if voie.nature == "nationalite":
            for refait in refaite(demande, "nationalite", voie.vers[0]):
                dite = voie.situation
                assert decide(refait, CORPUS).situation_emploi is dite, refait.nationalite
