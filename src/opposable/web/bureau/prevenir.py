"""Telling an applicant that the file moved: its number and where to look, never what it says."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail

from opposable.dossiers.acte import (
    ClasserSansSuite,
    DemanderPieces,
    Deposer,
    Notifier,
    Retirer,
    Transferer,
)

if TYPE_CHECKING:
    from opposable.dossiers.acte import Acte
    from opposable.dossiers.etat import Dossier

DITS = frozenset((ClasserSansSuite, DemanderPieces, Deposer, Notifier, Retirer, Transferer))
"""Acts after which the applicant has something to read."""
OBJET = "Votre dossier n° {numero}"
TEXTE = """Madame, Monsieur,

Votre dossier n° {numero} a avancé. Pour savoir où il en est, ouvrez cette page avec son numéro et
votre clé :

{adresse}

Ce message ne contient rien du dossier. N'y répondez pas.
"""
journal = logging.getLogger(__name__)


def prevenir(dossier: Dossier, acte: type[Acte]) -> bool:
    """Write to the applicant where an act gives them something to read; tell whether it went.

    A message that does not go leaves the act as it is: it is noted, without its address.
    """
    courriel = dossier.donnees.employeur.courriel
    if courriel is None or acte not in DITS:
        return False
    adresse = f"{settings.ADRESSE_PUBLIQUE}/depot/suivre/"
    texte = TEXTE.format(numero=dossier.numero, adresse=adresse)
    try:
        send_mail(OBJET.format(numero=dossier.numero), texte, None, [courriel])
    except (OSError, SMTPException):
        journal.exception("courriel non envoyé, dossier %s", dossier.numero)
        return False
    return True
