"""The answer as a PDF: tagged, accessible, with the address that gives it again (Typst)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from django.utils.translation import gettext

from opposable.decision.motif import dire_date
from opposable.web.socle.francais import signe, typo

if TYPE_CHECKING:
    from opposable.decision.motif import Langue
    from opposable.law.corpus import Corpus
    from opposable.web.public.demander.reponse import Reponse

MODELE = Path(__file__).parent / "modeles" / "reponse.typ"


def composer(reponse: Reponse, corpus: Corpus, adresse: str, langue: Langue) -> bytes:
    """Return the PDF: PDF/A-2a and PDF/UA-1 are declared, and asked of the engine.

    Args:
        reponse: The answer.
        corpus: The law it rests on.
        adresse: Permanent address of the answer.
        langue: Language of the page.
    """
    donnees = _donnees(reponse, corpus, adresse, langue)
    return typst.compile(
        MODELE,
        root=MODELE.parent,
        sys_inputs={"donnees": json.dumps(donnees, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        ignore_system_fonts=True,
    )


def _donnees(reponse: Reponse, corpus: Corpus, adresse: str, langue: Langue) -> dict[str, Any]:
    """Return what the document shows, in order; a section without lines is left out."""
    dite = reponse.dite
    sections = [
        (gettext("Pourquoi"), _lignes(dite["motifs"])),
        (gettext("Ce qu’il faut préciser"), _lignes(dite["questions"])),
        (gettext("Et maintenant"), _suite(reponse, corpus, langue)),
        (gettext("À vérifier pour le renouvellement"), _verifications(dite)),
        (gettext("Ce qui reste à examiner"), _lignes(dite["conditions"])),
        (gettext("Ce qui changerait la réponse"), _lignes(reponse.voies)),
        (gettext("À savoir"), _lignes(dite["avis"])),
        (gettext("Lectures du texte dont dépend la réponse"), _lectures(reponse)),
        (gettext("Valeurs non lues dans un texte légal"), _lignes(dite["reserves"])),
    ]
    recu = dite["recu"]
    demande = reponse.determination.demande
    jour = demande.examine_le or demande.depose_le or date.min
    return {
        "langue": langue,
        "jour": [jour.year, jour.month, jour.day],
        "titre": reponse.phrase,
        "situation": dite["situation_emploi"],
        "asked": gettext("Ce qui est demandé"),
        "question": reponse.question,
        "sections": [{"titre": t, "lignes": lignes} for t, lignes in sections if lignes],
        "information": gettext(
            "Ce document informe : il n’est pas une décision. Seule l’administration décide."
        ),
        "retrouver": gettext("Retrouver cette réponse"),
        "adresse": adresse,
        "recu": gettext("Droit %(version)s, empreinte %(sha256)s, règle %(moteur)s") % recu,
    }


def _lignes(phrases: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {"texte": p["texte"][:1].upper() + p["texte"][1:], "ancre": p["ancre"]} for p in phrases
    ]


def _verifications(dite: dict[str, Any]) -> list[dict[str, str]]:
    return _lignes(
        [{**v, "texte": typo(v["texte"] + signe(":") + v["effet"])} for v in dite["verifications"]]
    )


def _suite(reponse: Reponse, corpus: Corpus, langue: Langue) -> list[dict[str, str]]:
    """Where to file, who decides, when it may be notified, on what basis, what is owed."""
    determination, dite = reponse.determination, reponse.dite
    service, base = dite["autorite"], dite["fondement"]
    lignes: list[dict[str, str]] = []
    if service:
        nom = f"{service['nom']}, {service['lieu']}"
        lignes += _lignes(
            [
                {"texte": gettext("Service : ") + nom, "ancre": service["ancre"]},
                {"texte": gettext("Décide : ") + service["decideur"], "ancre": ""},
            ]
        )
    if determination.notifiable_le:
        jour = dire_date(determination.notifiable_le, corpus, langue)
        lignes += _lignes([{"texte": gettext("Notification à partir du ") + jour, "ancre": ""}])
    if base:
        texte = gettext("Fondement : ") + base["texte"]
        lignes += _lignes([{"texte": texte, "ancre": base["ancre"]}])
    return lignes + _lignes(dite["charges"])


def _lectures(reponse: Reponse) -> list[dict[str, str]]:
    gabarit = gettext("%(imprime)s. Retenu : %(retenue)s. Autre lecture : %(autre)s (%(dite)s).")
    return _lignes(
        [
            {"texte": gabarit % {**le, "dite": le["autre_dite"]}, "ancre": le["ancre"]}
            for le in reponse.lectures
        ]
    )
