"""The short way of `opposable decide`: a plain question, without the library that reads lines.

It knows how a question is mostly written: `--name value`, each once, the facts and how the answer
is printed. Whatever else stands on the line (a draft, a reading, help, a fault) goes the long way,
which reads it all again.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opposable.ecrit.bilingue import Langue

COMMANDE = "decide"
FAITS = (
    *("nationalite", "metier", "departement", "region", "type", "depose_le", "examine_le"),
    *("metier_initial", "activite", "diplome_francais", "dispense", "jeune_diplome"),
    *("rang_renouvellement", "departement_initial", "region_initiale", "connu_le"),
)
"""Facts of the command, as its options are named."""
FORMATS, LANGUES = ("text", "json"), ("fr", "en")


def lire(mots: Sequence[str]) -> dict[str, str] | None:
    """Return the options of a plain question, by name; None where the line is anything else."""
    if not mots or mots[0] != COMMANDE or len(mots) % 2 == 0:
        return None
    lues: dict[str, str] = {}
    for option, valeur in zip(mots[1::2], mots[2::2], strict=True):
        nom = option.removeprefix("--").replace("-", "_")
        ecrite = f"--{nom.replace('_', '-')}" == option
        if not ecrite or valeur.startswith("-") or nom in lues or not _permis(nom, valeur):
            return None
        lues[nom] = valeur
    return lues


def _permis(nom: str, valeur: str) -> bool:
    if nom == "format":
        return valeur in FORMATS
    return valeur in LANGUES if nom == "langue" else nom in FAITS


def repondre(lues: dict[str, str]) -> int:
    """Answer a plain question; return the code of the process.

    Raises:
        SystemExit: Nothing can be answered, or not written.
    """
    from opposable.cli.sortie import Sortie, perdre, refuser  # noqa: PLC0415 - this way alone
    from opposable.errors import OpposableError  # noqa: PLC0415 - the same

    try:
        _decider(lues)
        sys.stdout.flush()
    except OpposableError as erreur:
        refuser(erreur.message)
    except (OSError, UnicodeEncodeError) as erreur:
        perdre(erreur)
    return Sortie.REPONSE


def _decider(lues: dict[str, str]) -> None:
    from opposable.batch.droit_bati import droit_bati  # noqa: PLC0415 - this way alone
    from opposable.cli import decision  # noqa: PLC0415 - the same
    from opposable.law.etat_du_droit import EtatDuDroit, lire_connu_le  # noqa: PLC0415 - the same

    corpus = droit_bati(EtatDuDroit.de(lire_connu_le(lues.get("connu_le", ""))))
    champs = {fait: lues.get(fait, "") for fait in FAITS}
    langue: Langue = "en" if lues.get("langue") == "en" else "fr"
    json_ = lues.get("format") == "json"
    decision.repondre(champs, corpus, langue, json_=json_, ancres=False)
