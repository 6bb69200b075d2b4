"""`opposable verify`: what the texts promise about themselves, and the register of defects."""

from __future__ import annotations

import json
import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from opposable.cli import projet as projet_de_texte
from opposable.cli.decide import Format
from opposable.cli.sortie import Sortie
from opposable.decision.chargement import load_corpus
from opposable.decision.motif import dire_date
from opposable.ecrit.bilingue import FRANCAIS
from opposable.ecrit.nombre import compter
from opposable.errors import LawDataError
from opposable.law.description import decrire
from opposable.law.promesse import verifier
from opposable.law.veille import perimes, questions
from opposable.recherche.citation import citer

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from opposable.law.corpus import Corpus
    from opposable.law.description import ProjetDecrit
    from opposable.law.lecture import Lecture
    from opposable.law.promesse import Promesse

AIDE = """Vérifie les données du droit : types, références, dates, et tout ce que le texte promet.

Une promesse rompue et inscrite au registre des défauts est montrée avec sa lecture ; toute autre
faute est dite avec son fichier, sa ligne et son champ (code 1).

Avec --with, un projet de texte est vérifié aussi : ce qu'il ajoute, remplace et apporte est dit.

Exemple :

  opposable verify --with projet-2010
"""


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("verify", help=AIDE)(commande)


def commande(
    avec: Annotated[
        list[str] | None,
        typer.Option("--with", "--avec", help="Dossier d'un projet de texte (répétable)."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="text ou json.")] = Format.TEXT,
    ancres: Annotated[
        bool, typer.Option("--ancres", help="Places par leurs identifiants.")
    ] = False,
) -> None:
    """Load the law, measure every promise, print them with the register."""
    try:
        corpus = load_corpus(avec=avec or ())
        promesses = verifier(corpus)
    except LawDataError as erreur:
        sys.stderr.write(f"opposable : {erreur.message}\n")
        raise SystemExit(Sortie.FAUTE) from None
    projets = decrire(corpus, load_corpus()) if avec else ()
    if format_ is Format.JSON:
        contenu = _dict(corpus, promesses, projets)
        typer.echo(json.dumps(contenu, ensure_ascii=False, indent=2))
    else:
        _imprimer(corpus, promesses, projets, ancres=ancres)


def _dict(
    corpus: Corpus, promesses: tuple[Promesse, ...], projets: tuple[ProjetDecrit, ...]
) -> dict[str, object]:
    return {
        "version": corpus.version,
        "sha256": corpus.sha256,
        "listes": [liste.id for liste in corpus.listes.values()],
        "projets": [projet_de_texte.en_dict(projet) for projet in projets],
        "promesses": [
            {
                "id": p.id,
                "ancre": p.ancre,
                "texte": p.texte.fr,
                "attendu": list(p.attendu),
                "constat": list(p.constat),
                "tenue": p.tenue,
                "lecture": p.lecture,
            }
            for p in promesses
        ],
        "lectures": [_lecture(lecture) for lecture in corpus.lectures.values()],
        "perimes": [{"liste": p.liste.id, "depuis": p.depuis.isoformat()} for p in perimes(corpus)],
        "questions": [
            {
                "id": q.manque.id,
                "texte_attendu": q.manque.texte_attendu,
                "cherche": q.manque.cherche,
                "reponses": q.reponses,
            }
            for q in questions(corpus)
        ],
    }


def _lecture(lecture: Lecture) -> dict[str, object]:
    return {
        "id": lecture.id,
        "ancre": lecture.ancre,
        "imprime": lecture.imprime.fr,
        "retenue": lecture.retenue.fr,
        "rivale": lecture.rivale.fr or None,
        "motif": lecture.motif,
        "change_des_reponses": bool(lecture.remplace),
    }


def _imprimer(
    corpus: Corpus,
    promesses: tuple[Promesse, ...],
    projets: tuple[ProjetDecrit, ...],
    *,
    ancres: bool,
) -> None:
    from rich.text import Text  # noqa: PLC0415 - JSON needs no screen

    from opposable.cli.ecran import ecran, ligne, titre  # noqa: PLC0415

    console = ecran()
    tenues = sum(p.tenue for p in promesses)
    console.print(Text(f"Droit {corpus.version} · {len(corpus.listes)} listes", style="bold"))
    console.print(f"sha256 {corpus.sha256}", style="dim")
    for projet in projets:
        projet_de_texte.imprimer(console, projet, corpus)
    titre(console, f"Ce que le texte promet : {tenues} tenues, {len(promesses) - tenues} rompues")
    citation = _citations(corpus, ancres=ancres)
    for promesse in promesses:
        puce = "✓" if promesse.tenue else "✗"
        place = promesse.ancre
        ligne(console, _dire(promesse), place, puce, citation=citation(place))
    titre(console, f"Registre des défauts : {len(corpus.lectures)}")
    for lecture in corpus.lectures.values():
        ligne(console, _dire_lecture(lecture), lecture.ancre, citation=citation(lecture.ancre))
    _imprimer_la_veille(console, corpus, citation)


def _citations(corpus: Corpus, *, ancres: bool) -> Callable[[str], str]:
    """Return what says a place in words, or nothing where its identifier is wanted."""
    return lambda ancre: "" if ancres else citer(ancre, corpus, FRANCAIS)


def _imprimer_la_veille(console: Console, corpus: Corpus, citation: Callable[[str], str]) -> None:
    """Print what is stale, and what is still looked for, most answers first."""
    from opposable.cli.ecran import ligne, titre  # noqa: PLC0415 - JSON needs no screen

    le = partial(dire_date, corpus=corpus, langue=FRANCAIS)
    tardives = perimes(corpus)
    titre(console, f"Listes à réviser, au {le(corpus.connu_le)} : {len(tardives)}")
    for perime in tardives:
        dite = f"{perime.liste.nom.fr}, révision annuelle attendue depuis le {le(perime.depuis)}"
        ligne(console, dite, perime.liste.ancre, citation=citation(perime.liste.ancre))
    posees = questions(corpus)
    titre(console, f"Ce qui est encore cherché : {len(posees)}")
    for question in posees:
        combien = f" ({compter(question.reponses, 'réponse')})" if question.reponses else ""
        manque = question.manque
        ligne(console, f"{manque.cherche}{combien}", manque.ancre, citation=citation(manque.ancre))


def _dire(promesse: Promesse) -> str:
    if promesse.tenue:
        return promesse.texte.fr
    trouve = " ; ".join(promesse.constat) or "rien"
    return f"{promesse.texte.fr} Trouvé : {trouve}. Voir {promesse.lecture}."


def _dire_lecture(lecture: Lecture) -> str:
    rivale = f" Rivale : {lecture.rivale.fr}." if lecture.rivale else ""
    change = " (change des réponses)" if lecture.remplace else ""
    return f"{lecture.id}{change} — {lecture.imprime.fr}. Retenu : {lecture.retenue.fr}.{rivale}"
