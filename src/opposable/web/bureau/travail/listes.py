"""The worklists: what each holds, in what order, and whose files it may show."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from opposable.dossiers.delais import Attente
from opposable.dossiers.etat import Etat
from opposable.web.bureau.models import (
    A_SIGNER,
    DECIDES,
    EN_COURS,
    FINIS,
    LONGUES,
    FicheDossier,
)
from opposable.web.bureau.reglages import reglages

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise as Promise

    from opposable.web.bureau.comptes.acces import Porteur

PAGE = 50
TOUTES = Q()
"""No condition more."""
COMPTE_AU_PLUS = 100
"""Files that a count goes to: beyond, it says « more »."""


class Liste(NamedTuple):
    """A worklist.

    Attributes:
        titre: What it is called.
        aide: Why a file is in it.
        filtre: Files it holds, for someone, on the day of the office.
        tri: Column it is sorted by, then by the key of the file.
    """

    titre: Promise
    aide: Promise
    filtre: Callable[[Porteur], Q]
    tri: str


def _silence(porteur: Porteur) -> Q:
    fin = porteur.jour + timedelta(days=reglages().seuils.silence)
    return EN_COURS & Q(echeance_le__gt=porteur.jour, echeance_le__lte=fin)


def _immobiles(porteur: Porteur) -> Q:
    dernier = porteur.jour - timedelta(days=reglages().seuils.immobile)
    return EN_COURS & Q(bouge_le__lte=dernier)


LISTES: dict[str, Liste] = {
    "ouverts": Liste(
        _("Tous les dossiers ouverts"),
        _("Le plus ancien d’abord."),
        lambda _porteur: EN_COURS,
        "depose_le",
    ),
    "miens": Liste(
        _("Mes dossiers"),
        _("Ceux qui vous sont affectés."),
        lambda porteur: EN_COURS & Q(agent=porteur.agent),
        "depose_le",
    ),
    "sans-agent": Liste(
        _("À affecter"),
        _("Personne n’en est chargé."),
        lambda _porteur: EN_COURS & Q(agent__isnull=True),
        "depose_le",
    ),
    "retard": Liste(
        _("En retard"),
        _("Le délai est passé : le silence décide."),
        lambda porteur: EN_COURS & Q(echeance_le__lte=porteur.jour),
        "echeance_le",
    ),
    "silence": Liste(
        _("Silence proche"),
        _("Sans réponse, le silence décidera bientôt."),
        _silence,
        "echeance_le",
    ),
    "immobiles": Liste(
        _("Sans mouvement"), _("Aucun acte depuis longtemps."), _immobiles, "bouge_le"
    ),
    "pieces": Liste(
        _("Pièces attendues"),
        _("On attend le demandeur : le délai est arrêté."),
        lambda _porteur: EN_COURS & Q(attend=Attente.DEMANDEUR.value),
        "depose_le",
    ),
    "avis": Liste(
        _("Avis à rendre"),
        _("Un autre service demande l’avis du vôtre."),
        lambda porteur: Q(avis_de__in=porteur.services),
        "depose_le",
    ),
    "a-signer": Liste(
        _("À signer"),
        _("Une décision est préparée."),
        lambda _porteur: A_SIGNER,
        "depose_le",
    ),
    "a-notifier": Liste(
        _("À notifier"),
        _("La décision est signée, et rien ne la retient."),
        lambda porteur: Q(etat__in=DECIDES, notifiable_le__lte=porteur.jour),
        "notifiable_le",
    ),
    "bloques": Liste(
        _("Bloqués"),
        _("Accord sans dates, fin avant le début, ou embargo passé sans notification."),
        lambda porteur: Q(bloque_le__lte=porteur.jour),
        "bloque_le",
    ),
    "clos": Liste(_("Dossiers clos"), _("Décidés ou classés."), lambda _porteur: FINIS, "clos_le"),
}
"""Each worklist by the name its address bears."""


class Page(NamedTuple):
    """Files of a page, in order, and the key to ask the next with; None at the end."""

    fiches: tuple[FicheDossier, ...]
    suite: str | None


def fiches(porteur: Porteur, nom: str, filtres: Q = TOUTES) -> QuerySet[FicheDossier]:
    """Return the files of a worklist that someone may read, in its order."""
    permis = porteur.lus
    les_siennes = TOUTES if permis is None or nom == "avis" else Q(service__in=permis)
    return _tenues(porteur, nom, les_siennes & filtres).order_by(LISTES[nom].tri, "id")


def _tenues(porteur: Porteur, nom: str, filtres: Q) -> QuerySet[FicheDossier]:
    """Return the files of a worklist, whoever may read them."""
    deposees = ~Q(etat=Etat.BROUILLON.value)
    return FicheDossier.objects.filter(deposees & LISTES[nom].filtre(porteur) & filtres)


def page(porteur: Porteur, nom: str, filtres: Q, apres: str) -> Page:
    """Return a page of a worklist, from a key on: nothing is skipped by counting."""
    tri, permis = LISTES[nom].tri, porteur.lus
    suite_de = filtres & Q(**{f"{tri}__isnull": False}) & _depuis(tri, apres)
    if permis is None or len(permis) <= 1 or nom == "avis":
        trouves = fiches(porteur, nom, suite_de)
    else:
        trouves = _premieres(_tenues(porteur, nom, suite_de), permis, tri)
    lues = tuple(trouves.defer(*LONGUES)[: PAGE + 1])
    reste = len(lues) > PAGE
    derniere = lues[PAGE - 1] if reste else None
    suite = f"{getattr(derniere, tri).isoformat()}_{derniere.pk}" if derniere else None
    return Page(lues[:PAGE], suite)


def _depuis(tri: str, apres: str) -> Q:
    """What comes after a key, said so that an index is entered at it."""
    cle = lire_cle(apres)
    if cle is None:
        return Q()
    valeur, rang = cle
    apres_elle = Q(**{f"{tri}__gt": valeur}) | Q(**{tri: valeur, "id__gt": rang})
    return Q(**{f"{tri}__gte": valeur}) & apres_elle


def _premieres(
    trouves: QuerySet[FicheDossier], services: tuple[str, ...], tri: str
) -> QuerySet[FicheDossier]:
    """Return files of several services in order, from the first of each: none is read whole."""
    place = "\0"
    un = trouves.filter(service=place).order_by(tri, "id").values("pk")[: PAGE + 1]
    ordre, valeurs = un.query.sql_with_params()
    tous = " UNION ALL ".join([f"SELECT * FROM ({ordre}) AS un"] * len(services))  # noqa: S608
    dites = [s if v == place else v for s in services for v in valeurs]
    reunies = FicheDossier.objects.filter(pk__in=RawSQL(tous, dites))  # noqa: S611 - values apart
    return reunies.order_by(tri, "id")


def lire_cle(dite: str) -> tuple[date, int] | None:
    """Read the key of a page; None where it is none."""
    jour, _, rang = dite.partition("_")
    try:
        return date.fromisoformat(jour), int(rang)
    except ValueError:
        return None


def compter(porteur: Porteur, *demandes: tuple[str, Q]) -> list[int]:
    """Count the files of worklists, each up to one more than is said, by one query for all.

    Args:
        porteur: Who asks.
        demandes: Names of worklists, each with what more is asked of its files.
    """
    lues = {rang: lue for rang, d in enumerate(demandes) if (lue := _a_compter(porteur, *d))}
    comptes = Counter[int]()
    if lues:
        parts = (f"SELECT {rang}, un.id FROM ({sql}) AS un" for rang, (sql, _) in lues.items())  # noqa: S608
        with connection.cursor() as curseur:
            curseur.execute(
                " UNION ALL ".join(parts), [v for _, dites in lues.values() for v in dites]
            )
            comptes.update(rang for rang, _ in curseur.fetchall())
    return [comptes[rang] for rang in range(len(demandes))]


def _a_compter(porteur: Porteur, nom: str, filtres: Q) -> tuple[str, tuple[Any, ...]] | None:
    """Return the query of the first files of a worklist, None where it can hold none.

    It is sorted where one index reads them everywhere.
    """
    trouvees = fiches(porteur, nom, filtres).values_list("id")
    comptees = trouvees if porteur.lus is None else trouvees.order_by()
    try:
        lue: tuple[str, tuple[Any, ...]] = comptees[: COMPTE_AU_PLUS + 1].query.sql_with_params()
    except EmptyResultSet:
        return None
    return lue
