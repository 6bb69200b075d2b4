"""Applications attached to an account: kept, let go, read page after page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opposable.web.bureau import tenue
from opposable.web.bureau.guichet.models import Depot, Rattachement

if TYPE_CHECKING:
    from collections.abc import Collection

    from opposable.web.bureau.employeurs.models import Employeur

PAGE = 20


class Page(NamedTuple):
    """Applications of a page, the last attached first, and the key of the next; None at the end."""

    depots: tuple[Depot, ...]
    suite: int | None


def rattacher(employeur: Employeur, depot: Depot) -> None:
    """Attach an application to an account; done twice, it is attached once."""
    if not tient(employeur, depot):
        with tenue.ecriture():
            Rattachement.objects.get_or_create(employeur=employeur, depot=depot)


def detacher(employeur: Employeur, depot: Depot) -> None:
    """Take an application out of an account; its key goes on opening it."""
    with tenue.ecriture():
        Rattachement.objects.filter(employeur=employeur, depot=depot).delete()


def tient(employeur: Employeur, depot: Depot) -> bool:
    """Whether an application is attached to an account."""
    return Rattachement.objects.filter(employeur=employeur, depot=depot).exists()


def trouver(employeur: Employeur, reference: str) -> Depot | None:
    """Return an application of an account by its reference, None where it holds none of it."""
    return Depot.objects.filter(reference=reference, rattachements__employeur=employeur).first()


def a_rattacher(employeur: Employeur, references: Collection[str]) -> tuple[Depot, ...]:
    """Return, among applications that a session opened, those its account does not hold."""
    if not references:
        return ()
    ouverts = Depot.objects.filter(reference__in=references)
    return tuple(ouverts.exclude(rattachements__employeur=employeur).order_by("pk"))


def page(employeur: Employeur, apres: str) -> Page:
    """Return applications of an account from a key on: nothing is skipped by counting."""
    lus = Rattachement.objects.filter(employeur=employeur).order_by("-id")
    if apres.isascii() and apres.isdigit():
        lus = lus.filter(id__lt=min(int(apres), 1 << 62))
    trouves = list(lus.select_related("depot")[: PAGE + 1])
    suite = trouves[PAGE - 1].pk if len(trouves) > PAGE else None
    return Page(tuple(r.depot for r in trouves[:PAGE]), suite)
