"""The page of an answer by pieces: each made once from what it says, for all the pages that say it.

A piece is a function of its arguments, of the law and of the language: nothing else reaches it, so
that what can change a sentence is in its key. The sections of an answer follow its trame: what the
trame alone tells is made once for all answers that share it.

Thread-safe: what is kept depends on its key alone (`acquis`).
"""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.translation import gettext

from opposable.decision.acquis import Acquis
from opposable.decision.demande import DATES
from opposable.decision.exposition import COMMUNES, RUBRIQUES, Conte, annoncer, jour_dit, mettre
from opposable.decision.formules import VERDICTS
from opposable.decision.motif import VALEURS
from opposable.decision.redaction import FIXES, PARTIES
from opposable.law.regle import SituationEmploi
from opposable.web.public.demander.fait_dit import DITS, dire_le_fait, enoncer
from opposable.web.public.demander.reponse import dire_le_droit
from opposable.web.socle import francais
from opposable.web.socle.droit_servi import du_droit
from opposable.web.socle.glossaire import Morceau
from opposable.web.socle.moule import Moule, mouler
from opposable.web.socle.references import publication, referer, version_du
from opposable.web.socle.theme.templatetags.francais import dehors, place, puce

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from datetime import date

    from opposable.decision.agencement import Agencement
    from opposable.decision.exposition import Rubrique
    from opposable.decision.motif import Contexte, Enonce, Motif
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.web.public.demander.fait_dit import Fait
    from opposable.web.public.demander.reponse import Reponse
    from opposable.web.socle.references import Place

MORCEAUX_AU_PLUS = 16_384
"""Pieces kept for one law and language, about a kilobyte each."""
MOULES_AU_PLUS = 1_024
TRAMES_AU_PLUS = 4_096
SUITES_AU_PLUS = 4_096
LOIS_AU_PLUS = 8
"""States of the law and languages whose pieces are kept at once."""
SUITE, VOIES, LECTURES, DEFAUTS = "suite", "voies", "lectures", "defauts"
TRAVAIL = "travail"


class Titre(NamedTuple):
    """An answer in one sentence: as HTML, whose words may be explained; unset; in an address."""

    html: str
    morceau: Morceau
    attribut: str
    cite: str


class Liee(NamedTuple):
    """A sentence that names facts.

    Attributes:
        enonce: The sentence.
        sources: What the values that it names are worked out from.
    """

    enonce: Enonce
    sources: tuple[Callable[[Contexte], Hashable], ...]


class Rangee(NamedTuple):
    """A section ready to be filled, or whole.

    Attributes:
        cle: Its name.
        moule: Its HTML, its lines left out.
        lignes: Gives its lines for an answer, none where it has nothing to say; or the section
            whole, where the trame gives it.
    """

    cle: str
    moule: Moule
    lignes: Callable[[Reponse], Sequence[str | Morceau]] | Morceau


