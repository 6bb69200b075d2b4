"""An employer at the door: what they type, step by step, and the documents they bring."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

if TYPE_CHECKING:
    from django.http import HttpResponse

FAITS = {"nationalite": "MAR", "metier": "61231", "departement": "35", "type": "introduction"}
TYPEES = {
    "demande": {f"demande.{nom}": dit for nom, dit in FAITS.items()},
    "employeur": {
        "employeur.nom": "Société Œuvrière",
        "employeur.siret": "732 829 320 00074",
        "employeur.courriel": "paie@exemple.fr",
    },
    "salarie": {
        "travailleur.nom": "Benaïssa",
        "travailleur.prenoms": "Fatima Zohra",
        "travailleur.ne_le": "3/4/1980",
        "travailleur.pays_de_naissance": "Maroc",
    },
    "emploi": {"emploi.intitule": "Maçonne", "emploi.remuneration": "1 500,50 €"},
}


def pdf(pages: int = 1, **options: object) -> bytes:
    """A small PDF."""
    ecrit = PdfWriter()
    for _ in range(pages):
        ecrit.add_blank_page(200, 200)
    if options.get("script"):
        script = TextStringObject(str(options["script"]))
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): script}
        ecrit.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if ferme := options.get("ferme"):
        ecrit.encrypt(str(ferme))
    if joint := options.get("joint"):
        ecrit.add_attachment("joint.exe", bytes(str(joint), "ascii"))
    sortie = BytesIO()
    ecrit.write(sortie)
    return sortie.getvalue()


def image(format_: str = "PNG", taille: tuple[int, int] = (40, 30)) -> bytes:
    """A small image."""
    sortie = BytesIO()
    Image.new("RGB", taille, "red").save(sortie, format_)
    return sortie.getvalue()


class Employeur:
    """Someone at the door, with a browser that runs no script."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()
        page = self.client.post("/depot/nouvelle/", FAITS)
        texte = page.content.decode()
        trouvee = re.search(r'<code id="cle">([^<]+)</code>', texte)
        lien = re.search(r'href="/depot/([a-z0-9]{5}-[a-z0-9]{5})/"', texte)
        assert trouvee
        assert lien
        self.cle, self.reference = trouvee[1], lien[1]

    def adresse(self, suite: str = "") -> str:
        """Address of a page of this application."""
        return f"/depot/{self.reference}/{suite}"

    def taper(self, etape: str, **autres: str) -> HttpResponse:
        """Fill a step as usual, but for some fields."""
        dits = {**TYPEES[etape], **{n.replace("__", "."): d for n, d in autres.items()}}
        return self.client.post(self.adresse(f"{etape}/"), dits)  # type: ignore[return-value]

    def joindre(self, contenu: bytes, nom: str = "passeport.pdf", ou: str = "pieces/") -> str:
        """Bring a document; return the page that answers."""
        piece = SimpleUploadedFile(nom, contenu)
        page = self.client.post(self.adresse(ou), {"piece": piece}, follow=True)
        return page.content.decode()

    def tout_taper(self) -> None:
        """Fill every step."""
        for etape in TYPEES:
            assert self.taper(etape).status_code == 302, etape

    def envoyer(self) -> str:
        """Send the application; return the number of the file, as its page says it."""
        page = self.client.post(self.adresse("envoyer/"), follow=True).content.decode()
        trouve = re.search(r"<h1>Dossier\s+([^<\s]+)</h1>", page)
        assert trouve, page
        return trouve[1]

    def lire(self, suite: str = "") -> str:
        """Read a page of this application."""
        return self.client.get(self.adresse(suite), follow=True).content.decode()
