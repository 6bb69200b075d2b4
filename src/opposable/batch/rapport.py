"""The report of a comparison: Markdown, and one HTML page that stands alone."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from fractions import Fraction
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from opposable.batch.comparaison import AXES, changements
from opposable.batch.etat_compare import ACTUEL, RIVAL
from opposable.decision.motif import dire_date, dire_mot
from opposable.ecrit.nombre import dire_entier, dire_part
from opposable.ecrit.page import page
from opposable.ecrit.typographie import FINE, INSECABLE, composer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opposable.batch.comparaison import Changement, Comparaison
    from opposable.batch.etat_compare import EtatCompare
    from opposable.law.corpus import Corpus

NOMS_D_AXES = {"regime": "régime", "region": "région", "metier": "métier"}
EN_VIGUEUR = "le droit en vigueur"
SUITE = "\n"
"""Between the changes told in one cell."""
LIGNES_AU_PLUS = 40
BARRES_AU_PLUS = 15


def en_markdown(comparaison: Comparaison) -> str:
    """Return the report as Markdown."""
    lignes = [f"# {_titre(comparaison)}", "", *_phrases(comparaison), ""]
    for titre, entetes, rangees in _tableaux(comparaison):
        lignes += [f"## {titre}", "", f"| {' | '.join(entetes)} |"]
        lignes += ["|" + "|".join("---" for _ in entetes) + "|"]
        lignes += [f"| {' | '.join(_sans_barre(c) for c in rangee)} |" for rangee in rangees]
        lignes.append("")
    return "\n".join(lignes)


def en_html(comparaison: Comparaison) -> str:
    """Return the report as a page without any other file, its chart drawn in it."""
    titre = _titre(comparaison)
    corps = [f"<h1>{escape(titre)}</h1>"]
    corps += [f"<p>{escape(phrase)}</p>" for phrase in _phrases(comparaison) if phrase]
    for axe in AXES[:2]:
        corps.append(_graphique(comparaison, axe))
    for sous_titre, entetes, rangees in _tableaux(comparaison):
        tetes = "".join(f'<th scope="col">{escape(e)}</th>' for e in entetes)
        lignes = "".join(f"<tr>{_cellules(rangee)}</tr>" for rangee in rangees)
        corps.append(f"<h2>{escape(sous_titre)}</h2>")
        corps.append(
            f'<div class="large" tabindex="0" role="region" aria-label="{escape(sous_titre)}">'
            f"<table><thead><tr>{tetes}</tr></thead><tbody>{lignes}</tbody></table></div>"
        )
    return page(titre, "\n".join(corps))


def _titre(comparaison: Comparaison) -> str:
    avant, apres = dire_etat(comparaison.avant), dire_etat(comparaison.apres)
    return composer(f"Ce qui change : {avant}, puis {apres}")


def dire_etat(etat: EtatCompare) -> str:
    """Return a state of the law in words, from the words that asked for it."""
    mots = [_dire_partie(mot.strip(), etat) for mot in etat.nom.split(",")]
    base, autres = [m for m in mots if m == EN_VIGUEUR], [m for m in mots if m != EN_VIGUEUR]
    return " avec ".join([*base, " et ".join(autres)] if base and autres else base or autres)


def _dire_partie(mot: str, etat: EtatCompare) -> str:
    """Return one part of a state in words."""
    corpus = etat.corpus
    gauche, signe, droite = mot.partition("=")
    if mot == ACTUEL:
        return EN_VIGUEUR
    if signe and droite == RIVAL:
        return f"l'autre lecture de « {gauche} »"
    if signe:
        return f"la liste « {gauche} » remplacée par {Path(droite).name}"
    with suppress(ValueError):
        jour = dire_date(date.fromisoformat(mot), corpus, "fr")
        return f"le droit du {jour}"
    texte = corpus.instruments.get(Path(mot).name)
    return f"« {texte.titre.fr} »" if texte else f"le projet « {Path(mot).name} »"


def _phrases(comparaison: Comparaison) -> list[str]:
    lues, changees = comparaison.lues, comparaison.changees
    part = dire_part(Fraction(changees, lues or 1))
    changent = f"{dire_entier(changees)} demandes changent de réponse"
    phrases = [f"{changent} sur {dire_entier(lues)} comparées ({part})."]
    if comparaison.rejetees:
        phrases += ["", f"{dire_entier(comparaison.rejetees)} lignes rejetées, non comparées."]
    for nom, etat in (("Avant", comparaison.avant), ("Après", comparaison.apres)):
        recu = f"demandé « {etat.nom} », droit {etat.corpus.version}"
        recu += f", sha256 {etat.corpus.sha256[:12]}…"
        phrases += ["", f"{nom} : {dire_etat(etat)} ({recu})."]
    return [composer(phrase) for phrase in phrases]


def _tableaux(
    comparaison: Comparaison,
) -> list[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    corpus = comparaison.apres.corpus
    passages: list[tuple[str, ...]] = [
        (dire_mot(avant, corpus, "fr"), dire_mot(apres, corpus, "fr"), dire_entier(combien))
        for (avant, apres), combien in comparaison.passages.most_common()
    ]
    tableaux: list[tuple[str, tuple[str, ...], list[tuple[str, ...]]]] = [
        ("Réponses avant et après", ("avant", "après", "demandes"), passages)
    ]
    for axe in AXES:
        trouves = changements(comparaison, axe)
        rangees = [_rangee(axe, c, corpus) for c in trouves[:LIGNES_AU_PLUS]]
        nom = NOMS_D_AXES[axe]
        titre = f"Par {nom}"
        if len(trouves) > LIGNES_AU_PLUS:
            titre += f" ({LIGNES_AU_PLUS} premiers sur {len(trouves)})"
        tableaux.append((titre, (nom, "demandes", "changent", "comment"), rangees))
    return tableaux


def _rangee(axe: str, changement: Changement, corpus: Corpus) -> tuple[str, ...]:
    comment = [
        f"{dire_mot(avant, corpus, 'fr')} → {dire_mot(apres, corpus, 'fr')}"
        f"{INSECABLE}:{INSECABLE}{dire_entier(n)}"
        for avant, apres, n in changement.passages
    ]
    return (
        composer(nommer(axe, changement.valeur, corpus)),
        dire_entier(changement.demandes),
        dire_entier(changement.changees),
        SUITE.join(composer(c) for c in comment),
    )


def nommer(axe: str, valeur: str, corpus: Corpus) -> str:
    """Return the name of a regime, a region or an occupation."""
    if not valeur:
        return "non dit"
    if axe == "region" and valeur in corpus.regions:
        return f"{corpus.regions[valeur].nom} ({valeur})"
    if axe == "metier" and valeur in corpus.metiers:
        return f"{corpus.metiers[valeur].intitule} ({valeur})"
    return dire_mot(valeur, corpus, "fr")


def _sans_barre(cellule: str) -> str:
    return cellule.replace("|", "\\|").replace(SUITE, "<br>")


def _cellules(rangee: Sequence[str]) -> str:
    return "".join(_cellule(cellule) for cellule in rangee)


def _cellule(cellule: str) -> str:
    """Return a cell: numbers to the right, several changes as a list."""
    if cellule.replace(FINE, "").isdigit():
        return f'<td class="n">{escape(cellule)}</td>'
    parties = [escape(partie) for partie in cellule.split(SUITE)]
    genre = ' class="comment"' if "→" in cellule else ""
    if len(parties) == 1:
        return f"<td{genre}>{parties[0]}</td>"
    return f"<td{genre}><ul>{''.join(f'<li>{partie}</li>' for partie in parties)}</ul></td>"


def _graphique(comparaison: Comparaison, axe: str) -> str:
    """Draw the changes along an axis as bars; the table says the same in words."""
    trouves = changements(comparaison, axe)[:BARRES_AU_PLUS]
    if not trouves:
        return ""
    plus = max(c.changees for c in trouves)
    barres = "".join(
        _barre(nommer(axe, c.valeur, comparaison.apres.corpus), c.changees, plus) for c in trouves
    )
    titre = escape(f"Demandes qui changent de réponse, par {NOMS_D_AXES[axe]}")
    return f'<figure><figcaption>{titre}</figcaption><ul class="barres">{barres}</ul></figure>'


def _barre(nom: str, combien: int, plus: int) -> str:
    """Draw a bar under its name, whole on any screen."""
    part = round(100 * combien / plus, 1)
    return (
        f"<li>{escape(composer(nom))}{INSECABLE}: <strong>{dire_entier(combien)}</strong>"
        f'<svg aria-hidden="true" width="100%" height="10"><rect width="{part}%" height="10"/>'
        "</svg></li>"
    )