class Blocs:
    """Makes the pieces of the pages of one law in one language, that of the page being made.

    Args:
        corpus: The law.
        langue: The language.

    Attributes:
        droit_dit: How an address says this law.
    """

    def __init__(self, corpus: Corpus, langue: Langue) -> None:
        self.corpus, self.langue = corpus, langue
        self.droit_dit = urlencode(dire_le_droit(corpus), doseq=True)
        self._noms = {nom: str(escape(dit)) for nom, dit in DITS.items()}
        self._touches = {c for le in corpus.lectures.values() for c in (*le.metiers, *le.regions)}
        self._morceaux: Acquis[Hashable, Morceau] = Acquis(MORCEAUX_AU_PLUS)
        self._dits: Acquis[Hashable, Morceau] = Acquis(MORCEAUX_AU_PLUS)
        self._moules: Acquis[Hashable, Moule] = Acquis(MOULES_AU_PLUS)
        self._trames: Acquis[Agencement, tuple[Rangee, ...]] = Acquis(TRAMES_AU_PLUS)
        self._suites: Acquis[Hashable, tuple[str | Morceau, ...]] = Acquis(SUITES_AU_PLUS)
        self._titres: Acquis[Hashable, Titre] = Acquis(SUITES_AU_PLUS)

    def morceau(self, faire: Callable[..., str], *dits: Hashable) -> Morceau:
        """Return a piece of HTML, made of its arguments alone."""
        connu = self._morceaux.get((faire, *dits))
        return connu or self._morceaux.apprendre(
            (faire, *dits), Morceau.de(faire(*dits), self.langue)
        )

    def dit(self, faire: Callable[..., str], *dits: Hashable) -> Morceau:
        """Return the same for a piece that says facts: they are kept apart, being without end."""
        connu = self._dits.get((faire, *dits))
        return connu or self._dits.apprendre((faire, *dits), Morceau.de(faire(*dits), self.langue))

    def moule(self, faire: Callable[..., Moule], *dits: Hashable) -> Moule:
        """Return HTML with places left in it, made of its arguments alone."""
        connu = self._moules.get((faire, *dits))
        return connu or self._moules.apprendre((faire, *dits), faire(*dits))

    def titre(self, reponse: Reponse) -> Titre:
        """Return an answer in one sentence."""
        dite = reponse.determination
        cle = (dite.situation_emploi, jour_dit(dite))
        return self._titres.get(cle) or self._titres.apprendre(cle, self._titrer(*cle))

    def _titrer(self, situation: SituationEmploi, jour: date | None) -> Titre:
        nu = mettre(annoncer(situation, jour, self.corpus).dire(self.langue), self.langue)
        html = str(escape(francais.typo(nu)))
        return Titre(html, Morceau.de(html, self.langue), escape(nu), quote(nu))

    def verdict(self, situation: SituationEmploi) -> Morceau:
        """Return what an answer means for the application."""
        return self.morceau(_verdict, situation, self.langue)

    def question(self, reponse: Reponse) -> list[str | Morceau]:
        """Return what was asked."""
        return [
            self._jour(fait) if fait.nom in DATES else self.dit(_fait, fait, self.corpus)
            for fait in enoncer(reponse.determination.demande)
        ]

    def _jour(self, fait: Fait) -> str:
        """A day, which holds no word that may be explained: cheaper to say than to keep."""
        return f"<dt>{self._noms[fait.nom]}</dt><dd>{dire_le_fait(fait, self.corpus)}</dd>"

    def references(self, places: Iterable[Place]) -> list[str | Morceau]:
        """Return the official publications of places."""
        pieces: list[str | Morceau] = []
        for ancre, le in places:
            if adresse := publication(ancre, le):
                pieces += (self.morceau(_place, ancre), dehors(adresse), "</li>")
        return pieces

    def citations(self, places: Iterable[Place]) -> list[str | Morceau]:
        """Return places as a lawyer cites them, one after the other."""
        pieces: list[str | Morceau] = []
        for ancre, le in places:
            pieces += (self.morceau(_separe), self.morceau(_cite, ancre))
            if le is not None:
                pieces.append(self.morceau(_version, le))
        return pieces[1:]

    def sections(self, reponse: Reponse, sauf: str = "") -> list[str | Morceau]:
        """Return the sections of an answer that have something to say, but one."""
        commun = reponse.determination.agencement
        rangees = self._trames.get(commun)
        if rangees is None:
            rangees = self._trames.apprendre(commun, tuple(self._dresser(reponse)))
        pieces: list[str | Morceau] = []
        for cle, moule, lignes in rangees:
            if cle == sauf:
                continue
            if isinstance(lignes, Morceau):
                pieces.append(lignes)
            elif dites := lignes(reponse):
                pieces += (*moule.couler({"lignes": dites}), "\n")
        return pieces

    def _dresser(self, reponse: Reponse) -> Iterator[Rangee]:
        """Make the sections of a trame ready; of an answer, only what its trame gives is read."""
        conte, commun = self._conte(reponse), reponse.determination.agencement
        for rubrique in RUBRIQUES:
            lignes = self._lignes(rubrique, conte, commun)
            if lignes is not None:
                titre, note = conte.dire(rubrique.titre), rubrique.note(conte)
                moule = self.moule(_section, rubrique.cle, titre, note)
                if isinstance(lignes, list):
                    entiere = (*moule.couler({"lignes": ["<ul>", *lignes, "</ul>"]}), "\n")
                    yield Rangee(rubrique.cle, moule, Morceau.unir(entiere, self.langue))
                else:
                    yield Rangee(rubrique.cle, moule, lignes)

    def _lignes(
        self, rubrique: Rubrique, conte: Conte, commun: Agencement
    ) -> Callable[[Reponse], Sequence[str | Morceau]] | list[Morceau] | None:
        """Return what gives the lines of a section, or these; None where there are none."""
        cle = rubrique.cle
        if cle in PARTIES:
            contexte = conte.determination.examen.contexte
            return self._enonces(getattr(commun, cle), contexte)
        if cle in COMMUNES:
            fixes = [self.morceau(puce, li.dite, li.ancre) for li in rubrique.lignes(conte)]
            return fixes or None
        if cle == SUITE:
            return self._suite
        if cle == VOIES:
            opposable = commun.situation_emploi is SituationEmploi.OPPOSABLE
            return self._voies if opposable else None
        if cle == LECTURES and not commun.trame.lectures:
            return None
        return lambda reponse: self._des_defauts(rubrique, reponse)

    def _enonces(
        self, enonces: tuple[Enonce, ...], contexte: Contexte
    ) -> Callable[[Reponse], Sequence[str | Morceau]] | list[Morceau] | None:
        """Return sentences as rows of a list, or what gives them where facts change some."""
        liees = [self._liee(une, contexte) for une in enonces]
        fixes = [une for une in liees if isinstance(une, Morceau)]
        if len(fixes) == len(liees):
            return fixes or None

        def dire(reponse: Reponse) -> list[str | Morceau]:
            ici = reponse.determination.examen.contexte
            lignes = [u if isinstance(u, Morceau) else self._lier(u, ici) for u in liees]
            return ["<ul>", *lignes, "</ul>"]

        return dire

    def _liee(self, enonce: Enonce, contexte: Contexte) -> Liee | Morceau:
        """Return a sentence ready to be tied, or as it stands where no fact changes it."""
        texte = enonce.phrase.texte.dire(self.langue)
        noms = dict.fromkeys(nom for _, nom, _, _ in Formatter().parse(texte) if nom)
        lus = noms.keys() - {nom for nom, _ in enonce.plus}
        if enonce.ancre is not None and lus <= FIXES:
            motif = enonce.lier(contexte)
            return self.morceau(puce, mettre(motif.dire(self.langue), self.langue), motif.ancre)
        return Liee(enonce, tuple(VALEURS[nom].source for nom in noms if nom in lus))

    def _lier(self, liee: Liee, contexte: Contexte) -> Morceau:
        """Tie a sentence to an application: its row, and what its values are worked out from."""
        enonce, sources = liee
        entree = None if enonce.ancre else contexte.reponse.entree
        phrase = (enonce.phrase.id, enonce.ancre, enonce.plus)
        cle = (phrase, entree and entree.ancre, *[source(contexte) for source in sources])
        connue = self._dits.get(cle)
        return connue or self._dits.apprendre(cle, self._puce(enonce.lier(contexte)))

    def _puce(self, motif: Motif) -> Morceau:
        """Return a sentence tied as a row of a list, of which nothing is kept here."""
        dite = mettre(motif.dire(self.langue), self.langue)
        return Morceau.de(puce(dite, motif.ancre), self.langue)

    def _voies(self, reponse: Reponse) -> list[str | Morceau]:
        """What would change the answer."""
        lignes = [self._puce(voie.motif) for voie in reponse.chemins]
        return ["<ul>", *lignes, "</ul>"] if lignes else []

    def _suite(self, reponse: Reponse) -> tuple[str | Morceau, ...]:
        """What comes next: of an application, the place, the platforms and the day matter."""
        dite = reponse.determination
        service, jour, dit = dite.autorite, dite.notifiable_le, jour_dit(dite)
        cle = (
            dite.agencement,
            service and service.competence == TRAVAIL and dite.demande.departement,
            tuple(une.id for une in dite.plateformes),
            jour == dit or jour,
        )
        connue = self._suites.get(cle)
        return self._dire_la_suite(cle, reponse) if connue is None else connue

    def _dire_la_suite(self, cle: Hashable, reponse: Reponse) -> tuple[str | Morceau, ...]:
        rubrique = next(une for une in RUBRIQUES if une.cle == SUITE)
        lignes = rubrique.lignes(self._conte(reponse))
        dites = [self.morceau(_etiquetee, li.etiquette, li.texte, li.ancre) for li in lignes]
        suite: tuple[str | Morceau, ...] = ()
        if dites:
            suite = ('<dl class="faits">', *dites, "</dl>")
        return self._suites.apprendre(cle, suite)

    def _des_defauts(self, rubrique: Rubrique, reponse: Reponse) -> list[str | Morceau]:
        """Defects of the text, those that this answer depends on or those that it meets."""
        if rubrique.cle == DEFAUTS and not self._touche(reponse):
            return []
        lignes = rubrique.lignes(self._conte(reponse))
        dites = [self.morceau(_defaut, li.texte, li.defaut) for li in lignes]
        return ["<ul>", *dites, "</ul>"] if dites else []

    def _touche(self, reponse: Reponse) -> bool:
        """Whether some defect names a code of an application, or its region."""
        faits = reponse.determination.examen.contexte.faits
        return faits.region in self._touches or not self._touches.isdisjoint(faits.codes.values())

    def _conte(self, reponse: Reponse) -> Conte:
        return Conte(reponse.determination, (), self.corpus, self.langue)


