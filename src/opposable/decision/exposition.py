"""An answer told: which sections, in which order, under which headings, in both languages.

Screen, page, PDF and letters render what `exposer` returns; none of them knows a section.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from opposable.decision import formules as mots
from opposable.decision.determination import dire_lecture
from opposable.decision.entourage import SIEGE
from opposable.decision.motif import dire_date, dire_mot
from opposable.ecrit.bilingue import FRANCAIS, LANGUES, Bilingue
from opposable.ecrit.typographie import INSECABLE, composer
from opposable.law.procedure import Nature
from opposable.law.regle import SituationEmploi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from opposable.decision.determination import Determination
    from opposable.decision.motif import Motif
    from opposable.decision.voie import Voie
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.lecture import Lecture
    from opposable.law.procedure import Service

TRAVAIL = "travail"
INCHANGEABLES = frozenset({"nationalite"})
"""Facts that nobody changes: what another one would answer is told to nobody."""


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


def mettre(texte: str, langue: Langue) -> str:
    """Open with a capital, and set as the printers of the language do."""
    texte = texte[:1].upper() + texte[1:]
    return composer(texte) if langue == FRANCAIS else texte


class Conte(NamedTuple):
    """What the sections draw on: an answer, the law, the language of every sentence."""

    determination: Determination
    chemins: Sequence[Voie]
    corpus: Corpus
    langue: Langue

    def dire(self, texte: Bilingue) -> str:
        """Return a text as a sentence."""
        return self.mettre(texte.dire(self.langue))

    def mettre(self, texte: str) -> str:
        """Return a text as a sentence of the language."""
        return mettre(texte, self.langue)

    def ligne(self, texte: Bilingue, ancre: str) -> Ligne:
        """Return a sentence with its place."""
        dite = self.dire(texte)
        return Ligne(dite, ancre, "", dite)

    def etiquetee(self, etiquette: Bilingue, texte: Bilingue, ancre: str) -> Ligne:
        """Return a sentence about a thing named, with its place."""
        un, autre = etiquette.dire(self.langue), texte.dire(self.langue)
        deux_points = " : " if self.langue == FRANCAIS else ": "
        return Ligne(
            self.mettre(un + deux_points + autre), ancre, self.mettre(un), self.mettre(autre)
        )

    def motif(self, motif: Motif) -> Ligne:
        """Return a reason or a note as a sentence with its place."""
        dite = self.mettre(motif.dire(self.langue))
        return Ligne(dite, motif.ancre, "", dite)

    def motifs(self, motifs: Iterable[Motif]) -> Iterator[Ligne]:
        """Yield reasons or notes, each as a sentence with its place."""
        return map(self.motif, motifs)


def _suite(conte: Conte) -> Iterator[Ligne]:
    """Where to file, who decides, when it may be notified, on what basis, what is owed."""
    determination, corpus = conte.determination, conte.corpus
    service, base, jour = (
        determination.autorite,
        determination.fondement,
        determination.notifiable_le,
    )
    if service is not None:
        yield conte.etiquetee(mots.OU_DEPOSER, _nommer(service), service.ancre)
        yield conte.etiquetee(mots.LEQUEL, _lequel(conte, service), service.ancre)
        yield from _plateformes(conte, service)
        yield conte.etiquetee(mots.QUI_DECIDE, service.decideur, service.ancre)
        if service.precision:
            yield conte.etiquetee(mots.A_NOTER, service.precision, service.ancre)
    if jour is not None and _notifier_importe(determination):
        yield conte.etiquetee(mots.NOTIFICATION, _notifier(jour, determination, corpus), "")
    if base is not None:
        yield conte.etiquetee(mots.FONDEMENT, base.texte, base.ancre)
    for charge in determination.charges:
        yield conte.etiquetee(mots.CHARGE, charge.texte, charge.ancre)


def _plateformes(conte: Conte, service: Service) -> Iterator[Ligne]:
    """The platform of the place where it is known, and that of seasonal work."""
    if service.competence != SIEGE:
        return
    connues = conte.determination.plateformes
    if all(une.saisonnier for une in connues):
        yield conte.etiquetee(mots.PLATEFORME, mots.PLATEFORME_INCONNUE, service.ancre)
    for une in connues:
        titre, si = (mots.SAISONNIER, None) if une.saisonnier else (mots.PLATEFORME, mots.SIEGE_LA)
        dits = Bilingue(
            f"{une.nom} – {une.texte.fr}{f', {si.fr}' if si else ''}",
            f"{une.nom} – {une.texte.en}{f', {si.en}' if si else ''}",
        )
        yield conte.etiquetee(titre, dits, une.ancre)


def _cas(conte: Conte) -> Iterator[Ligne]:
    for un in conte.determination.cas:
        effet = mots.EFFETS.get(un.effet)
        texte = un.texte
        if effet is not None:
            texte = Bilingue(f"{texte.fr} : {effet.fr}", f"{texte.en}: {effet.en}")
        yield conte.ligne(texte, un.ancre)


def _regularisation(conte: Conte) -> Iterator[Ligne]:
    for une in conte.determination.regularisation:
        yield conte.ligne(une.texte, une.ancre)


def _note_de_la_regularisation(conte: Conte) -> str:
    """That it decides nothing, and until when it lasts."""
    note = conte.dire(mots.NOTE_DE_LA_REGULARISATION)
    fins = {une.au for une in conte.determination.regularisation} - {date.max}
    for fin in sorted(fins):
        dite = mots.JUSQU_AU.dire(conte.langue).format(
            jour=_jour(fin, conte.corpus).dire(conte.langue)
        )
        note += f" {conte.mettre(dite)}."
    return note


def _note_des_conditions(conte: Conte) -> str:
    """Whether the conditions of the day bind, or are weighed."""
    natures = {une.nature for une in conte.determination.conditions}
    return next((conte.dire(dit) for nature, dit in mots.NATURES.items() if nature in natures), "")


def _nommer(service: Service) -> Bilingue:
    """The service by its whole name, with what people call it where that is an acronym."""
    sigle = f" ({service.sigle})" if service.sigle.isupper() else ""
    return Bilingue(service.nom.fr + sigle, service.nom.en + sigle)


def _lequel(conte: Conte, service: Service) -> Bilingue:
    """Which of the services of that name: by name where the place of work tells it."""
    connu = conte.corpus.departements.get(conte.determination.demande.departement or "")
    if connu is None or service.competence != TRAVAIL:
        return service.lieu
    ici = f", {connu.nom} ({connu.code})"
    return Bilingue(service.lieu.fr + ici, service.lieu.en + ici)


def jour_dit(determination: Determination) -> date | None:
    """Return the day an answer speaks of: that of examination, else that of filing."""
    demande = determination.demande
    return demande.examine_le or demande.depose_le


def _notifier_importe(determination: Determination) -> bool:
    """Tell whether the day of notification tells anything: a refusal is notified at once."""
    opposable = determination.situation_emploi is SituationEmploi.OPPOSABLE
    return not opposable or determination.notifiable_le != jour_dit(determination)


def _notifier(jour: date, determination: Determination, corpus: Corpus) -> Bilingue:
    """From which day an agreement may be notified: at once, or once the lists allow it (2/11)."""
    if jour == jour_dit(determination):
        return Bilingue("possible dès la décision", "possible as soon as it is decided")
    le = _jour(jour, corpus)
    return Bilingue(f"possible à partir du {le.fr}", f"possible from {le.en}")


def _verifications(conte: Conte) -> Iterator[Ligne]:
    for une in conte.determination.verifications:
        texte = Bilingue(f"{une.texte.fr} : {une.effet.fr}", f"{une.texte.en}: {une.effet.en}")
        yield conte.ligne(texte, une.ancre)


def _conditions(conte: Conte) -> Iterator[Ligne]:
    melees = len({une.nature for une in conte.determination.conditions}) > 1
    for une in conte.determination.conditions:
        texte = une.texte
        if melees and une.nature is Nature.APPRECIEE:
            texte = Bilingue(texte.fr + mots.APPRECIEE.fr, texte.en + mots.APPRECIEE.en)
        yield conte.ligne(texte, une.ancre)


def _lectures(conte: Conte) -> Iterator[Ligne]:
    langue = conte.langue
    for attachee in conte.determination.lectures:
        dite = dire_lecture(attachee, langue)
        autre = dire_mot(attachee.situation_emploi.value, conte.corpus, langue)
        jour = attachee.notifiable_le
        if jour and jour != conte.determination.notifiable_le:
            le = _jour(jour, conte.corpus).dire(langue)
            autre += f" ({mots.A_PARTIR_DU.dire(langue)} {le})"
        texte = mots.LECTURE.dire(langue).format_map(dite | {"reponse": autre})
        yield _defaut(conte, Bilingue(texte, texte), attachee.lecture)


def _defauts(conte: Conte) -> Iterator[Ligne]:
    for lecture in conte.determination.defauts:
        texte = Bilingue(
            f"{lecture.imprime.fr}. Retenu : {lecture.retenue.fr}.",
            f"{lecture.imprime.en}. Adopted: {lecture.retenue.en}.",
        )
        yield _defaut(conte, texte, lecture)


def _defaut(conte: Conte, texte: Bilingue, lecture: Lecture) -> Ligne:
    nom = Bilingue(lecture.id, lecture.id)
    return conte.etiquetee(nom, texte, lecture.ancre)._replace(
        etiquette=lecture.id, defaut=lecture.id
    )


class Rubrique(NamedTuple):
    """A section before it is told: its heading, its lines, a note beneath the heading."""

    cle: str
    titre: Bilingue
    lignes: Callable[[Conte], Iterable[Ligne]]
    note: Callable[[Conte], str] = lambda _: ""

    def dire(self, conte: Conte) -> Section:
        """Tell the section."""
        titre = conte.dire(self.titre)
        return Section(self.cle, titre, tuple(self.lignes(conte)), self.note(conte))


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
        _note_des_conditions,
    ),
    Rubrique(
        "cas",
        Bilingue("Si l'un de ces cas est le sien", "If one of these cases applies"),
        _cas,
    ),
    Rubrique(
        "voies",
        Bilingue("Ce qui changerait la réponse", "What would change the answer"),
        lambda c: c.motifs(v.motif for v in c.chemins if v.nature not in INCHANGEABLES),
        lambda c: c.dire(mots.NOTE_DES_VOIES),
    ),
    Rubrique(
        "regularisation",
        Bilingue(
            "Admission exceptionnelle au séjour par le travail",
            "Exceptional admission to stay by work",
        ),
        _regularisation,
        _note_de_la_regularisation,
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
COMMUNES = frozenset({"verifications", "conditions", "cas", "regularisation"})
"""Sections that the trame of an answer gives alone."""


def annoncer(situation: SituationEmploi, jour: date | None, corpus: Corpus) -> Bilingue:
    """Return an answer on its day: without it, it would be read as the law of the reader's day.

    Args:
        situation: The answer.
        jour: Day it speaks of, as `jour_dit` gives it.
        corpus: The law it rests on.
    """
    fr, en = (dire_mot(situation.value, corpus, langue) for langue in LANGUES)
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
    conte = Conte(determination, chemins, corpus, langue)
    sections = (rubrique.dire(conte) for rubrique in RUBRIQUES)
    return Exposition(
        conte.dire(annoncer(determination.situation_emploi, jour_dit(determination), corpus)),
        conte.dire(mots.VERDICTS[determination.situation_emploi]),
        tuple(section for section in sections if section.lignes),
    )
