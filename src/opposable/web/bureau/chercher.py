"""Search of files by words: accents, an unfinished word and a slip are forgiven; pages by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef
from rapidfuzz.distance import OSA

from opposable.dossiers.semblable import signalement
from opposable.ecrit.repli import replier
from opposable.web.bureau.models import LONGUES, FicheDossier, Mot, MotAmpute, MotDuDossier
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
"""Files from which a word is frequent: those that hold it are not read whole."""
LUS = 2_000
"""Files of a frequent word that a page looks at, the last filed; the next page goes on."""
DERNIERE = "z" * 40
"""After every word that begins as another, in any order of letters."""


class Page(NamedTuple):
    """Files found, the last filed first.

    Attributes:
        fiches: The files.
        suite: Key to ask the next page with, None where there is none. A page may hold few
            files, or none, and have a next: its words are frequent, and rarely together.
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
    trouves, jusqu_a = _dossiers(sens, services, apres)
    cles = list(trouves[: limite + 1])
    fiches = FicheDossier.objects.defer(*LONGUES).in_bulk(cles[:limite])
    suite = cles[limite - 1] if len(cles) > limite else jusqu_a
    return Page(tuple(fiches[cle] for cle in cles[:limite]), suite)


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
) -> tuple[QuerySet[MotDuDossier, int], int | None]:
    """Return the keys of the files, from the word that fewest hold, and how far it was read."""
    tous = MotDuDossier.objects.filter(**({"dossier_id__lt": apres} if apres else {}))
    permis = tous if services is None else tous.filter(service__in=services)
    comptes = [permis.filter(mot_id__in=cles)[:FREQUENT].count() for cles in sens]
    rang = comptes.index(min(comptes))
    trouves, jusqu_a = permis.filter(mot_id__in=sens[rang]), None
    if comptes[rang] == FREQUENT:
        un_seul = services is not None and len(services) == 1
        jusqu_a = _borne(sens[rang], permis if un_seul else tous)
        trouves = trouves.filter(dossier_id__gte=jusqu_a) if jusqu_a else trouves
    # Said of the other words too: PostgreSQL would read all of a frequent one to compare.
    bornes = {"dossier_id__gte": jusqu_a} if jusqu_a else {}
    for cles in (*sens[:rang], *sens[rang + 1 :]):
        autre = MotDuDossier.objects.filter(mot_id__in=cles, dossier_id=OuterRef("dossier_id"))
        trouves = trouves.filter(Exists(autre.filter(**bornes)))
    return trouves.order_by("-dossier_id").values_list("dossier_id", flat=True).distinct(), jusqu_a


def _borne(cles: list[int], tous: QuerySet[MotDuDossier]) -> int | None:
    """Return the last file read of a frequent word; None where all of its files are."""
    rangs = tous.order_by("-dossier_id").values_list("dossier_id", flat=True)
    lus = (rangs.filter(mot_id=cle)[LUS - 1 : LUS].first() for cle in cles)
    return max((rang for rang in lus if rang), default=None)


def semblables(
    dossier: Dossier, services: Collection[str] | None = None
) -> tuple[FicheDossier, ...]:
    """Return the other files of the same person, employer and occupation, the last first.

    Args:
        dossier: The file.
        services: Services whose files may be seen; None for all of them.
    """
    dit = signalement(dossier)
    pareils = FicheDossier.objects.filter(signalement=dit)
    return _autres(pareils, dossier, services) if dit else ()


def du_meme_employeur(
    dossier: Dossier, services: Collection[str] | None = None
) -> tuple[FicheDossier, ...]:
    """Return the other files of the same establishment, the last first.

    Args:
        dossier: The file.
        services: Services whose files may be seen; None for all of them.
    """
    siret = dossier.donnees.employeur.siret or dossier.poste.employeur
    siens = FicheDossier.objects.filter(siret=siret)
    return _autres(siens, dossier, services) if siret else ()


def _autres(
    fiches: QuerySet[FicheDossier], dossier: Dossier, services: Collection[str] | None
) -> tuple[FicheDossier, ...]:
    autres = fiches.exclude(numero=dossier.numero).exclude(service=None)
    permis = autres if services is None else autres.filter(service__in=services)
    return tuple(permis.defer(*LONGUES).order_by("-id")[:AUTRES_AU_PLUS])
