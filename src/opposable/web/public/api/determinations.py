"""`/determinations`: one application or a thousand, answered as `decide` answers."""

from __future__ import annotations

import json
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from ninja import Router

from opposable.decision.demande import CHAMPS, Demande, lire_date
from opposable.decision.determination import determiner
from opposable.decision.redaction import redacteur
from opposable.decision.voie import voies
from opposable.ecrit.typographie import composer
from opposable.errors import DateError, Faute, RequeteError
from opposable.web.public.api.demandes import (
    AU_PLUS,
    droit_demande,
    lire_demandes,
    lire_json,
    lire_parametres,
)
from opposable.web.public.api.reponse_json import JSON, PERSONNELLE, octets
from opposable.web.public.api.schemas import DemandeEntree, DeterminationSortie, Probleme, langue_de

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from typing import Any

    from django.http import HttpRequest, QueryDict
    from django.http.response import HttpResponseBase

    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.web.public.api.demandes import Lue

router = Router(tags=["Déterminations"])
REFUS = {400: Probleme, 413: Probleme, 415: Probleme, 422: Probleme, 429: Probleme}
COMMUNS: dict[str, dict[str, Any]] = {
    "langue": {"schema": {"type": "string", "enum": ["fr", "en"]}},
    "as_of": {
        "schema": {"type": "string", "format": "date"},
        "description": "Jour d’examen, pour les demandes qui ne disent pas le leur.",
    },
    "lecture": {
        "schema": {"type": "array", "items": {"type": "string"}},
        "description": "Lectures pour lesquelles la rivale est prise (répétable).",
    },
    "connu_le": {
        "schema": {"type": "string", "format": "date"},
        "description": "Jour auquel le droit est connu ; à défaut, le dernier.",
    },
    "voies": {
        "schema": {"type": "string", "enum": ["0", "1"]},
        "description": "1 : dire aussi ce qui changerait une réponse « opposable ».",
    },
}
PARAMETRES = (*CHAMPS, *COMMUNS)
SUITE = b", "
"""Between two determinations."""
EXIGES = frozenset({"depose_le"})
"""Facts without which no application is answered."""


def _parametres() -> list[dict[str, Any]]:
    """Return the parameters of an address, for the OpenAPI document."""
    champs = DemandeEntree.json_schema()["properties"]
    faits = {
        nom: {"schema": {"type": "string", "maxLength": 200}, "description": dit["description"]}
        for nom, dit in champs.items()
        if "description" in dit
    }
    tous = {**{nom: {"schema": {"type": "string"}} for nom in CHAMPS}, **faits, **COMMUNS}
    return [
        {"name": nom, "in": "query", "required": nom in EXIGES, **dit} for nom, dit in tous.items()
    ]


CORPS = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "oneOf": [
                    DemandeEntree.json_schema(),
                    {
                        "type": "array",
                        "items": DemandeEntree.json_schema(),
                        "minItems": 1,
                        "maxItems": AU_PLUS,
                    },
                ]
            }
        }
    },
}


@router.post(
    "/determinations",
    response={200: DeterminationSortie | list[DeterminationSortie], **REFUS},
    summary="Répondre à une demande, ou à mille au plus",
    openapi_extra={"requestBody": CORPS, "parameters": _parametres()[len(CHAMPS) :]},
)
def repondre_a_tout(request: HttpRequest) -> HttpResponseBase:
    """Réponse à chaque demande, dans l’ordre ; si l’une est à corriger, rien n’est décidé."""
    if request.content_type != "application/json":
        raise RequeteError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Envoyez du JSON : Content-Type: application/json."
        )
    langues = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    corps = repondre_aux_donnees(lambda: request.body, request.GET, langues)
    return octets(request, corps, JSON, PERSONNELLE)


def repondre_aux_donnees(lire: Callable[[], bytes], parametres: QueryDict, langues: str) -> bytes:
    """Return the JSON of what answers the applications of a body.

    Args:
        lire: Gives the body.
        parametres: Those of the address.
        langues: What `Accept-Language` says.

    Raises:
        RequeteError: Something must be corrected; nothing is decided.
    """
    _exiger_connus(parametres, tuple(COMMUNS))
    corpus, langue = _droit_et_langue(parametres, langues)
    document = lire_json(lire())
    demandes = lire_demandes(document, corpus, _jour(parametres))
    avec_voies = parametres.get("voies") == "1"
    if isinstance(document, list):
        return dire_toutes(demandes, langue, avec_voies=avec_voies)
    return dire(demandes[0], langue, avec_voies=avec_voies)


