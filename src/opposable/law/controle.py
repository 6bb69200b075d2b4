"""What every corpus must satisfy, whatever texts it holds: references, periods, codes."""

from __future__ import annotations

from itertools import pairwise
from string import Formatter
from typing import TYPE_CHECKING

from opposable.errors import LawDataError
from opposable.law.regle import DE_LA_LISTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from opposable.law.corpus import Corpus
    from opposable.law.liste import Entree, Liste
    from opposable.law.regle import Phrase


def controler(corpus: Corpus) -> None:
    """Check the links between tables.

    Raises:
        LawDataError: The first fault found, with its file, field and remedy.
    """
    _territoires(corpus)
    _regimes(corpus)
    controler_listes(corpus)
    _regles(corpus)
    _services(corpus)
    _lectures(corpus)
    for ancre, fichier in _ancres(corpus):
        if disposition(corpus, ancre) is None:
            raise LawDataError(
                fichier,
                f"« {ancre} » n'est dans aucune disposition de dispositions.csv",
                champ="ancre",
            )


def disposition(corpus: Corpus, ancre: str) -> str | None:
    """Return the anchor of the provision that holds a place: `A4/11/5` is in `A4`."""
    while ancre not in corpus.dispositions:
        if "/" not in ancre:
            return None
        ancre = ancre.rpartition("/")[0]
    return ancre


def _territoires(corpus: Corpus) -> None:
    for departement in corpus.departements.values():
        if departement.region not in corpus.regions:
            raise LawDataError(
                "departements.csv",
                f"le département {departement.code} est dans une région inconnue, "
                f"{departement.region}",
                champ="region",
            )


def _regimes(corpus: Corpus) -> None:
    for nationalite in corpus.nationalites.values():
        for avant, apres in pairwise(nationalite.statuts):
            if apres.du <= avant.au:
                raise LawDataError(
                    "regimes.csv",
                    f"{nationalite.code} a deux régimes le {apres.du} : séparez les périodes",
                    champ="du",
                )
    for statut_de in {s.nationalite for n in corpus.nationalites.values() for s in n.statuts}:
        if statut_de not in corpus.nationalites:
            raise LawDataError(
                "regimes.csv", f"nationalité inconnue : {statut_de}", champ="nationalite"
            )


def controler_listes(corpus: Corpus) -> None:
    """Check the lists: no overlap, and every row a code, a label, an activity, a reading.

    Raises:
        LawDataError: The first fault found.
    """
    listes = list(corpus.listes.values())
    for i, liste in enumerate(listes):
        for autre in listes[i + 1 :]:
            _sans_chevauchement(liste, autre)
        for entree in (*liste.entrees, *liste.cadre):
            controler_entree(corpus, liste, entree)


def _sans_chevauchement(liste: Liste, autre: Liste) -> None:
    memes = set(liste.public) & set(autre.public)
    exclusives = liste.nationalites.isdisjoint(autre.nationalites) and (
        liste.nationalites and autre.nationalites
    )
    debut = max(liste.examine_du, autre.examine_du)
    if memes and not exclusives and debut <= min(liste.examine_au, autre.examine_au):
        raise LawDataError(
            f"instruments/{autre.instrument}/instrument.toml",
            f"« {liste.id} » et « {autre.id} » valent toutes deux le {debut} pour "
            f"{', '.join(sorted(memes))} : fermez la première la veille (`remplace`)",
            champ="examine_du",
        )


def controler_entree(corpus: Corpus, liste: Liste, entree: Entree) -> None:
    """Check one row: its codes, label, activity and readings are known.

    Raises:
        LawDataError: The first fault found.
    """
    fichier = f"instruments/{liste.instrument} ({liste.id})"
    nomenclature = next((n for n in corpus.nomenclatures if n.id == liste.nomenclature), None)
    if nomenclature is None:
        raise LawDataError(fichier, f"nomenclature inconnue : {liste.nomenclature}")
    for champ, code in (("metier", entree.metier), ("metier_imprime", entree.metier_imprime)):
        if not nomenclature.motif.fullmatch(code):
            raise LawDataError(
                fichier, f"« {code} » n'est pas un code {nomenclature.nom}", champ=champ
            )
    if entree.metier != entree.metier_imprime and not _expliquee(corpus, entree):
        raise LawDataError(
            fichier,
            f"{entree.ancre} imprime {entree.metier_imprime} et se lit {entree.metier} sans "
            "qu'aucune lecture l'explique : inscrivez-la",
            champ="metier",
        )
    if entree.metier not in corpus.metiers:
        raise LawDataError(
            fichier, f"« {entree.metier} » n'a pas d'intitulé dans metiers.csv", champ="metier"
        )
    if entree.activite and entree.activite not in corpus.valeurs["activite"]:
        raise LawDataError(fichier, f"activité inconnue : {entree.activite}", champ="activite")
    for lecture in entree.lectures:
        if lecture not in corpus.lectures:
            raise LawDataError(fichier, f"lecture inconnue : {lecture}", champ="lectures")


