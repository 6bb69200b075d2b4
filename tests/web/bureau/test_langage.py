"""What the pages of the office say: words of one language, never names of the program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from opposable.dossiers.droits import Role
from web.bureau.monde import GENS, entrer
from web.bureau.test_matrice import adresses, numero, routes
from web.lecture import Lecteur, secables, tares

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from web.lecture import Detecteur

__all__ = ["numero"]
NUMERO = re.compile(r"\b20\d\d-[a-z-]+-\d{2,3}-\d{5}\b")
"""What a file is called: the year, the service, a count."""
MACHINE = re.compile(
    r"\b[a-z]+_[a-z_]+\b"  # a name of the program
    r"|\b(?:ddtefp|itepsa|direccte|prefecture(?:-police)?|plateforme)-\d"  # a service's key
    r"|\b\d{4}-\d\d-\d\d\b"  # a day as the machine writes it
    r"|\b(?:True|False)\b|\{[{%]|\[\]"
)
NOMS = frozenset(nom.title() for nom in GENS)
ROLES = re.compile(rf"\b(?:{'|'.join(sorted(set(Role) - {Role.REGIONAL}))})\b")
"""Keys of roles, which are no English words."""


def lisibles(qui: str, chez: str) -> Iterator[tuple[str, str]]:
    """Each page of the office that someone may open, in its language."""
    client = entrer(qui, code=True)
    for route in routes():
        if route.nom not in {"comptes:deconnexion", "comptes:fournisseur"}:
            for adresse in adresses(route, chez):
                page = lue(client, adresse)
                if page:
                    yield adresse, page


def lue(client: Client, adresse: str) -> str:
    """A page that is HTML and was given; empty elsewhere."""
    reponse = client.get(adresse)
    html = reponse.headers.get("Content-Type", "").startswith("text/html")
    return reponse.content.decode() if html and reponse.status_code == 200 else ""


def textes(page: str) -> list[str]:
    """What a page says, element by element, save what is code or of another language."""
    lecteur = Lecteur()
    lecteur.feed(page)
    return [NUMERO.sub("", texte) for _, texte in lecteur.dits]


def nommees(fautes: list[str]) -> list[str]:
    """Leave out what is but the name of someone of these tests, which is a French word."""
    return [f for f in fautes if f.strip().split(" –")[0] not in NOMS]


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_aucune_page_ne_parle_comme_la_machine(
    numero: str,
    langue: str,
    detecteur: Detecteur,
) -> None:
    """Page by page, as each person: no key, no day of the machine, one language, sound HTML."""
    fautes, vues = list[str](), set[str]()
    with translation.override(langue):
        for qui in GENS:
            for adresse, page in lisibles(qui, numero):
                vues.add(adresse)
                dits = textes(page)
                bruts = [m for texte in dits for m in MACHINE.findall(texte)]
                if langue == "en":
                    bruts += [m for texte in dits for m in ROLES.findall(texte)]
                    bruts += nommees(detecteur.trouver(page))
                else:
                    bruts += secables(page)
                fautes += [f"{adresse} : {b.strip()}" for b in [*bruts, *tares(page.encode())]]
    assert not fautes, "\n".join(sorted(set(fautes)))
    assert {"/bureau/agents/", "/bureau/journal/"} <= {a.removeprefix("/en") for a in vues}
    assert len(vues) > 40