@router.get(
    "/determinations",
    response={200: DeterminationSortie, **REFUS},
    summary="Répondre à une demande dite par l’adresse",
    openapi_extra={"parameters": _parametres()},
)
def repondre_a_une(request: HttpRequest) -> HttpResponseBase:
    """La même réponse, pour une demande dont les faits sont dans l’adresse."""
    langues = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    corps = repondre_aux_parametres(request.GET, langues)
    return octets(request, corps, JSON, PERSONNELLE)


def repondre_aux_parametres(parametres: QueryDict, langues: str) -> bytes:
    """Return the JSON of what answers the application that an address says.

    Args:
        parametres: Those of the address.
        langues: What `Accept-Language` says.

    Raises:
        RequeteError: Something must be corrected.
    """
    corpus, langue = _droit_et_langue(parametres, langues)
    lue = lire_parametres(parametres, PARAMETRES, corpus, _jour(parametres))
    return dire(lue, langue, avec_voies=parametres.get("voies") == "1")


def dire(lue: Lue, langue: Langue, *, avec_voies: bool) -> bytes:
    """Return the JSON of a determination, under the law its application asks for."""
    if avec_voies:
        return _avec_voies(lue, langue)
    return redacteur(lue.corpus, langue).ecrire(lue.issue, lue.identifiant)


def dire_toutes(lues: Sequence[Lue], langue: Langue, *, avec_voies: bool) -> bytes:
    """Return the JSON of determinations, in order, joined from pieces at once."""
    morceaux: list[bytes] = []
    for lue in lues:
        morceaux.append(SUITE)
        if avec_voies:
            morceaux.append(_avec_voies(lue, langue))
        else:
            morceaux += redacteur(lue.corpus, langue).morceaux(lue.issue, lue.identifiant)
    return b"".join((b"[", *morceaux[1:], b"]"))


def _avec_voies(lue: Lue, langue: Langue) -> bytes:
    examen, demande = lue.issue.examen(), Demande.redire(lue.issue.dits)
    dit = determiner(replace(demande, id=lue.identifiant), examen).en_dict(langue)
    dit["voies"] = [voie.en_dict(langue) for voie in voies(examen)]
    return json.dumps(dit, ensure_ascii=False).encode()


def _droit_et_langue(parametres: QueryDict, langues: str) -> tuple[Corpus, Langue]:
    _exiger_parmi(parametres, "langue", ("fr", "en"))
    _exiger_parmi(parametres, "voies", ("0", "1"))
    return droit_demande(parametres), langue_de(langues, parametres.get("langue"))


def _exiger_parmi(parametres: QueryDict, nom: str, valeurs: tuple[str, ...]) -> None:
    dite = parametres.get(nom)
    if dite is not None and dite not in valeurs:
        probleme = composer(f"valeurs possibles : {', '.join(valeurs)}")
        faute = Faute(f"?{nom}", nom, dite[:200], probleme)
        raise RequeteError(422, f"?{nom} : {probleme}", [faute])


def _exiger_connus(parametres: QueryDict, connus: tuple[str, ...]) -> None:
    for nom in parametres:
        if nom not in connus:
            faute = Faute(f"?{nom[:200]}", nom[:200], "", "paramètre inconnu")
            raise RequeteError(422, f"?{nom[:200]} : paramètre inconnu", [faute])


def _jour(parametres: QueryDict) -> date | None:
    """Return the day given by `as_of`.

    Raises:
        RequeteError: It is not one.
    """
    if not (dite := parametres.get("as_of", "")):
        return None
    try:
        return lire_date("as_of", dite)
    except DateError as erreur:
        faute = Faute("?as_of", "as_of", dite[:200], composer(erreur.probleme))
        raise RequeteError(422, composer(erreur.message), [faute]) from erreur
