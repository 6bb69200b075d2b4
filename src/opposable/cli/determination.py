"""A determination on the screen, as `exposition` tells it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from opposable.cli.ecran import COULEURS, alinea, dire, ligne, surface, titre
from opposable.decision.exposition import exposer
from opposable.ecrit.bilingue import Bilingue
from opposable.recherche.citation import citer

if TYPE_CHECKING:
    from opposable.cli.ecran import Surface
    from opposable.decision.determination import Determination
    from opposable.decision.exposition import Ligne
    from opposable.decision.voie import Voie
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus

RECU = Bilingue("Reçu : droit", "Receipt: law")
REGLE = Bilingue("règle", "rule")
ARTICLE = re.compile(r"[LRD]\.\s?\d[\d-]*")
SANS_ESPACE = re.compile(r"\s")


def imprimer(
    determination: Determination,
    chemins: tuple[Voie, ...],
    corpus: Corpus,
    langue: Langue,
    *,
    ancres: bool = False,
) -> None:
    """Print a determination; places in words, or by their anchors with every identifier."""
    console = surface()
    exposee = exposer(determination, chemins, corpus, langue)
    situation = determination.situation_emploi.value
    fin = f"   ({situation})" if ancres else ""
    dire(console, exposee.titre, COULEURS[situation], fin=fin)
    alinea(console, exposee.verdict)
    for section in exposee.sections:
        titre(console, section.titre)
        if section.note:
            alinea(console, section.note)
        for une in section.lignes:
            citation = citer(une.ancre, corpus, langue) if une.ancre and not ancres else ""
            if citation and _deja_dite(citation, une.texte):
                _imprimer(console, une._replace(ancre=""), "")
            else:
                _imprimer(console, une, citation)
    dire(console, "")
    ligne(console, _recu(determination, langue, ancres=ancres), puce="§")


def _deja_dite(citation: str, texte: str) -> bool:
    """Tell whether a sentence names the article that its place is cited by."""
    article = ARTICLE.search(citation)
    return article is not None and SANS_ESPACE.sub("", article[0]) in SANS_ESPACE.sub("", texte)


def _imprimer(console: Surface, une: Ligne, citation: str) -> None:
    """Print a sentence; where its place is in words, the number of a defect is left out."""
    ligne(console, une.texte if citation and une.defaut else une.dite, une.ancre, citation=citation)


def _recu(determination: Determination, langue: Langue, *, ancres: bool) -> str:
    recu = determination.recu
    dits = (
        f"{RECU.dire(langue)} {recu.version}",
        f"sha256 {recu.sha256[:16]}…",
        f"{REGLE.dire(langue)} {recu.moteur}",
        *recu.lectures,
        *((determination.regle,) if ancres else ()),
    )
    return " · ".join(dits)
