"""The words that files are searched by: each kept once, with the forms a slip makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.web.bureau.models import Mot, MotAmpute, MotDuDossier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from opposable.dossiers.etat import Dossier
    from opposable.web.bureau.models import FicheDossier

LONGUEUR = 40
"""Letters of a word that count."""
LONGUEUR_D_UN_ECART = 4
"""Letters from which a slip in a word is forgiven."""
MOTS_AU_PLUS = 60

Couple = tuple[str, str]
"""A word, and a service whose people may find the file by it."""


def couples(dossier: Dossier, plier: Callable[[Dossier], str]) -> set[Couple]:
    """Return each word of a file with each service that reads it; a draft has none."""
    if dossier.service is None:
        return set()
    services = {dossier.service, *(saisine.service for saisine in dossier.saisines)}
    mots = decouper(plier(dossier))
    return {(mot, service) for mot in mots for service in services}


def decouper(plie: str) -> list[str]:
    """Return the distinct words of a folded text, in order, each cut to what counts."""
    return list(dict.fromkeys(mot[:LONGUEUR] for mot in plie.split()))[:MOTS_AU_PLUS]


def amputer(mot: str) -> set[str]:
    """Return a word and each form of it with a letter less; none for a short one."""
    if len(mot) < LONGUEUR_D_UN_ECART:
        return set()
    return {mot, *(mot[:rang] + mot[rang + 1 :] for rang in range(len(mot)))}


def repertorier(fiche: FicheDossier, avant: set[Couple], apres: set[Couple]) -> None:
    """Keep the words of a file that an act added, let go those it took away.

    Words are written in order: two acts never wait for each other.
    """
    if retires := avant - apres:
        identifiants = _identifier(mot for mot, _ in retires)
        for mot, service in sorted(retires):
            fiche.mots.filter(mot_id=identifiants[mot], service=service).delete()
    if ajoutes := apres - avant:
        identifiants = _inscrire(sorted({mot for mot, _ in ajoutes}))
        MotDuDossier.objects.bulk_create(
            MotDuDossier(mot_id=identifiants[mot], service=service, dossier=fiche)
            for mot, service in sorted(ajoutes)
        )


def _identifier(mots: Iterable[str]) -> dict[str, int]:
    return dict(Mot.objects.filter(mot__in=set(mots)).values_list("mot", "id"))


def _inscrire(mots: list[str]) -> dict[str, int]:
    connus = _identifier(mots)
    nouveaux = [mot for mot in mots if mot not in connus]
    if not nouveaux:
        return connus
    Mot.objects.bulk_create((Mot(mot=mot) for mot in nouveaux), ignore_conflicts=True)
    inscrits = _identifier(nouveaux)
    MotAmpute.objects.bulk_create(
        (
            MotAmpute(forme=forme, mot_id=inscrits[mot])
            for mot in nouveaux
            for forme in sorted(amputer(mot))
        ),
        ignore_conflicts=True,
    )
    return connus | inscrits
