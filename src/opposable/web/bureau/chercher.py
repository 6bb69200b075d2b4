"""Search of files by words: accents, an unfinished word and a slip are forgiven; pages by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef
from rapidfuzz.distance import OSA

from opposable.dossiers.semblable import signalement
from opposable.ecrit.repli import replier
from opposable.web.bureau.models import FicheDossier, Mot, MotAmpute, MotDuDossier
from opposable.web.bureau.repertoire import amputer, decouper

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from opposable.dossiers.etat import Dossier

LIMITE = 50
AUTRES_AU_PLUS = 20
MOTS_LUS = 6
"""Words of a search that are read."""
SENS_D_UN_MOT = 16
"""Words of the files that a word typed may mean."""
ECART = 2
FREQUENT = 200
"""Files from which a word is not the one to begin with."""
DERNIERE = "z" * 40
"""After every word that begins as another, in any order of letters."""


class Page(NamedTuple):
    """Files found, the last filed first.

    Attributes:
        fiches: The files.
        suite: Key to ask the next page with, None where there is none.
    """

    fiches: tuple[FicheDossier, ...]
    suite: int | None


def chercher(
    texte: str,
    services: Collection[str] | None,
    apres: int | None = None,
    limite: int = LIMITE,
) -> Page:
    """Return the files that hold every word of a text, as far as some services may read them.

    Args:
        texte: What was typed: a number, names, a SIRET, a code.
        services: Services whose files may be seen; None for all of them.
        apres: Key of the page before.
        limite: Files of a page.
    """
    numero = _par_numero(texte, services) if apres is None else None
    if numero is not None:
        return Page((numero,), None)
    sens = [_sens(mot) for mot in decouper(replier(texte))[:MOTS_LUS]]
    if not sens or not all(sens):
        return Page((), None)
    trouves = list(_dossiers(sens, services, apres)[: limite + 1])
    fiches = FicheDossier.objects.in_bulk(trouves[:limite])
    suite = trouves[limite - 1] if len(trouves) > limite else None
    return Page(tuple(fiches[cle] for cle in trouves[:limite]), suite)


def _par_numero(texte: str, services: Collection[str] | None) -> FicheDossier | None:
    fiche = FicheDossier.objects.filter(numero=texte.strip()).first()
    if fiche is None or services is None:
        return fiche
    return fiche if fiche.mots.filter(service__in=services).exists() else None


def _sens(mot: str) -> list[int]:
    """Return the words of the files that a word typed means: as begun, or a slip apart."""
    suite = Mot.objects.filter(mot__startswith=mot, mot__gte=mot, mot__lte=mot + DERNIERE)
    commences = list(suite.order_by("mot").values_list("id", flat=True)[:SENS_D_UN_MOT])
    return commences or _a_un_ecart(mot)


def _a_un_ecart(mot: str) -> list[int]:
    formes = MotAmpute.objects.filter(forme__in=amputer(mot))
    proches = sorted(
        (OSA.distance(mot, proche), proche, cle)
        for proche, cle in formes.values_list("mot__mot", "mot_id").distinct()
    )
    return [cle for ecart, _, cle in proches if ecart <= ECART][:SENS_D_UN_MOT]


def _dossiers(
    sens: list[list[int]], services: Collection[str] | None, apres: int | None
) -> QuerySet[MotDuDossier, int]:
    """Return the keys of the files, from the word that fewest hold."""
    tous = MotDuDossier.objects.all()
    if services is not None:
        tous = tous.filter(service__in=services)
    if apres is not None:
        tous = tous.filter(dossier_id__lt=apres)
    rares = sorted(sens, key=lambda cles: tous.filter(mot_id__in=cles)[:FREQUENT].count())
    trouves = tous.filter(mot_id__in=rares[0])
    for cles in rares[1:]:
        autre = MotDuDossier.objects.filter(mot_id__in=cles, dossier_id=OuterRef("dossier_id"))
        trouves = trouves.filter(Exists(autre))
    return trouves.order_by("-dossier_id").values_list("dossier_id", flat=True).distinct()


def semblables(dossier: Dossier) -> tuple[FicheDossier, ...]:
    """Return the other files of the same person, employer and occupation, the last first."""
    dit = signalement(dossier)
    return _autres(FicheDossier.objects.filter(signalement=dit), dossier) if dit else ()


def du_meme_employeur(dossier: Dossier) -> tuple[FicheDossier, ...]:
    """Return the other files of the same establishment, the last first."""
    siret = dossier.donnees.employeur.siret or dossier.poste.employeur
    return _autres(FicheDossier.objects.filter(siret=siret), dossier) if siret else ()


def _autres(fiches: QuerySet[FicheDossier], dossier: Dossier) -> tuple[FicheDossier, ...]:
    autres = fiches.exclude(numero=dossier.numero).exclude(service=None)
    return tuple(autres.order_by("-id")[:AUTRES_AU_PLUS])
