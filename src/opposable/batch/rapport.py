"""The report of a comparison: Markdown, and one HTML page that stands alone."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from opposable.batch.comparaison import AXES, changements
from opposable.decision.motif import dire_mot
from opposable.ecrit.nombre import dire_entier, dire_part
from opposable.ecrit.typographie import FINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opposable.batch.comparaison import Changement, Comparaison
    from opposable.law.corpus import Corpus

NOMS_D_AXES = {"regime": "régime", "region": "région", "metier": "métier"}
LIGNES_AU_PLUS = 40
BARRES_AU_PLUS = 15
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1b1b;background:#fff}table{border-collapse:collapse;margin:1rem 0}"
    "th,td{border-bottom:1px solid #888;padding:.3rem .8rem;text-align:left}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}"
)


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
    titre = escape(_titre(comparaison))
    corps = [f"<h1>{titre}</h1>"]
    corps += [f"<p>{escape(phrase)}</p>" for phrase in _phrases(comparaison) if phrase]
    for axe in AXES[:2]:
        corps.append(_graphique(comparaison, axe))
    for sous_titre, entetes, rangees in _tableaux(comparaison):
        tetes = "".join(f'<th scope="col">{escape(e)}</th>' for e in entetes)
        lignes = "".join(f"<tr>{_cellules(rangee)}</tr>" for rangee in rangees)
        corps.append(f"<h2>{escape(sous_titre)}</h2>")
        corps.append(f"<table><thead><tr>{tetes}</tr></thead><tbody>{lignes}</tbody></table>")
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{titre}</title>'
        f"<style>{STYLE}</style></head><body><main>{''.join(corps)}</main></body></html>\n"
    )


def _titre(comparaison: Comparaison) -> str:
    return f"De « {comparaison.avant.nom} » à « {comparaison.apres.nom} »"


def _phrases(comparaison: Comparaison) -> list[str]:
    lues, changees = comparaison.lues, comparaison.changees
    part = dire_part(Fraction(changees, lues or 1))
    changent = f"{dire_entier(changees)} demandes changent de réponse"
    phrases = [f"{changent} sur {dire_entier(lues)} comparées ({part})."]
    if comparaison.rejetees:
        phrases += ["", f"{dire_entier(comparaison.rejetees)} lignes rejetées, non comparées."]
    for nom, etat in (("Avant", comparaison.avant), ("Après", comparaison.apres)):
        recu = f"droit {etat.corpus.version}, sha256 {etat.corpus.sha256[:12]}…"
        phrases += ["", f"{nom} : {etat.nom} ({recu})."]
    return phrases


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
        f"{dire_mot(avant, corpus, 'fr')} → {dire_mot(apres, corpus, 'fr')} : {dire_entier(n)}"
        for avant, apres, n in changement.passages
    ]
    return (
        nommer(axe, changement.valeur, corpus),
        dire_entier(changement.demandes),
        dire_entier(changement.changees),
        " ; ".join(comment),
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
    return cellule.replace("|", "\\|").replace("\n", " ")


def _cellules(rangee: Sequence[str]) -> str:
    return "".join(
        f'<td class="n">{escape(c)}</td>'
        if c.replace(FINE, "").isdigit()
        else f"<td>{escape(c)}</td>"
        for c in rangee
    )


def _graphique(comparaison: Comparaison, axe: str) -> str:
    """Draw the changes along an axis as bars; the table says the same in words."""
    trouves = changements(comparaison, axe)[:BARRES_AU_PLUS]
    if not trouves:
        return ""
    plus = max(c.changees for c in trouves)
    barres = [
        _barre(rang, nommer(axe, c.valeur, comparaison.apres.corpus), c.changees, plus)
        for rang, c in enumerate(trouves)
    ]
    titre = f"Demandes qui changent de réponse, par {NOMS_D_AXES[axe]}"
    hauteur = 26 * len(trouves)
    return (
        f'<figure><figcaption>{escape(titre)}</figcaption><svg role="img" '
        f'viewBox="0 0 800 {hauteur}" width="100%" aria-label="{escape(titre)}">'
        f"{''.join(barres)}</svg></figure>"
    )


def _barre(rang: int, nom: str, combien: int, plus: int) -> str:
    haut, largeur, dit = 26 * rang, max(1, round(400 * combien / plus)), dire_entier(combien)
    return (
        f"<g><title>{escape(nom)} : {dit}</title>"
        f'<text x="290" y="{haut + 17}" text-anchor="end" font-size="13">{escape(nom[:44])}</text>'
        f'<rect x="300" y="{haut + 4}" width="{largeur}" height="18" fill="#1f5aa6"/>'
        f'<text x="{306 + largeur}" y="{haut + 17}" font-size="13">{dit}</text></g>'
    )
