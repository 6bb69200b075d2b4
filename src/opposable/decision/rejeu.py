"""Replay: give a stored determination again, from its facts and its receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable.decision.decide import decide
from opposable.decision.demande import Demande
from opposable.decision.recu import MOTEUR
from opposable.errors import RejeuError
from opposable.law.construction import construire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.decision.determination import Determination
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus


class _RecuLu(NamedTuple):
    """A receipt as it was stored: the old form has neither instruments nor drafts."""

    version: str
    sha256: str
    moteur: str
    connu_le: date | None
    lectures: tuple[str, ...]
    projets: Mapping[str, str] | None
    instruments: Mapping[str, str] | None


def rejouer(enregistree: Mapping[str, Any], corpus: Corpus, langue: Langue = "fr") -> Determination:
    """Decide again what a stored determination decided, and compare.

    The law may have grown since: the instruments the answer used must be the same, or the whole
    must be a former version of this law; and the answer must be the same, to the byte.

    Args:
        enregistree: The determination as `en_dict` gave it (other keys are ignored).
        corpus: The law it was given with, or one that came after; its readings and its day of
            knowledge are set from the receipt.
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
    _exiger_ce_droit(recu, corpus)
    droit = _droit_du_recu(recu, corpus)
    determination = decide(Demande.depuis(champs), droit)
    obtenue = determination.en_dict(langue)
    if recu.sha256 != corpus.sha256:
        del obtenue["recu"]
    differents = [cle for cle, valeur in obtenue.items() if enregistree.get(cle) != valeur]
    if differents:
        autre = f" ; {_autre_droit(recu, corpus)}" if recu.sha256 != corpus.sha256 else ""
        raise RejeuError(f"la réponse rejouée diffère pour : {', '.join(differents)}{autre}")
    return determination


def _exiger_ce_droit(recu: _RecuLu, corpus: Corpus) -> None:
    """Check that a law is that of a receipt, or one that came after.

    Raises:
        RejeuError: It is another law.
    """
    ici = {un.nom: un.empreinte for un in corpus.etat.projets}
    memes = recu.instruments is not None and all(
        corpus.empreintes.instruments.get(nom) == somme for nom, somme in recu.instruments.items()
    )
    connu = recu.sha256 in corpus.anciennes and not ici
    if recu.sha256 != corpus.sha256 and not connu and not (memes and recu.projets == ici):
        raise RejeuError(_autre_droit(recu, corpus))


def _autre_droit(recu: _RecuLu, corpus: Corpus) -> str:
    """Say that a law is not that of a receipt, and what to do."""
    return (
        f"donnée avec le droit {recu.version} ({recu.sha256[:12]}…), celui-ci est "
        f"{corpus.version} ({corpus.sha256[:12]}…){_changes(recu, corpus)} : indiquez son "
        "dossier avec --corpus"
    )


def _changes(recu: _RecuLu, corpus: Corpus) -> str:
    """Name the instruments and drafts that are not those of a receipt."""
    ici = {un.nom: un.empreinte for un in corpus.etat.projets}
    dits, la = {**(recu.instruments or {}), **(recu.projets or {})}, corpus.empreintes.instruments
    autres = [nom for nom, somme in dits.items() if {**la, **ici}.get(nom) != somme]
    autres += [nom for nom in ici if recu.projets is not None and nom not in recu.projets]
    return f" ; a changé : {', '.join(autres)}" if autres else ""


def _droit_du_recu(recu: _RecuLu, corpus: Corpus) -> Corpus:
    """The law in the state of a receipt; a day that is its last one is not asked for."""
    connu_le = recu.connu_le if recu.connu_le != corpus.connu_le else corpus.etat.connu_le
    etat = replace(corpus.etat, connu_le=connu_le, lectures=recu.lectures)
    if etat == corpus.etat:
        return corpus
    return construire(corpus.tables, corpus.empreintes, etat, corpus)


def _recu(enregistree: Mapping[str, Any]) -> tuple[_RecuLu, Mapping[str, str]]:
    try:
        recu, champs = enregistree["recu"], enregistree["demande"]
        connu_le = recu.get("connu_le")
        lu = _RecuLu(
            str(recu["version"]),
            str(recu["sha256"]),
            str(recu["moteur"]),
            date.fromisoformat(connu_le) if connu_le else None,
            _textes(recu["lectures"]),
            _sommes(recu.get("projets")),
            _sommes(recu.get("instruments")),
        )
        return lu, {str(nom): str(valeur) for nom, valeur in champs.items()}
    except (KeyError, TypeError, AttributeError, ValueError):
        raise RejeuError(
            "le fichier n'est pas une détermination : « demande » et « recu » sont attendus"
        ) from None


def _sommes(valeurs: object) -> dict[str, str] | None:
    """Read digests by name, None where the receipt is of the old form."""
    if valeurs is None:
        return None
    if not isinstance(valeurs, dict):
        raise TypeError
    return {str(nom): str(somme) for nom, somme in valeurs.items()}


def _textes(valeurs: object) -> tuple[str, ...]:
    if not isinstance(valeurs, list) or not all(isinstance(v, str) for v in valeurs):
        raise TypeError
    return tuple(sorted(set(valeurs)))
