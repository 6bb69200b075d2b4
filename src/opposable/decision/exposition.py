"""An answer told: which sections, in which order, under which headings, in both languages.

Screen, page, PDF and letters render what `exposer` returns; none of them knows a section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.decision.determination import dire_lecture
from opposable.decision.motif import dire_date, dire_mot
from opposable.ecrit.bilingue import FRANCAIS, LANGUES, Bilingue
from opposable.ecrit.typographie import INSECABLE, composer
from opposable.law.regle import SituationEmploi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from opposable.decision.determination import Determination
    from opposable.decision.motif import Motif
    from opposable.decision.voie import Voie
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.lecture import Lecture

TRAVAIL = "travail"


class Ligne(NamedTuple):
    """A sentence of a section.

    Attributes:
        dite: The whole sentence, with a capital, set as the printers of the language do.
        ancre: Its place in the text; empty where it has none.
        etiquette: What it is about, where the section is a list of things named.
        texte: The sentence without its label.
        defaut: The defect of the text it tells of; its label is then the same.
    """

    dite: str
    ancre: str
    etiquette: str
    texte: str
    defaut: str = ""


class Section(NamedTuple):
    """A section: `cle` names it in the program, `titre` for people; it has a line at least."""

    cle: str
    titre: str
    lignes: tuple[Ligne, ...]
    note: str = ""


class Exposition(NamedTuple):
    """An answer told in one language.

    Attributes:
        titre: The answer in one sentence, led by the day it speaks of.
        verdict: What it means for the application.
        sections: The sections that have something to say, in order.
    """

    titre: str
    verdict: str
    sections: tuple[Section, ...]

    def section(self, cle: str) -> Section | None:
        """Return a section, None where it has nothing to say."""
        return next((section for section in self.sections if section.cle == cle), None)


class _Conte(NamedTuple):
    """What the sections draw on."""

    determination: Determination
    chemins: Sequence[Voie]
    corpus: Corpus
    langue: Langue

    def dire(self, texte: Bilingue) -> str:
        return self.mettre(texte.dire(self.langue))

    def mettre(self, texte: str) -> str:
        """Open with a capital, and set as the printers of the language do."""
        texte = texte[:1].upper() + texte[1:]
        return composer(texte) if self.langue == FRANCAIS else texte

    def ligne(self, texte: Bilingue, ancre: str) -> Ligne:
        dite = self.dire(texte)
        return Ligne(dite, ancre, "", dite)

    def etiquetee(self, etiquette: Bilingue, texte: Bilingue, ancre: str) -> Ligne:
        un, autre = etiquette.dire(self.langue), texte.dire(self.langue)
        deux_points = " : " if self.langue == FRANCAIS else ": "
        return Ligne(
            self.mettre(un + deux_points + autre), ancre, self.mettre(un), self.mettre(autre)
        )

    def motifs(self, motifs: Iterable[Motif]) -> Iterator[Ligne]:
        return (self.ligne(Bilingue(m.dire("fr"), m.dire("en")), m.ancre) for m in motifs)


VERDICTS = {
    SituationEmploi.NON_OPPOSABLE: Bilingue(
        "L'administration ne peut pas refuser au motif que des demandeurs d'emploi sont "
        "disponibles. Les autres conditions restent à examiner.",
        "The administration cannot refuse on the ground that job seekers are available. "
        "The other conditions remain to be examined.",
    ),
    SituationEmploi.OPPOSABLE: Bilingue(
        "L'administration peut refuser au motif que des demandeurs d'emploi sont disponibles : "
        "le droit commun s'applique. Ce n'est pas un refus.",
        "The administration may refuse on the ground that job seekers are available: "
        "ordinary law applies. This is not a refusal.",
    ),
    SituationEmploi.AUTORISATION_NON_REQUISE: Bilingue(
        "La personne peut travailler en France sans autorisation de travail : la question ne se "
        "pose pas.",
        "The person may work in France without a work permit: the question does not arise.",
    ),
    SituationEmploi.INDETERMINEE: Bilingue(
        "Ce qui est connu ici ne permet pas de répondre. Voici ce qui manque.",
        "What is known here does not allow an answer. Here is what is missing.",
    ),
}
OU_DEPOSER = Bilingue("Où déposer", "Where to file")
QUI_DECIDE = Bilingue("Qui décide", "Who decides")
NOTIFICATION = Bilingue("Notification", "Notification")
FONDEMENT = Bilingue("Fondement", "Legal basis")
CHARGE = Bilingue("À la charge de l'employeur", "Owed by the employer")
A_PARTIR_DU = Bilingue("notification à partir du", "notification from")
LECTURE = Bilingue(
    "{imprime}. Retenu ici : {retenue}. Autre lecture : {autre} ; elle répondrait : {reponse}.",
    "{imprime}. Adopted here: {retenue}. Other reading: {autre}; it would answer: {reponse}.",
)
NOTE_DES_VOIES = Bilingue(
    "À titre d'information : aucun de ces changements n'est un conseil.",
    "For information: none of these changes is advice.",
)


def _suite(conte: _Conte) -> Iterator[Ligne]:
    """Where to file, who decides, when it may be notified, on what basis, what is owed."""
    determination, corpus = conte.determination, conte.corpus
    service, base, jour = (
        determination.autorite,
        determination.fondement,
        determination.notifiable_le,
    )
    if service is not None:
        yield conte.etiquetee(OU_DEPOSER, _adresse(conte), service.ancre)
        yield conte.etiquetee(QUI_DECIDE, service.decideur, service.ancre)
    if jour is not None:
        le = _jour(jour, corpus)
        a_partir = Bilingue(f"possible à partir du {le.fr}", f"possible from {le.en}")
        yield conte.etiquetee(NOTIFICATION, a_partir, "")
    if base is not None:
        yield conte.etiquetee(FONDEMENT, base.texte, base.ancre)
    for charge in determination.charges:
        yield conte.etiquetee(CHARGE, charge.texte, charge.ancre)


def _adresse(conte: _Conte) -> Bilingue:
    """The service: what people call it, which of them, its whole name."""
    service = conte.determination.autorite
    assert service is not None  # noqa: S101 - asked of a determination that has one
    connu = conte.corpus.departements.get(conte.determination.demande.departement or "")
    ici = f" ({connu.nom}, {connu.code})" if connu and service.competence == TRAVAIL else ""
    return Bilingue(
        f"{service.sigle}, {service.lieu.fr}{ici} : {service.nom.fr}",
        f"{service.sigle}, {service.lieu.en}{ici}: {service.nom.en}",
    )


def _verifications(conte: _Conte) -> Iterator[Ligne]:
    for une in conte.determination.verifications:
        texte = Bilingue(f"{une.texte.fr} : {une.effet.fr}", f"{une.texte.en}: {une.effet.en}")
        yield conte.ligne(texte, une.ancre)


def _conditions(conte: _Conte) -> Iterator[Ligne]:
    for une in conte.determination.conditions:
        yield conte.ligne(une.texte, une.ancre)


def _lectures(conte: _Conte) -> Iterator[Ligne]:
    langue = conte.langue
    for attachee in conte.determination.lectures:
        dite = dire_lecture(attachee, langue)
        autre = dire_mot(attachee.situation_emploi.value, conte.corpus, langue)
        jour = attachee.notifiable_le
        if jour and jour != conte.determination.notifiable_le:
            le = _jour(jour, conte.corpus).dire(langue)
            autre += f" ({A_PARTIR_DU.dire(langue)} {le})"
        texte = LECTURE.dire(langue).format_map(dite | {"reponse": autre})
        yield _defaut(conte, Bilingue(texte, texte), attachee.lecture)


def _defauts(conte: _Conte) -> Iterator[Ligne]:
    for lecture in conte.determination.defauts:
        texte = Bilingue(
            f"{lecture.imprime.fr}. Retenu : {lecture.retenue.fr}.",
            f"{lecture.imprime.en}. Adopted: {lecture.retenue.en}.",
        )
        yield _defaut(conte, texte, lecture)


def _defaut(conte: _Conte, texte: Bilingue, lecture: Lecture) -> Ligne:
    nom = Bilingue(lecture.id, lecture.id)
    return conte.etiquetee(nom, texte, lecture.ancre)._replace(
        etiquette=lecture.id, defaut=lecture.id
    )


class Rubrique(NamedTuple):
    """A section before it is told: its heading, its lines, a note beneath the heading."""

    cle: str
    titre: Bilingue
    lignes: Callable[[_Conte], Iterable[Ligne]]
    note: Bilingue | None = None

    def dire(self, conte: _Conte) -> Section:
        """Tell the section."""
        note = conte.dire(self.note) if self.note else ""
        return Section(self.cle, conte.dire(self.titre), tuple(self.lignes(conte)), note)


RUBRIQUES = (
    Rubrique(
        "questions",
        Bilingue("Ce qu'il faut savoir pour répondre", "What must be known to answer"),
        lambda c: c.motifs(c.determination.questions),
    ),
    Rubrique("motifs", Bilingue("Pourquoi", "Why"), lambda c: c.motifs(c.determination.motifs)),
    Rubrique("suite", Bilingue("Et maintenant", "What next"), _suite),
    Rubrique(
        "verifications",
        Bilingue("À vérifier pour le renouvellement", "To check for the renewal"),
        _verifications,
    ),
    Rubrique(
        "conditions",
        Bilingue("Ce qui reste à examiner", "What remains to be examined"),
        _conditions,
    ),
    Rubrique(
        "voies",
        Bilingue("Ce qui changerait la réponse", "What would change the answer"),
        lambda c: c.motifs(voie.motif for voie in c.chemins),
        NOTE_DES_VOIES,
    ),
    Rubrique(
        "avis", Bilingue("À savoir", "Good to know"), lambda c: c.motifs(c.determination.avis)
    ),
    Rubrique(
        "lectures",
        Bilingue(
            "Cette réponse dépend d'une lecture du texte",
            "This answer depends on a reading of the text",
        ),
        _lectures,
    ),
    Rubrique(
        "defauts",
        Bilingue("Défauts du texte, sans effet ici", "Defects of the text, without effect here"),
        _defauts,
    ),
    Rubrique(
        "reserves",
        Bilingue(
            "Ce qui n'a pas été vérifié dans un texte officiel",
            "What was not checked in an official text",
        ),
        lambda c: c.motifs(c.determination.reserves),
    ),
)
"""The sections, in the order they are told."""


def _annonce(determination: Determination, corpus: Corpus) -> Bilingue:
    """The answer on its day: out of it, it would be read as the law of the reader's own day."""
    situation, demande = determination.situation_emploi.value, determination.demande
    fr, en = dire_mot(situation, corpus, "fr"), dire_mot(situation, corpus, "en")
    jour = demande.examine_le or demande.depose_le
    if jour is None:
        return Bilingue(f"{fr}.", f"{en}.")
    le = _jour(jour, corpus)
    return Bilingue(f"au {le.fr}, {fr}.", f"on {le.en}, {en}.")


def _jour(jour: date, corpus: Corpus) -> Bilingue:
    """A day in letters, its number never apart from its month."""
    dits = (dire_date(jour, corpus, langue) for langue in LANGUES)
    return Bilingue(*(dit.replace(" ", INSECABLE, 1) for dit in dits))


def exposer(
    determination: Determination, chemins: Sequence[Voie], corpus: Corpus, langue: Langue
) -> Exposition:
    """Tell an answer.

    Args:
        determination: The answer.
        chemins: What single change would turn it.
        corpus: The law it rests on.
        langue: Language of every sentence.
    """
    conte = _Conte(determination, chemins, corpus, langue)
    sections = (rubrique.dire(conte) for rubrique in RUBRIQUES)
    return Exposition(
        conte.dire(_annonce(determination, corpus)),
        conte.dire(VERDICTS[determination.situation_emploi]),
        tuple(section for section in sections if section.lignes),
    )