def _expliquee(corpus: Corpus, entree: Entree) -> bool:
    """Whether a reading of the row names both the code printed and the code read."""
    codes = {entree.metier, entree.metier_imprime}
    lectures = (corpus.lectures.get(lecture) for lecture in entree.lectures)
    return any(lecture is not None and codes <= set(lecture.metiers) for lecture in lectures)


def _regles(corpus: Corpus) -> None:
    fondements = {f.id for f in corpus.fondements}
    for regle in corpus.regles.values():
        if regle.fondement and regle.fondement not in {*fondements, DE_LA_LISTE}:
            raise LawDataError(
                "regles.toml", f"fondement inconnu : {regle.fondement}", champ="fondement"
            )
    for liste in corpus.listes.values():
        if liste.fondement not in fondements:
            raise LawDataError(
                f"instruments/{liste.instrument}/instrument.toml",
                f"fondement inconnu : {liste.fondement}",
                champ="fondement",
            )
    for phrase in phrases(corpus):
        if _trous(phrase.fr) != _trous(phrase.en):
            raise LawDataError(
                "regles.toml", f"« {phrase.id} » n'a pas les mêmes {{champs}} en fr et en en"
            )


def phrases(corpus: Corpus) -> Iterator[Phrase]:
    """Yield every sentence of the corpus."""
    textes = corpus.textes
    yield from (regle.phrase for regle in corpus.regles.values())
    for groupe in (textes.motifs, textes.avis, textes.questions, textes.voies):
        yield from groupe.values()


def _trous(texte: str) -> set[str]:
    return {champ for _, champ, _, _ in Formatter().parse(texte) if champ}


def _services(corpus: Corpus) -> None:
    for i, service in enumerate(corpus.services):
        for autre in corpus.services[i + 1 :]:
            commun = set(service.types) & set(autre.types)
            if commun and max(service.du, autre.du) <= min(service.au, autre.au):
                raise LawDataError(
                    "services.csv",
                    f"« {service.id} » et « {autre.id} » se chevauchent pour "
                    f"{', '.join(sorted(commun))}",
                    champ="du",
                )


def _lectures(corpus: Corpus) -> None:
    for lecture in corpus.lectures.values():
        inconnus = [r for r in lecture.regions if r not in corpus.regions]
        inconnus += [n for n in lecture.nationalites if n not in corpus.nationalites]
        if lecture.avis and lecture.avis not in corpus.textes.avis:
            inconnus.append(lecture.avis)
        if inconnus:
            raise LawDataError("lectures.toml", f"« {lecture.id} » cite {inconnus[0]}, inconnu")
        if lecture.remplace and not lecture.rivale:
            raise LawDataError(
                "lectures.toml", f"« {lecture.id} » change des lignes sans dire sa rivale"
            )


def _ancres(corpus: Corpus) -> Iterator[tuple[str, str]]:
    groupes: dict[str, Iterable[object]] = {
        "fondements.csv": corpus.fondements,
        "services.csv": corpus.services,
        "conditions.csv": corpus.conditions,
        "verifications.csv": corpus.verifications,
        "charges.csv": corpus.charges,
        "lectures.toml": corpus.lectures.values(),
        "regles.toml": (*corpus.regles.values(), *phrases(corpus)),
        "regimes.csv": (s for n in corpus.nationalites.values() for s in n.statuts),
    }
    for fichier, objets in groupes.items():
        yield from ((objet.ancre, fichier) for objet in objets)  # type: ignore[attr-defined]
    for liste in corpus.listes.values():
        fichier = f"instruments/{liste.instrument}"
        yield liste.ancre, fichier
        yield from ((e.ancre, fichier) for e in (*liste.entrees, *liste.cadre))
