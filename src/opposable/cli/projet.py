"""A draft text told on screen and as JSON: what it adds, ends and brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opposable.ecrit.nombre import compter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console

    from opposable.law.corpus import Corpus
    from opposable.law.description import ListeDecrite, ProjetDecrit, Remplacee
    from opposable.law.territoire import Region

MONTRES = 5
"""How many occupations brought are named on screen; JSON has them all."""


def en_dict(projet: ProjetDecrit) -> dict[str, Any]:
    """Return a draft as JSON values."""
    texte = projet.instrument
    return {
        "id": texte.id,
        "nature": texte.nature,
        "titre": texte.titre.fr,
        "signe_le": texte.signe_le.isoformat() if texte.signe_le else None,
        "publie_le": texte.publie_le.isoformat() if texte.publie_le else None,
        "listes": [_liste_en_dict(liste) for liste in projet.listes],
        "metiers": {metier.code: metier.intitule for metier in projet.metiers},
        "domaines": list(projet.domaines),
        "dispositions": [disposition.ancre for disposition in projet.dispositions],
        "nomenclatures": list(projet.nomenclatures),
    }


def _liste_en_dict(decrite: ListeDecrite) -> dict[str, Any]:
    liste = decrite.liste
    return {
        "id": liste.id,
        "public": [regime.value for regime in liste.public],
        "examine_du": liste.examine_du.isoformat(),
        "examine_au": liste.examine_au.isoformat(),
        "nomenclature": liste.nomenclature,
        "lignes": decrite.lignes,
        "metiers": len(liste.ouvertures),
        "zones": decrite.zones,
        "motifs": decrite.motives,
        "remplace": [
            {
                "liste": r.liste,
                "examine_au": r.derniere.isoformat() if r.derniere else None,
                "sans_liste": list(r.delaisses),
            }
            for r in decrite.remplace
        ],
    }


def imprimer(console: Console, projet: ProjetDecrit, corpus: Corpus) -> None:
    """Print a draft."""
    from opposable.cli.ecran import ligne, titre  # noqa: PLC0415 - JSON needs no screen

    titre(console, f"Projet {projet.instrument.id} : {projet.instrument.titre.fr}")
    for decrite in projet.listes:
        for phrase in _dire_liste(decrite, corpus):
            ligne(console, phrase, decrite.liste.ancre)
    for phrase in _dire_apports(projet):
        ligne(console, phrase)


def _dire_liste(decrite: ListeDecrite, corpus: Corpus) -> Iterator[str]:
    liste = decrite.liste
    publics = ", ".join(regime.value for regime in liste.public)
    yield f"{liste.id}, pour {publics}, examen du {liste.examine_du} au {liste.examine_au}."
    yield (
        f"{compter(decrite.lignes, 'ligne')}, {compter(len(liste.ouvertures), 'métier')} : "
        f"{_zones(decrite.zones, corpus.regions_de(liste.territoires))}."
    )
    yield f"Codes : {_nom(liste.nomenclature, corpus)}."
    sans = decrite.lignes - decrite.motives
    yield "Chaque ligne dit son motif." if not sans else f"Sans motif : {compter(sans, 'ligne')}."
    for remplacee in decrite.remplace:
        yield from _dire_remplacee(remplacee)


def _nom(nomenclature: str, corpus: Corpus) -> str:
    return next((n.nom for n in corpus.nomenclatures if n.id == nomenclature), nomenclature)


def _zones(zones: dict[str, int], connues: Mapping[str, Region]) -> str:
    regions = {zone: n for zone, n in zones.items() if zone in connues}
    dites = [f"{n} pour « {zone} »" for zone, n in zones.items() if zone not in regions]
    if regions:
        dites.append(f"{sum(regions.values())} dans {compter(len(regions), 'région')}")
    return ", ".join(dites) or "rien n'est ouvert"


def _dire_remplacee(remplacee: Remplacee) -> Iterator[str]:
    fin = f"ne vaut plus après le {remplacee.derniere}" if remplacee.derniere else "ne vaut jamais"
    yield f"Remplace {remplacee.liste}, qui {fin}."
    if remplacee.delaisses:
        publics = ", ".join(remplacee.delaisses)
        yield f"Attention : {publics} n'a plus de liste ensuite ; le projet ne le nomme pas."


def _dire_apports(projet: ProjetDecrit) -> Iterator[str]:
    apports = [
        compter(len(projet.dispositions), "disposition"),
        compter(len(projet.metiers), "métier"),
        compter(len(projet.domaines), "domaine"),
    ]
    yield f"Apporte {', '.join(apports)}."
    if projet.metiers:
        nommes = [f"{m.code} {m.intitule}" for m in projet.metiers[:MONTRES]]
        autres = len(projet.metiers) - len(nommes)
        suite = f" ; et {autres} de plus" if autres else ""
        yield f"Métiers apportés : {' ; '.join(nommes)}{suite}."
    for nom in projet.nomenclatures:
        yield f"Premier texte à employer {nom} : les codes des autres listes n'y disent rien."
    if projet.hors_couverture:
        yield (
            f"Attention : le corpus ne connaît rien après le {projet.hors_couverture} ; "
            "aucune demande examinée plus tard n'a de réponse."
        )
