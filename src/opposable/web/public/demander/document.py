"""The answer as a PDF: tagged, accessible, with the address that gives it again (Typst)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from django.utils.translation import gettext

from opposable.web.socle.francais import jour, phrase, signe, typo

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.demande import Demande
    from opposable.ecrit.bilingue import Langue
    from opposable.web.public.demander.reponse import Reponse

INTERDITS = re.compile(r"[^A-Za-z0-9+-]")
"""What the name of a file does not keep."""
MODELE = Path(__file__).parent / "modeles" / "reponse.typ"


def nommer(demande: Demande) -> str:
    """Return the name of the file: the day and the facts that tell one answer from another."""
    jour = demande.examine_le or demande.depose_le
    faits = (jour and jour.isoformat(), demande.nationalite, demande.metier)
    return "-".join(["opposable", *(INTERDITS.sub("", f) for f in faits if f)]) + ".pdf"


def composer(reponse: Reponse, adresse: str, langue: Langue, fait_le: date) -> bytes:
    """Return the PDF: PDF/A-2a and PDF/UA-1 are declared, and asked of the engine.

    Args:
        reponse: The answer.
        adresse: Permanent address of the answer.
        langue: Language of the page.
        fait_le: Day on which the document is made: it bears no other.
    """
    donnees = _donnees(reponse, adresse, langue)
    donnees["jour"] = [fait_le.year, fait_le.month, fait_le.day]
    donnees["fait"] = gettext("Document fait le %(jour)s.") % {"jour": jour(fait_le)}
    return typst.compile(
        MODELE,
        root=MODELE.parent,
        sys_inputs={"donnees": json.dumps(donnees, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        ignore_system_fonts=True,
    )


def _donnees(reponse: Reponse, adresse: str, langue: Langue) -> dict[str, Any]:
    """Return what the document shows, in order; a section without lines is left out."""
    dite = reponse.dite
    sections = [
        (gettext("Pourquoi"), _lignes(dite["motifs"])),
        (gettext("Ce qu’il faut préciser"), _lignes(dite["questions"])),
        (gettext("Et maintenant"), _suite(reponse)),
        (gettext("À vérifier pour le renouvellement"), _verifications(dite)),
        (gettext("Ce qui reste à examiner"), _lignes(dite["conditions"])),
        (gettext("Ce qui changerait la réponse"), _lignes(reponse.voies)),
        (gettext("À savoir"), _lignes(dite["avis"])),
        (gettext("Lectures du texte dont dépend la réponse"), _lectures(reponse)),
        (gettext("Valeurs non lues dans un texte légal"), _lignes(dite["reserves"])),
    ]
    recu = dite["recu"]
    return {
        "langue": langue,
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
    return [{"texte": phrase(p["texte"]), "ancre": p["ancre"]} for p in phrases]


def _verifications(dite: dict[str, Any]) -> list[dict[str, str]]:
    return _lignes(
        [{**v, "texte": typo(v["texte"] + signe(":") + v["effet"])} for v in dite["verifications"]]
    )


def _suite(reponse: Reponse) -> list[dict[str, str]]:
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
        dit = gettext("Notification à partir du ") + jour(determination.notifiable_le)
        lignes += _lignes([{"texte": dit, "ancre": ""}])
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
