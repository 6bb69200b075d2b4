"""The examples of docs/api.md are what the API answers."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from django.test import Client

from opposable.web.public.api.api import api
from opposable.web.public.api.determinations import COMMUNS

PAGE = Path(__file__).parents[4] / "docs" / "api.md"
RACINE = "localhost:8000"
COUPE = "…"


class Exemple(NamedTuple):
    """A command of the page, as words, and what it prints."""

    mots: list[str]
    sortie: str


def exemples() -> Iterator[Exemple]:
    """Read every `console` block: a command starts with `$ ` and ends with its quotes."""
    for bloc in re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        for morceau in re.split(r"^\$ ", bloc, flags=re.MULTILINE)[1:]:
            lignes = morceau.splitlines()
            fin = next(n for n in range(1, len(lignes) + 1) if entiere("\n".join(lignes[:n])))
            commande = "\n".join(lignes[:fin]).replace("\\\n", " ")
            yield Exemple(shlex.split(commande), "\n".join(lignes[fin:]))


def entiere(commande: str) -> bool:
    """Whether a command has its closing quotes and no line to come."""
    try:
        return bool(shlex.split(commande)) and not commande.endswith("\\")
    except ValueError:
        return False


def repondre(client: Client, mots: list[str]) -> Any:
    """Send what a `curl` command sends."""
    options = {
        nom: mots[rang + 1] for rang, nom in enumerate(mots) if nom in ("-H", "-d", "-o", "-w")
    }
    adresse = next(mot for mot in mots if mot.startswith(RACINE)).removeprefix(RACINE)
    if "--data-urlencode" in mots:
        nom, _, valeur = mots[mots.index("--data-urlencode") + 1].partition("=")
        adresse += "?" + urlencode({nom: valeur})
    nom, _, valeur = options.get("-H", "").partition(": ")
    if "-d" in options:
        return client.post(adresse, options["-d"], content_type=valeur)
    if nom == "If-None-Match":  # the page shows that of some day; the law has grown since
        valeur = client.get(adresse).headers["ETag"]
    return client.get(adresse, headers={nom: valeur} if nom else {})


def imprimer(mots: list[str], reponse: Any) -> str:
    """Return what the command prints of an answer."""
    if "%{http_code}\\n" in mots:
        return str(reponse.status_code)
    dit = re.sub("[\u00a0\u202f]", " ", reponse.content.decode())
    return json.dumps(json.loads(dit), ensure_ascii=False, indent=4) if "|" in mots else dit


@pytest.mark.parametrize("exemple", [*exemples()], ids=lambda e: " ".join(e.mots)[8:90])
def test_un_exemple_est_ce_que_dit_l_api(client: Client, exemple: Exemple) -> None:
    """What the page prints is what the API answers, in order, save what it leaves out."""
    dit, place = imprimer(exemple.mots, repondre(client, exemple.mots)), 0
    morceaux = [morceau.strip() for morceau in exemple.sortie.split(COUPE)]
    assert dit.startswith(morceaux[0])
    assert dit.endswith(morceaux[-1])
    for morceau in morceaux:
        trouve = dit.find(morceau, place)
        assert trouve >= 0, morceau
        place = trouve + len(morceau)


def test_la_page_dit_chaque_adresse_et_chaque_parametre() -> None:
    """The page names every address of the API, and every parameter of a determination."""
    page = PAGE.read_text(encoding="utf-8")
    chemins = api.get_openapi_schema()["paths"]
    assert chemins
    for chemin, methodes in chemins.items():
        for methode in methodes:
            assert f"`{methode.upper()} {chemin.removeprefix('/api/v1')}" in page
    assert all(f"| `{nom}` |" in page for nom in COMMUNS)
