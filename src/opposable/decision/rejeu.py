"""Replay: give a stored determination again, from its facts and its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opposable.decision.decide import decide
from opposable.decision.demande import Demande
from opposable.decision.recu import MOTEUR, Recu
from opposable.errors import RejeuError
from opposable.law.construction import variante

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.decision.determination import Determination
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus


def rejouer(enregistree: Mapping[str, Any], corpus: Corpus, langue: Langue = "fr") -> Determination:
    """Decide again what a stored determination decided, and compare.

    Args:
        enregistree: The determination as `en_dict` gave it (other keys are ignored).
        corpus: The law it was given with; its readings are set from the receipt.
        langue: Language it was stored in.

    Returns:
        The same determination.

    Raises:
        RejeuError: It is not a determination, the law or the rule is another, or the answer
            differs.
    """
    recu, champs = _recu(enregistree)
    if recu.moteur != MOTEUR:
        raise RejeuError(f"donnée par la règle {recu.moteur}, celle-ci est la règle {MOTEUR}")
    if recu.sha256 != corpus.sha256:
        raise RejeuError(
            f"donnée avec le droit {recu.version} ({recu.sha256[:12]}…), celui-ci est "
            f"{corpus.version} ({corpus.sha256[:12]}…) : indiquez son dossier avec --corpus"
        )
    determination = decide(Demande.depuis(champs), variante(corpus, recu.lectures))
    obtenue = determination.en_dict(langue)
    differents = [cle for cle, valeur in obtenue.items() if enregistree.get(cle) != valeur]
    if differents:
        raise RejeuError(f"la réponse rejouée diffère pour : {', '.join(differents)}")
    return determination


def _recu(enregistree: Mapping[str, Any]) -> tuple[Recu, Mapping[str, str]]:
    try:
        recu, champs = enregistree["recu"], enregistree["demande"]
        lu = Recu(
            str(recu["version"]),
            str(recu["sha256"]),
            str(recu["moteur"]),
            _textes(recu["lectures"]),
        )
        return lu, {str(nom): str(valeur) for nom, valeur in champs.items()}
    except (KeyError, TypeError, AttributeError, ValueError):
        raise RejeuError(
            "le fichier n'est pas une détermination : « demande » et « recu » sont attendus"
        ) from None


def _textes(valeurs: object) -> tuple[str, ...]:
    if not isinstance(valeurs, list) or not all(isinstance(v, str) for v in valeurs):
        raise TypeError
    return tuple(valeurs)
