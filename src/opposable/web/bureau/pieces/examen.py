"""Looking into a document that someone sent, in a process of its own, with little of everything.

Run as a command: the document comes in, its type and what is to be kept of it go out. An image is
drawn again, so that only its pixels stay; a PDF is kept as it is where nothing in it can act.
"""

from __future__ import annotations

import io
import resource
import sys
from typing import TYPE_CHECKING

from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from opposable.web.bureau.pieces.limites import REFUS, SECONDES

if TYPE_CHECKING:
    from collections.abc import Callable

MEMOIRE = 1 << 30
PIXELS = 40_000_000
PAGES = 200
OBJETS = 50_000
ACTIFS = frozenset(
    (
        *("/JavaScript", "/JS", "/Launch", "/AA", "/OpenAction", "/EmbeddedFiles", "/EmbeddedFile"),
        *("/RichMedia", "/XFA", "/SubmitForm", "/ImportData", "/GoToE", "/Movie", "/Sound"),
    )
)
"""What makes a PDF act, or carry another file."""
VUES = frozenset(("/Fit", "/FitH", "/FitV", "/XYZ", "/FitR", "/FitB", "/FitBH", "/FitBV"))


class RefusError(Exception):
    """A document that is not to be kept; its text is the reason."""


def examiner(contenu: bytes) -> tuple[str, bytes]:
    """Return the type of a document and what is to be kept of it.

    Raises:
        RefusError: It is of no type that is taken, cannot be read, or can act.
    """
    for debut, (type_, lire) in TYPES.items():
        if contenu.startswith(debut):
            return type_, lire(contenu)
    raise RefusError("ce n'est ni un PDF, ni une image JPEG ou PNG")


def _image(format_: str) -> Callable[[bytes], bytes]:
    def redessiner(contenu: bytes) -> bytes:
        try:
            with Image.open(io.BytesIO(contenu), formats=(format_,)) as image:
                _borner(image)
                droite = ImageOps.exif_transpose(image)
                sortie = io.BytesIO()
                droite.convert("RGB").save(sortie, format_, quality=90, optimize=True)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as erreur:
            raise RefusError("l'image est trop grande : réduisez-la") from erreur
        except (OSError, ValueError, SyntaxError) as erreur:
            raise RefusError("l'image est abîmée : elle ne s'ouvre pas") from erreur
        return sortie.getvalue()

    return redessiner


def _borner(image: Image.Image) -> None:
    """Refuse an image before its pixels are laid out."""
    if image.width * image.height > PIXELS:
        raise Image.DecompressionBombError


def _pdf(contenu: bytes) -> bytes:
    try:
        lecteur = PdfReader(io.BytesIO(contenu))
        chiffre = lecteur.is_encrypted
        pages = 0 if chiffre else len(lecteur.pages)
        actif = None if chiffre else _chercher(lecteur.trailer)
    except RefusError:
        raise
    except Exception as erreur:
        raise RefusError("le PDF est abîmé : il ne s'ouvre pas") from erreur
    if chiffre:
        raise RefusError("le PDF est protégé par un mot de passe : envoyez-le sans protection")
    if not 0 < pages <= PAGES:
        raise RefusError(f"le PDF a {pages} pages : de 1 à {PAGES}")
    if actif:
        raise RefusError(f"le PDF contient du code ou un autre fichier ({actif[1:]}) : imprimez-le")
    return contenu


def _chercher(racine: object) -> str | None:
    """Return what in a PDF can act or carries a file, None where nothing does."""
    a_voir, vus = [racine], set[tuple[int, int]]()
    while a_voir:
        objet = a_voir.pop()
        if isinstance(objet, IndirectObject):
            cle = (objet.idnum, objet.generation)
            if cle in vus:
                continue
            vus.add(cle)
            if len(vus) > OBJETS:
                raise RefusError("le PDF est trop compliqué : imprimez-le en PDF")
            objet = objet.get_object()
        if isinstance(objet, DictionaryObject):
            for nom, valeur in objet.items():
                if nom in ACTIFS and not _montre_une_page(nom, valeur):
                    return str(nom)
                a_voir.append(valeur)
            if str(objet.get("/S")) in ACTIFS:
                return str(objet.get("/S"))
        elif isinstance(objet, ArrayObject):
            a_voir.extend(objet)
    return None


def _montre_une_page(nom: str, valeur: object) -> bool:
    """Whether an opening action only shows a place of the document."""
    vue = valeur.get_object() if isinstance(valeur, IndirectObject) else valeur
    return nom == "/OpenAction" and isinstance(vue, ArrayObject) and VUES.intersection(vue) != set()


TYPES: dict[bytes, tuple[str, Callable[[bytes], bytes]]] = {
    b"%PDF-": ("application/pdf", _pdf),
    b"\xff\xd8\xff": ("image/jpeg", _image("jpeg")),
    b"\x89PNG\r\n\x1a\n": ("image/png", _image("png")),
}
"""The types that are taken, by their first bytes: their names say nothing."""


def main() -> int:
    """Examine the document on the standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE, MEMOIRE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES, SECONDES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        type_, garde = examiner(sys.stdin.buffer.read())
    except RefusError as refus:
        sys.stdout.buffer.write(str(refus).encode())
        return REFUS
    sys.stdout.buffer.write(type_.encode() + b"\n" + garde)
    return 0


if __name__ == "__main__":
    sys.exit(main())
