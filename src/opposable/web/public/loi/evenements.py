"""Day by day: what begins, changes and ends, in one list that can be read aloud."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext

from opposable.decision.motif import dire_mot
from opposable.web.public.loi.paroles import bornes
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.law.corpus import Corpus


class Fait(NamedTuple):
    """Something that happened on a day: the sentence, and its place in the text."""

    texte: str
    ancre: str


class Jour(NamedTuple):
    """A day, and what happened then."""

    jour: date
    faits: list[Fait]


def evenements(corpus: Corpus) -> list[Jour]:
    """Return the days on which something changes, in the order of time."""
    par_jour: defaultdict[date, list[Fait]] = defaultdict(list)
    for jour, fait in (
        *_textes(corpus),
        *_listes(corpus),
        *_services(corpus),
        *_bases(corpus),
        *_regimes(corpus),
    ):
        if fait not in par_jour[jour]:
            par_jour[jour].append(fait)
    return [Jour(jour, faits) for jour, faits in sorted(par_jour.items())]


def _textes(corpus: Corpus) -> Iterator[tuple[date, Fait]]:
    for texte in corpus.instruments.values():
        nom = texte.titre.dire(droit.langue())
        if texte.signe_le:
            yield (
                texte.signe_le,
                Fait(gettext("Signature : %(texte)s") % {"texte": nom}, texte.ancre),
            )
        if texte.publie_le:
            sur = dire_mot(texte.certitude_publication.value, corpus, droit.langue())
            dit = gettext("Publication (%(certitude)s) : %(texte)s")
            yield texte.publie_le, Fait(dit % {"texte": nom, "certitude": sur}, texte.ancre)


def _listes(corpus: Corpus) -> Iterator[tuple[date, Fait]]:
    for liste in corpus.listes.values():
        nom = {"liste": liste.nom.dire(droit.langue())}
        debut = gettext("Premier jour d’examen : %(liste)s") % nom
        fin = gettext("Dernier jour d’examen : %(liste)s") % nom
        yield liste.examine_du, Fait(debut, liste.ancre)
        if liste.examine_au != date.max:
            yield liste.examine_au, Fait(fin, liste.ancre)
        if liste.notifiable_du:
            dit = gettext("Un accord qui ne tient qu’à cette liste peut être notifié : %(liste)s")
            yield liste.notifiable_du, Fait(dit % nom, liste.ancre)


def _services(corpus: Corpus) -> Iterator[tuple[date, Fait]]:
    for s in corpus.services:
        dit = gettext("Service compétent (%(demarches)s) : %(sigle)s ; décide : %(qui)s") % {
            "demarches": ", ".join(dire_mot(t, corpus, droit.langue()) for t in s.types),
            "sigle": s.sigle if _fr() or s.sigle.isupper() else s.nom.en,
            "qui": s.decideur.dire(droit.langue()),
        }
        yield s.du, Fait(dit, s.ancre)


def _bases(corpus: Corpus) -> Iterator[tuple[date, Fait]]:
    for f in corpus.fondements:
        if bornes(f.du, f.au)[0]:
            dit = gettext("Nouvelle base légale : %(texte)s")
            yield f.du, Fait(dit % {"texte": f.texte.dire(droit.langue())}, f.ancre)
    for c in corpus.charges:
        dit = gettext("Charges de l’employeur dues à : %(organisme)s")
        yield c.du, Fait(dit % {"organisme": c.organisme}, c.ancre)


def _regimes(corpus: Corpus) -> Iterator[tuple[date, Fait]]:
    """Yield the changes of regime, nationalities that change alike on a day together."""
    groupes: defaultdict[tuple[date, str, str, str], list[str]] = defaultdict(list)
    for n in corpus.nationalites.values():
        for avant, apres in () if n.territoire else pairwise(n.statuts):
            cle = (apres.du, avant.regime.value, apres.regime.value, apres.ancre)
            groupes[cle].append(n.nom.dire(droit.langue()))
    langue = droit.langue()
    for (jour, avant_, apres_, ancre), noms in groupes.items():
        dit = gettext("%(pays)s : de « %(avant)s » à « %(apres)s »") % {
            "pays": ", ".join(noms),
            "avant": dire_mot(avant_, corpus, langue),
            "apres": dire_mot(apres_, corpus, langue),
        }
        yield jour, Fait(dit, ancre)


def _fr() -> bool:
    return droit.langue() == "fr"
