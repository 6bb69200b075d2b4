"""An answer is told whole, once, in the same order in both languages."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from opposable.decision.demande import Demande
from opposable.decision.determination import Determination, determiner
from opposable.decision.entourage import SIEGE
from opposable.decision.examen import examiner
from opposable.decision.exposition import RUBRIQUES, Exposition, exposer
from opposable.decision.voie import voies
from opposable.ecrit.bilingue import Langue
from opposable.ecrit.typographie import composer
from opposable.law.corpus import Corpus

CLES = [rubrique.cle for rubrique in RUBRIQUES]


def demandes(corpus: Corpus, combien: int) -> list[Demande]:
    """Draw applications, filed from 2007 to 2026, with facts said or not."""
    des = random.Random(9)  # noqa: S311 - the same each time
    valeurs = corpus.valeurs

    def une() -> Demande:
        return Demande(
            nationalite=des.choice([*corpus.nationalites, "SEN+POL", "GLP", None]),
            metier=des.choice([*corpus.metiers, "99999", None]),
            departement=des.choice([None, *corpus.departements]),
            type=des.choice([*valeurs["type"], None]),
            depose_le=des.choice((date(2007, 11, 1), date(2021, 1, 1)))
            + timedelta(des.randrange(2_100)),
            metier_initial=des.choice([None, *corpus.metiers]),
            rang_renouvellement=des.choice([None, *valeurs["rang_renouvellement"]]),
            dispense=des.choice([None, None, *valeurs["dispense"]]),
            activite=des.choice([None, *valeurs["activite"]]),
            diplome_francais=des.choice([None, *valeurs["diplome_francais"]]),
        )

    return [une() for _ in range(combien)]


def dire(demande: Demande, corpus: Corpus, langue: Langue) -> tuple[Determination, Exposition]:
    """Decide, and tell the answer."""
    examen = examiner(demande, corpus)
    determination = determiner(demande, examen)
    return determination, exposer(determination, voies(examen), corpus, langue)


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_chaque_chose_est_dite_une_fois(corpus: Corpus, langue: Langue) -> None:
    """Each sentence and thing of the determination is one line of its section, none is dropped."""
    vues: Counter[str] = Counter()
    for demande in demandes(corpus, 400):
        determination, exposee = dire(demande, corpus, langue)
        attendues = {
            nom: len(getattr(determination, nom))
            for nom in CLES
            if nom not in ("suite", "voies") and getattr(determination, nom)
        }
        dites = {s.cle: len(s.lignes) for s in exposee.sections if s.cle not in ("suite", "voies")}
        assert dites == attendues
        vues.update(section.cle for section in exposee.sections)
    assert vues.keys() == set(CLES)


def importe(determination: Determination) -> bool:
    """Tell whether the day of notification is worth a line: ordinary law may refuse at once."""
    demande = determination.demande
    opposable = determination.situation_emploi.value == "opposable"
    jour = demande.examine_le or demande.depose_le
    return not (opposable and determination.notifiable_le == jour)


def test_ce_que_nul_ne_change_n_est_pas_dit(corpus: Corpus) -> None:
    """Another nationality is told to nobody as what would change the answer."""
    dites = 0
    for demande in demandes(corpus, 100):
        examen = examiner(demande, corpus)
        chemins = voies(examen)
        exposee = exposer(determiner(demande, examen), chemins, corpus, "fr")
        section = exposee.section("voies")
        attendues = sum(voie.nature != "nationalite" for voie in chemins)
        assert len(section.lignes if section else ()) == attendues
        dites += len(chemins) - attendues
    assert dites


def test_les_pays_ont_leur_article(corpus: Corpus) -> None:
    """A sentence says « du Maroc », « des États-Unis », « d'Haïti », and “of the United States”."""
    dits = {code: corpus.nationalites[code].de for code in ("MAR", "USA", "HTI", "DZA", "CUB")}
    attendus = ("du Maroc", "des États-Unis", "d'Haïti", "de l'Algérie", "de Cuba")
    assert tuple(de.fr for de in dits.values()) == attendus
    assert dits["USA"].en == "of the United States"
    for nationalite in corpus.nationalites.values():
        assert nationalite.de.fr.startswith(("de ", "du ", "des ", "d'"))
        assert nationalite.de.en.startswith("of ")


