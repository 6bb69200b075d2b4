"""What `opposable decide` does, once its options are read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from opposable.cli.mots import Lecteur
from opposable.decision.demande import Demande
from opposable.decision.determination import determiner
from opposable.decision.examen import examiner
from opposable.decision.voie import voies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.decision.determination import Determination
    from opposable.decision.voie import Voie
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus


def repondre(
    champs: Mapping[str, str], corpus: Corpus, langue: Langue, *, json_: bool, ancres: bool
) -> None:
    """Decide one application and print the determination.

    Args:
        champs: The facts, as typed.
        corpus: The law.
        langue: Language of the sentences.
        json_: Whether JSON is printed, and not text.
        ancres: Whether places and rules are told by their identifiers.

    Raises:
        DemandeError: A fact cannot be read.
        SystemExit: Words may mean several things, and nobody is there to choose.
    """
    lecteur = Lecteur(corpus)
    demande = Demande.depuis(lecteur.lire(champs))
    examen = examiner(demande, corpus)
    lecteur.prevenir(demande)
    determination, chemins = determiner(demande, examen), voies(examen)
    if json_:
        print(en_json(determination, chemins, langue))
    else:
        from opposable.cli.determination import imprimer  # noqa: PLC0415 - JSON needs no screen

        imprimer(determination, chemins, corpus, langue, ancres=ancres)


def en_json(determination: Determination, chemins: tuple[Voie, ...], langue: Langue) -> str:
    """Return the determination and the nearest changes as JSON text."""
    contenu = determination.en_dict(langue)
    contenu["changements"] = [voie.en_dict(langue) for voie in chemins]
    return json.dumps(contenu, ensure_ascii=False, indent=2)