@du_droit(LOIS_AU_PLUS)
def blocs(corpus: Corpus, langue: Langue) -> Blocs:
    """Return what makes the pieces of the pages of a law in a language."""
    return Blocs(corpus, langue)


# Pieces: functions of their arguments, in the language of the page being made.


def _section(cle: str, titre: str, note: str) -> Moule:
    return mouler("demander/section.html", {"cle": cle, "titre": titre, "note": note}, ["lignes"])


def _verdict(situation: SituationEmploi, langue: Langue) -> str:
    return conditional_escape(francais.typo(mettre(VERDICTS[situation].dire(langue), langue)))


def _fait(fait: Fait, corpus: Corpus) -> str:
    dit = francais.libelles(dire_le_fait(fait, corpus))
    return format_html("<dt>{}</dt><dd>{}</dd>", str(DITS[fait.nom]), dit)


def _etiquetee(etiquette: str, texte: str, ancre: str) -> str:
    dit = francais.typo(texte)
    return format_html("\n  <dt>{}</dt><dd>{} {}</dd>", etiquette, dit, place(ancre))


def _defaut(texte: str, defaut: str) -> str:
    return format_html(
        '<li>{} <a class="ancre" href="{}">{}</a></li>',
        francais.typo(texte),
        reverse("loi:defaut", args=[defaut]),
        gettext("Voir ce défaut"),
    )


def _place(ancre: str) -> str:
    return format_html("\n  <li>{}{}", referer(ancre).court, francais.signe(":"))


def _cite(ancre: str) -> str:
    return conditional_escape(francais.typo(referer(ancre).entier))


def _version(le: date) -> str:
    return conditional_escape(francais.typo(f" {version_du(le)}"))


def _separe() -> str:
    return conditional_escape(francais.typo(gettext(" ; ")))
