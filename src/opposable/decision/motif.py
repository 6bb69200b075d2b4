"""A sentence of the answer, tied to its place in the text and filled when it is read."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision import codes_dits
from opposable.law.nomenclature import CodeMetier

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from datetime import date

    from opposable.decision.faits import Faits
    from opposable.decision.reponse import Reponse
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.law.entree import Entree
    from opposable.law.liste import Liste
    from opposable.law.regle import Phrase


class Contexte(NamedTuple):
    """What a sentence may speak of: the facts, the answer, the law."""

    faits: Faits
    reponse: Reponse
    corpus: Corpus
    notifiable_le: date | None


class Enonce(NamedTuple):
    """A sentence before it is tied to an application: what the layout of an answer holds.

    Attributes:
        phrase: The sentence.
        ancre: Its place in the text; None for that of the row applied.
        plus: Values of this sentence alone.
    """

    phrase: Phrase
    ancre: str | None
    plus: tuple[tuple[str, str], ...] = ()

    def lier(self, contexte: Contexte) -> Motif:
        """Tie the sentence to an application."""
        entree = contexte.reponse.entree
        ancre = self.ancre or (entree.ancre if entree else self.phrase.ancre)
        return Motif(self.phrase, contexte, ancre, self.plus)


class Motif(NamedTuple):
    """A reason or a note.

    Attributes:
        phrase: The sentence, with its place in the text.
        contexte: What fills it.
        plus: Values of this sentence alone; a word of the contract is said in its language.
        ancre: Place in the text: that of the row applied where there is one.
    """

    phrase: Phrase
    contexte: Contexte
    ancre: str
    plus: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Identifier of the sentence: the rule, for a deciding reason."""
        return self.phrase.id

    def dire(self, langue: Langue = "fr") -> str:
        """Return the sentence, in French or English."""
        return self.phrase.texte.dire(langue).format_map(
            Valeurs(self.contexte, langue, dict(self.plus))
        )


class Valeurs(dict[str, str]):
    """The values of a sentence, worked out only where it names them."""

    def __init__(self, contexte: Contexte, langue: Langue, plus: dict[str, str]) -> None:
        super().__init__(
            (nom, dire_mot(valeur, contexte.corpus, langue)) for nom, valeur in plus.items()
        )
        self._contexte = contexte
        self._langue = langue

    def __missing__(self, nom: str) -> str:
        return VALEURS[nom].valeur(self._contexte, self._langue)


def dire_date(jour: date, corpus: Corpus, langue: Langue) -> str:
    """Write a day in letters: « 1er mai 2008 », “1 May 2008”."""
    mois = corpus.textes.mots[langue]["mois"].split()[jour.month - 1]
    numero = "1er" if jour.day == 1 and langue == "fr" else str(jour.day)
    return f"{numero} {mois} {jour.year}"


def dire_mot(valeur: str | None, corpus: Corpus, langue: Langue) -> str:
    """Return the word for a value of the contract."""
    return corpus.textes.mots[langue].get(valeur or "", valeur or "…")


def dire_lieu(code: str | None, corpus: Corpus, langue: Langue) -> str:
    """Return the name of a region of work."""
    region = corpus.regions.get(code or "")
    return region.nom if region else corpus.textes.mots[langue]["lieu_inconnu"]


class Valeur(NamedTuple):
    """A value that sentences name.

    Attributes:
        source: What it is worked out from: equal sources, equal words.
        mots: The words for a source.
    """

    source: Callable[[Contexte], Hashable]
    mots: Callable[[Any, Corpus, Langue], str]

    def valeur(self, contexte: Contexte, langue: Langue) -> str:
        """Return the words for an application."""
        return self.mots(self.source(contexte), contexte.corpus, langue)


def _retenue(c: Contexte) -> str:
    statut = c.reponse.statut
    return statut.nationalite if statut else "+".join(c.faits.nationalites)


def les_territoires(nationalites: Iterable[str], corpus: Corpus) -> str:
    """Return the codes that are of territories, not of States."""
    connues = corpus.nationalites
    return ", ".join(code for code in nationalites if connues[code].territoire)


def code_applique(
    entree: Entree | None, codes: Mapping[str, str], liste: Liste | None
) -> CodeMetier | None:
    """Return the code of the row applied, or that of the nomenclature of the list."""
    if liste is not None and entree is not None:
        return CodeMetier(liste.nomenclature, entree.metier)
    return code_donne(codes, liste)


def code_donne(codes: Mapping[str, str], liste: Liste | None) -> CodeMetier | None:
    """Return the code given in the nomenclature of the list, else the first one given."""
    if liste is not None and liste.nomenclature in codes:
        return CodeMetier(liste.nomenclature, codes[liste.nomenclature])
    return next((CodeMetier(*code) for code in codes.items()), None)