def test_ou_deposer_tient_en_trois_lignes(corpus: Corpus) -> None:
    """Which service, which of them, who decides: three lines, each with one idea."""
    demande = Demande(
        nationalite="SEN",
        metier="61231",
        departement="35",
        type="introduction",
        depose_le=date(2008, 2, 1),
    )
    _, exposee = dire(demande, corpus, "fr")
    suite = exposee.section("suite")
    assert suite is not None
    assert [ligne.etiquette for ligne in suite.lignes[:3]] == ["Où déposer", "Lequel", "Qui décide"]
    ou, lequel, qui = (ligne.texte for ligne in suite.lignes[:3])
    assert ou.endswith("(DDTEFP)")
    assert "Ille-et-Vilaine (35)" in lequel
    assert qui == "Le préfet, par ce service"


def test_la_suite_dit_tout_ce_qui_suit(corpus: Corpus) -> None:
    """Service, who decides, notification, basis and charges are told where they are known."""
    for demande in demandes(corpus, 400):
        determination, exposee = dire(demande, corpus, "fr")
        suite = exposee.section("suite")
        combien = len(suite.lignes) if suite else 0
        assert combien == (
            3 * (determination.autorite is not None)
            + bool(determination.autorite and determination.autorite.precision)
            + (determination.notifiable_le is not None and importe(determination))
            + (determination.fondement is not None)
            + len(determination.charges)
            + _plateformes(determination)
        )


def _plateformes(determination: Determination) -> int:
    """The platforms told, and that the one of the place is not known where it is not."""
    service, connues = determination.autorite, determination.plateformes
    if service is None or service.competence != SIEGE:
        return 0
    return len(connues) + all(une.saisonnier for une in connues)


def test_les_deux_langues_disent_la_meme_chose(corpus: Corpus) -> None:
    """Sections, their order, their lines and places are the same in French and in English."""
    for demande in demandes(corpus, 400):
        (_, fr), (_, en) = dire(demande, corpus, "fr"), dire(demande, corpus, "en")
        plans = [[(s.cle, [x.ancre for x in s.lignes]) for s in e.sections] for e in (fr, en)]
        assert plans[0] == plans[1]
        rangs = [CLES.index(cle) for cle, _ in plans[0]]
        assert rangs == sorted(rangs)


def test_le_francais_est_compose(corpus: Corpus) -> None:
    """Every French sentence bears French spaces and apostrophes, and opens with a capital."""
    for demande in demandes(corpus, 200):
        _, exposee = dire(demande, corpus, "fr")
        phrases = [exposee.titre, exposee.verdict]
        for section in exposee.sections:
            phrases += [section.titre, section.note, *(ligne.dite for ligne in section.lignes)]
        for phrase in filter(None, phrases):
            assert phrase == composer(phrase)
            assert phrase[0] == phrase[0].upper()


def test_l_anglais_n_a_pas_de_jour_en_francais(corpus: Corpus) -> None:
    """In English no day is written in French, in a change that would turn the answer either."""
    mois = corpus.textes.mots["fr"]["mois"].split()
    propres = [m for m in mois if m not in corpus.textes.mots["en"]["mois"].lower().split()]
    for demande in demandes(corpus, 400):
        _, exposee = dire(demande, corpus, "en")
        for cle in ("motifs", "suite", "voies", "avis"):
            section = exposee.section(cle)
            dites = " ".join(ligne.dite for ligne in section.lignes) if section else ""
            assert not [m for m in propres if f" {m} 20" in dites], dites
