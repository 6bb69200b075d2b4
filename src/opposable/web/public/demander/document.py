"""The answer as a PDF: tagged, accessible, with the address that gives it again (Typst)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from opposable.web.public.demander.fiche import situation
from opposable.web.socle import pdf
from opposable.web.socle.francais import jour, typo
from opposable.web.socle.references import referer

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


def composer(
    reponse: Reponse, adresse: str, langue: Langue, fait_le: date, *, decidee: bool = False
) -> bytes:
    """Return the PDF: PDF/A-2a and PDF/UA-1 are declared, and asked of the engine.

    Args:
        reponse: The answer.
        adresse: Permanent address of the answer.
        langue: Language of the page.
        fait_le: Day on which the document is made: it bears no other.
        decidee: Whether the day examined is that of the decision: the sheet says so.
    """
    donnees = _donnees(reponse, adresse, langue)
    donnees["sections"].append(_fiche(reponse, decidee=decidee))
    donnees["fait"] = gettext("Document fait le %(jour)s.") % {"jour": jour(fait_le)}
    return pdf.composer(MODELE, donnees, fait_le)


def _fiche(reponse: Reponse, *, decidee: bool) -> dict[str, Any]:
    """Return the sheet of the day as a section."""
    lignes = [
        {
            "texte": typo(gettext("%(nom)s : %(valeur)s") % {"nom": nom, "valeur": valeur}),
            "ancre": "",
        }
        for nom, valeur in situation(reponse)
    ]
    titre = (
        gettext("Situation au jour de la décision")
        if decidee
        else gettext("Situation au jour de l’examen")
    )
    return {"titre": titre, "note": "", "lignes": lignes}


def _donnees(reponse: Reponse, adresse: str, langue: Langue) -> dict[str, Any]:
    """Return what the document shows, in order."""
    exposee = reponse.exposee
    return {
        "langue": langue,
        "titre": typo(exposee.titre),
        "verdict": typo(exposee.verdict),
        "situation": reponse.determination.situation_emploi.value,
        "asked": gettext("Ce qui est demandé"),
        "question": reponse.question,
        "sections": [
            {
                "titre": section.titre,
                "note": section.note,
                "lignes": [
                    {"texte": typo(li.dite), "ancre": li.ancre and referer(li.ancre).court}
                    for li in section.lignes
                ],
            }
            for section in exposee.sections
        ],
        "information": gettext(
            "Ce document informe : il n’est pas une décision. Seule l’administration décide."
        ),
        "retrouver": gettext("Retrouver cette réponse"),
        "adresse": adresse,
        "recu": gettext("Droit %(version)s, empreinte %(sha256)s, règle %(moteur)s")
        % reponse.determination.recu._asdict(),
    }