def lieu_donne(
    lieux: Iterable[str], liste: Liste | None, corpus: Corpus, *, dit: bool
) -> tuple[str, str | None]:
    """Return the division of the list, and the region of work in it where it is one."""
    version = liste.territoires if liste else corpus.base.id
    regions = {corpus.region_dans(version, region) for region in lieux} if dit else set()
    return version, regions.pop() if len(regions) == 1 else None


def _lieu(c: Contexte) -> tuple[str, str | None]:
    return lieu_donne(c.faits.lieux, c.reponse.liste, c.corpus, dit=c.faits.lieu_dit)


def _dire_place(lieu: tuple[str, str | None], corpus: Corpus, langue: Langue) -> str:
    version, code = lieu
    region = corpus.regions_de(version).get(code or "")
    return region.nom if region else corpus.textes.mots[langue]["lieu_inconnu"]


def _dire_nationalite(code: str, corpus: Corpus, langue: Langue) -> str:
    connue = corpus.nationalites.get(code)
    if connue is None:
        return code
    return connue.nom.dire(langue)


def _dire_de_nationalite(code: str, corpus: Corpus, langue: Langue) -> str:
    connue = corpus.nationalites.get(code)
    return connue.de.dire(langue) if connue else code


def _dire_code(code: str | None, corpus: Corpus, langue: Langue) -> str:
    return dire_mot(code, corpus, langue)  # the code of « none of the lists » is said in words


def _dire_metier(code: CodeMetier | None, corpus: Corpus, langue: Langue) -> str:
    return dire_mot(corpus.ecrire(*code) if code else None, corpus, langue)


def _dire_intitule(code: CodeMetier | None, corpus: Corpus, _langue: Langue) -> str:
    metier = corpus.metier_de(*code) if code else None
    return metier.intitule if metier else "…"


def _dire_liste(identifiant: str | None, corpus: Corpus, langue: Langue) -> str:
    if identifiant is None:
        return "…"
    liste = corpus.listes[identifiant]
    return liste.nom.dire(langue)


def _dire_manque(manque: tuple[str, ...], corpus: Corpus, langue: Langue) -> str:
    return ", ".join(dire_mot(fait, corpus, langue) for fait in manque)


def _dire_jour(jour: date | None, corpus: Corpus, langue: Langue) -> str:
    return dire_date(jour, corpus, langue) if jour else "…"


VALEURS: dict[str, Valeur] = {
    "nationalite": Valeur(_retenue, _dire_nationalite),
    "de_nationalite": Valeur(_retenue, _dire_de_nationalite),
    "territoires": Valeur(lambda c: les_territoires(c.faits.nationalites, c.corpus), _dire_code),
    "metier": Valeur(lambda c: code_donne(c.faits.codes, c.reponse.liste), _dire_metier),
    "metier_initial": Valeur(attrgetter("faits.metier_initial"), _dire_code),
    "intitule": Valeur(
        lambda c: code_applique(c.reponse.entree, c.faits.codes, c.reponse.liste), _dire_intitule
    ),
    "region": Valeur(_lieu, _dire_place),
    "type": Valeur(attrgetter("faits.type"), dire_mot),
    "liste": Valeur(lambda c: c.reponse.liste and c.reponse.liste.id, _dire_liste),
    "activite_liste": Valeur(lambda c: c.reponse.entree and c.reponse.entree.activite, dire_mot),
    "manque": Valeur(attrgetter("reponse.manque"), _dire_manque),
    "depose_le": Valeur(attrgetter("faits.depose_le"), _dire_jour),
    "examine_le": Valeur(attrgetter("faits.examine_le"), _dire_jour),
    "couverture_du": Valeur(attrgetter("corpus.couverture.du"), _dire_jour),
    "couverture_au": Valeur(attrgetter("corpus.couverture.au"), _dire_jour),
    "notifiable_le": Valeur(attrgetter("notifiable_le"), _dire_jour),
    "connu_le": Valeur(attrgetter("corpus.connu_le"), _dire_jour),
    "codes": Valeur(lambda c: tuple(c.faits.codes.items()), codes_dits.dire_les_codes),
    "codes_proposes": Valeur(
        lambda c: codes_dits.codes_a_choisir(c.faits.codes, c.reponse.liste),
        codes_dits.dire_les_proposes,
    ),
    "nomenclature": Valeur(codes_dits.nomenclature_demandee, codes_dits.dire_la_nomenclature),
    "connues": Valeur(
        lambda c: codes_dits.etendue(c.reponse.liste, _lieu(c)), codes_dits.dire_l_etendue
    ),
}
"""Every name that a sentence of the law data may hold."""
