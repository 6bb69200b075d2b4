"""A letter made: written from the file, proved, set on paper, and read back from the paper."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING

from opposable.dossiers.lettre import EXIGES, eprouver, rediger
from opposable.errors import LettreError
from opposable.web.bureau.courriers.modeles import MISE_EN_PAGE, modele, trouver
from opposable.web.socle import pdf

if TYPE_CHECKING:
    from opposable.dossiers.etat import Dossier
    from opposable.dossiers.lettre import Lettre, TypeLettre
    from opposable.dossiers.teneur import Contexte


def ecrire(type_: TypeLettre, dossier: Dossier, contexte: Contexte) -> Lettre:
    """Write a letter from its template.

    Raises:
        LettreError: A mandatory element is missing, or says otherwise than the file.
    """
    lettre = rediger(type_, modele(type_).phrases, dossier, contexte)
    defauts = eprouver(lettre, dossier, contexte)
    if defauts:
        raise LettreError(type_, defauts)
    return lettre


def imprimer(lettre: Lettre, objet: str | None = None) -> bytes:
    """Return a letter as a PDF, the same bytes for the same letter and the same template.

    Raises:
        LettreError: The document does not show a mandatory element: the template lost it.
    """
    dits = dict(lettre.elements)
    donnees = {
        "objet": objet or modele(lettre.type).objet,
        "auteur": dits.get("service", ""),
        "pied": dits.get("numero", ""),
        "elements": [element._asdict() for element in lettre.elements],
    }
    document = pdf.composer(trouver(MISE_EN_PAGE), donnees, lettre.jour)
    defauts = tuple(f"{nom} : absent du document" for nom in perdus(document, lettre))
    if defauts:
        raise LettreError(lettre.type, defauts)
    return document


def perdus(document: bytes, lettre: Lettre) -> tuple[str, ...]:
    """Return the mandatory elements that a document, read as text, does not show."""
    from pypdf import PdfReader  # noqa: PLC0415 - half a second at each start, for letters alone

    pages = PdfReader(BytesIO(document)).pages
    lu = _nu("".join(page.extract_text() for page in pages))
    exiges = EXIGES[lettre.type]
    return tuple(nom for nom, texte in lettre.elements if nom in exiges and _nu(texte) not in lu)


def _nu(texte: str) -> str:
    """What a text says, whatever its spaces, its ligatures and where its lines break."""
    return "".join(unicodedata.normalize("NFKC", texte).split())
