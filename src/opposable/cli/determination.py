"""A determination on the screen, as `exposition` tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from opposable.cli.ecran import COULEURS, alinea, ecran, ligne, titre
from opposable.decision.exposition import exposer
from opposable.ecrit.bilingue import Bilingue

if TYPE_CHECKING:
    from opposable.decision.determination import Determination
    from opposable.decision.voie import Voie
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus

RECU = Bilingue("Reçu : droit", "Receipt: law")
REGLE = Bilingue("règle", "rule")


def imprimer(
    determination: Determination, chemins: tuple[Voie, ...], corpus: Corpus, langue: Langue
) -> None:
    """Print a determination."""
    console = ecran()
    exposee = exposer(determination, chemins, corpus, langue)
    situation = determination.situation_emploi.value
    texte = Text(exposee.titre, style=COULEURS[situation])
    texte.append(f"   ({situation})", style="dim")
    console.print(texte)
    alinea(console, exposee.verdict)
    for section in exposee.sections:
        titre(console, section.titre)
        if section.note:
            alinea(console, section.note)
        for une in section.lignes:
            ligne(console, une.dite, une.ancre)
    console.print()
    ligne(console, _recu(determination, langue), puce="§")


def _recu(determination: Determination, langue: Langue) -> str:
    recu = determination.recu
    dits = (
        f"{RECU.dire(langue)} {recu.version}",
        f"sha256 {recu.sha256[:16]}…",
        f"{REGLE.dire(langue)} {recu.moteur}",
        *recu.lectures,
        determination.regle,
    )
    return " · ".join(dits)
