"""An employer with an account, in a browser that runs no script; the messages they receive."""

from __future__ import annotations

import re

from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client
from django.utils import timezone

from opposable.web.bureau.employeurs.models import Employeur

COURRIEL = "paie@toits.example"
MOT = "une phrase de passe d’essai"
VITE = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""What keeps passwords in tests that enter many times: Argon2 is slow on purpose."""
LIEN = re.compile(r"https?://\S+")


def ouvrir(courriel: str = COURRIEL, **autres: object) -> Employeur:
    """Keep an account that is open."""
    dits = {"demande_le": timezone.now(), "ouvert_le": timezone.now(), **autres}
    dits["password"] = make_password(MOT)
    return Employeur.objects.create(courriel=courriel, **dits)


def entrer(courriel: str = COURRIEL, mot: str = MOT, **autres: str) -> tuple[Client, int]:
    """Send the form of entry from a new browser; return it and the answer."""
    client = Client()
    envoi = {"username": courriel, "password": mot, **autres}
    return client, client.post("/depot/compte/entrer/", envoi).status_code


def lien() -> str:
    """Return the address that the last message bears."""
    trouve = LIEN.search(str(mail.outbox[-1].body))
    assert trouve
    return trouve[0].removeprefix("http://testserver")


def choisir(client: Client, adresse: str, mot: str = MOT) -> Client:
    """Open the link of a message and choose a password, wherever it leads."""
    page = client.get(adresse, follow=True)
    ou = page.redirect_chain[-1][0] if page.redirect_chain else adresse
    client.derniere = client.post(ou, {"nouveau": mot})  # type: ignore[attr-defined]
    return client
