"""What a letter says beside the file: appeal routes, legal basis, mention of the software."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import translation

from opposable.decision.motif import dire_mot
from opposable.dossiers.teneur import Contexte
from opposable.web.bureau.determiner import determiner
from opposable.web.bureau.dire import dire_fait, intitule
from opposable.web.socle import droit
from opposable.web.socle.recours import autorite, delais, juge

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from opposable.decision.determination import Determination
    from opposable.dossiers.delais import Duree
    from opposable.dossiers.etat import Dossier
    from opposable.web.socle.recours import Delai

DROIT_COMMUN = "droit_commun"
FICHIER = Path(__file__).parent / "donnees" / "mentions.toml"


def contexte(
    dossier: Dossier,
    jour: date,
    *,
    services: Mapping[str, str],
    personnes: Mapping[str, str],
    silence: Duree | None,
) -> Contexte:
    """Return what surrounds a letter written on a day.

    Args:
        dossier: The file.
        jour: Day of the letter.
        services: Name of each service the letter may name.
        personnes: Name and quality of each agent it may name.
        silence: Period after which silence is a decision.

    Raises:
        DemandeError: A fact of the application cannot be read.
    """
    proposition = dossier.proposition
    reponse = determiner(dossier, proposition.le) if proposition else None
    nom = intitule(dossier.demande.metier)
    return Contexte(
        jour=jour,
        services=services,
        personnes=personnes,
        silence=silence,
        recours=_recours(dossier.decision.date_le or jour) if dossier.decision else {},
        algorithme=_mention(jour),
        intitules={dossier.demande.metier: nom} if dossier.demande.metier and nom else {},
        champs=_lu()["champs"],
        valeurs=_valeurs(dossier),
        **(_dite(reponse) if reponse else {}),
    )


def _dite(reponse: Determination) -> dict[str, Any]:
    corpus = droit.corpus()
    return {
        "fondement": _fondement(reponse),
        "reponse": dire_mot(reponse.situation_emploi.value, corpus, "fr"),
        "motifs": tuple(motif.dire("fr") for motif in reponse.motifs),
    }


def _fondement(reponse: Determination) -> str | None:
    """Return the legal basis of an answer; of a file that the lists do not answer, ordinary law.

    Law: 2/5.
    """
    if reponse.fondement:
        return reponse.fondement.texte.fr
    le = reponse.examen.contexte.faits.examine_le
    communs = droit.corpus().fondements_par_id[DROIT_COMMUN]
    return next((f.texte.fr for f in communs if f.du <= le <= f.au), None)


def _valeurs(dossier: Dossier) -> dict[str, str]:
    """Say the facts of the application in French, whatever the page."""
    with translation.override("fr"):
        return {nom: dire_fait(nom, dit) for nom, dit in dossier.demande.champs().items()}


def _recours(decide_le: date) -> dict[str, str]:
    """Return the appeal routes against a decision of a day; one that is not known is left out."""
    superieur, tribunal, limite = autorite(decide_le), juge(), delais()["juge"]
    gracieux = delais()["administratif"]
    routes = {
        "recours_gracieux": _citer(gracieux),
        "recours_contentieux": f"{_suite(tribunal.dit.fr)} ({tribunal.article}). {_citer(limite)}",
    }
    if superieur:
        routes["recours_hierarchique"] = f"{_suite(superieur.dit.fr)} ({superieur.article})"
    return routes


def _suite(dit: str) -> str:
    """What follows a colon: no capital."""
    return dit[:1].lower() + dit[1:]


def _citer(delai: Delai) -> str:
    return f"{delai.dit.fr.rstrip('.')} ({delai.article})."


def _mention(jour: date) -> str | None:
    """Return the mention due when a program took part, from the day on which it is due."""
    mention = _lu()["algorithme"]
    if jour < mention["du"]:
        return None
    dit: str = mention["dit"].format(article=mention["article"])
    return dit


@cache
def _lu() -> dict[str, Any]:
    return tomllib.loads(FICHIER.read_text(encoding="utf-8"))
