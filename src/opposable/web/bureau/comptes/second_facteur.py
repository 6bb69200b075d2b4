"""The second factor: a code that a telephone makes, asked for at login and before signing."""

from __future__ import annotations

import time
from base64 import b32encode
from http import HTTPStatus
from typing import TYPE_CHECKING

import segno
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from django_otp import devices_for_user, match_token
from django_otp import login as otp_login
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from opposable.web.bureau.comptes import demonstration
from opposable.web.bureau.comptes.acces import (
    ATTEND_CODE,
    Requete,
    ouvert,
    reserve,
    suite,
    vers,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CLE = "cle_du_second_facteur"
EMETTEUR = "Opposable"


@ouvert
@require_http_methods(["GET", "HEAD", "POST"])
def code(requete: HttpRequest) -> HttpResponse:
    """Ask for the code of the second factor of someone whose password was right."""
    if not requete.user.is_authenticated:
        return redirect(vers("comptes:connexion", suite(requete)))
    appareil = None
    if requete.method == "POST":
        appareil = match_token(requete.user, requete.POST.get("code", "").replace(" ", ""))
    if appareil is not None:
        otp_login(requete, appareil)
        requete.session[ATTEND_CODE] = False
        return redirect(suite(requete))
    return _demander(requete, "comptes/code.html", {"essai": demonstration.code_de(requete.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@reserve()
def second_facteur(requete: Requete) -> HttpResponse:
    """Ask for a code, or set up the second factor of someone who has none."""
    if any(devices_for_user(requete.user)):
        return redirect(vers("comptes:code", suite(requete)))
    cle = requete.session.setdefault(CLE, default_key())
    if requete.method == "POST" and (appareil := _appareil(requete, cle)):
        appareil.save()
        del requete.session[CLE]
        otp_login(requete, appareil)
        return redirect(suite(requete))
    secret = b32encode(bytes.fromhex(cle)).decode()
    return _demander(
        requete, "comptes/second_facteur.html", {"secret": secret, "image": _image(requete, secret)}
    )


def _appareil(requete: Requete, cle: str) -> TOTPDevice | None:
    """Return the device that gave the code just sent, None where the code is another's."""
    chiffres = requete.POST.get("code", "").replace(" ", "")
    appareil = TOTPDevice(user=requete.user, name=EMETTEUR, key=cle)
    calcul = TOTP(appareil.bin_key, appareil.step, appareil.t0, appareil.digits)
    calcul.time = time.time()
    if not (chiffres.isascii() and chiffres.isdigit() and calcul.verify(int(chiffres), 1)):
        return None
    appareil.last_t = calcul.t()
    return appareil


def _demander(requete: HttpRequest, modele: str, dits: dict[str, object]) -> HttpResponse:
    faux = requete.method == "POST"
    statut = HTTPStatus.UNPROCESSABLE_ENTITY if faux else HTTPStatus.OK
    contexte = {**dits, "faux": faux, "suite": suite(requete)}
    return render(requete, modele, contexte, status=statut)


def _image(requete: Requete, secret: str) -> SafeString:
    """Draw what a telephone reads, as a part of the page: no style, no script."""
    qui = f"{EMETTEUR}:{requete.user.identifiant}"
    adresse = f"otpauth://totp/{qui}?{urlencode({'secret': secret, 'issuer': EMETTEUR})}"
    dessin = segno.make(adresse, error="m").svg_inline(
        scale=5, border=4, light="#fff", dark="#000", title=gettext("Code à lire avec le téléphone")
    )
    return SafeString(dessin)
