"""A session gone during a long form: what was typed comes back to its author, and is not done."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import translation

from dossiers.bureau import depose
from opposable.web.bureau.tenue import lire, ouvrir
from web.bureau.instruction.test_instruction import DONNEES, MIDI, NUMERO, cachees
from web.bureau.monde import JOUR, MOT_DE_PASSE, entrer, peupler

if TYPE_CHECKING:
    from django.test import Client

TEXTE = "Trois pages d’analyse « longues »,\net une autre ligne."


@pytest.fixture(autouse=True)
def _bureau(settings: Any) -> None:
    """An office with a file, on a day of January 2008."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    translation.activate("fr")
    peupler()
    ouvrir(replace(depose(), donnees=DONNEES), MIDI)


def adresse() -> str:
    """The form of a comment, with something in its address."""
    return reverse("instruction:acte", args=[NUMERO, "commenter"]) + "?de=liste"


def remplir(client: Client, **dits: str) -> dict[str, str]:
    """Open a form and fill it, as a browser would send it."""
    page = client.get(adresse()).content.decode()
    sceau = re.search(r'name="par" value="([^"]+)"', page)
    assert sceau
    return {**cachees(page), "par": sceau[1], "texte": TEXTE, **dits}


def rentrer(client: Client, reponse: Any, qui: str = "examen") -> str:
    """Log in where the refusal leads; return the page that follows."""
    porte = reponse.headers["Location"]
    assert porte.startswith("/bureau/connexion/?suite=")
    envoi = {"username": qui, "password": MOT_DE_PASSE}
    return client.post(porte, envoi, follow=True).content.decode()


def test_la_saisie_revient_et_n_est_faite_qu_envoyee() -> None:
    """Session gone: login, the same form with the same words, nothing done until it is sent."""
    client = entrer("examen")
    dits = remplir(client)
    client.session.flush()
    page = rentrer(client, client.post(adresse(), dits))
    assert "rien n’a" in page
    assert "Trois pages d’analyse « longues »,\net une autre ligne." in page
    assert len(lire(NUMERO).journal) == len(depose().journal)
    assert "Trois pages" in client.get(adresse()).content.decode()
    renvoi = {**cachees(page), "texte": TEXTE}
    assert client.post(adresse(), renvoi).status_code == 302
    assert "Trois pages" in lire(NUMERO).journal[-1].contenu
    assert "Trois pages" not in client.get(adresse()).content.decode()


def test_la_saisie_d_un_autre_ne_se_montre_pas() -> None:
    """Someone else at the same browser sees none of it, nor does its author after them."""
    client = entrer("examen")
    dits = remplir(client)
    client.session.flush()
    refus = client.post(adresse(), dits)
    assert "Trois pages" not in rentrer(client, refus, "greffe")
    assert "Trois pages" not in client.get(adresse()).content.decode()


@pytest.mark.parametrize("autres", [{"par": "greffe:faux"}, {"texte": "x" * 70_000}])
def test_ce_qui_n_est_pas_scelle_ou_trop_long_n_est_pas_garde(autres: dict[str, str]) -> None:
    """A seal that is not ours, or more than a form ever holds, is not kept."""
    client = entrer("examen")
    dits = remplir(client, **autres)
    client.session.flush()
    assert autres.popitem()[1][:8] not in rentrer(client, client.post(adresse(), dits))


def test_une_signature_a_confirmer_garde_sa_saisie() -> None:
    """The password is asked for again before signing: the reason that was typed is still there."""
    client = entrer("chef", code=True)
    dits = remplir(client)
    lieu = reverse("instruction:signer", args=[NUMERO, "retirer"])
    seance = client.session
    seance["confirmee"] -= 3600
    seance.save()
    detour = client.post(lieu, {**dits, "raison": TEXTE}).headers["Location"]
    assert detour.startswith("/bureau/confirmer/?suite=")
    page = client.post(detour, {"password": MOT_DE_PASSE}, follow=True).content.decode()
    assert "rien n’a" in page
    assert len(lire(NUMERO).journal) == len(depose().journal)
