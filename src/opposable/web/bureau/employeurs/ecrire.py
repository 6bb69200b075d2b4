"""Writing to an address: one message whoever it is, so that nothing tells whether it is known.

A message holds a link or the way to one, and no fact. The link proves the address: a password is
chosen by who receives it, never before, and nobody opens an account in the name of another.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from enum import StrEnum
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext

from opposable.web.bureau import tenue
from opposable.web.bureau.employeurs.models import Employeur, MessageParti, replier

if TYPE_CHECKING:
    from django.http import HttpRequest

PENDANT = timedelta(hours=1)
A_UNE_ADRESSE, DE_QUELQU_UN = 3, 20
"""Messages in that time, at most: to one address, and asked for from one place."""
journal = logging.getLogger(__name__)


class Jeton(PasswordResetTokenGenerator):
    """Tokens of employers: used once, for as long as `PASSWORD_RESET_TIMEOUT` says."""

    key_salt = "opposable.employeurs"


JETON = Jeton()


class Suite(StrEnum):
    """What became of a message."""

    PARTIE = "partie"
    TROP = "trop"
    EN_PANNE = "en_panne"


def ecrire(requete: HttpRequest, courriel: str, *, neuf: bool) -> Suite:
    """Send an address what it takes to open its account, or to choose its password anew.

    Args:
        requete: Who asks.
        courriel: The address.
        neuf: Whether an account is asked for, rather than a password.
    """
    a = replier(courriel)
    if _partis(requete, de=True) >= DE_QUELQU_UN:
        return Suite.TROP
    if _partis(requete, a) >= A_UNE_ADRESSE:
        return Suite.PARTIE
    texte = _texte(requete, a, neuf=neuf)
    with tenue.ecriture():
        _noter(requete, a)
    return _envoyer(a, texte)


def _texte(requete: HttpRequest, a: str, *, neuf: bool) -> str:
    """Return what to say to an address: it depends on what it has, which it alone learns."""
    employeur = Employeur.objects.filter(courriel=a).first()
    if employeur is None and not neuf:
        dit = gettext("Aucun compte n’est ouvert à cette adresse. Pour en ouvrir un :")
        return _composer(dit, _adresse(requete, reverse("employeurs:ouvrir")))
    if employeur is None or employeur.ouvert_le is None:
        employeur = _reserver(a)
    lien = _adresse(requete, _choisir(employeur))
    if employeur.ouvert_le is None:
        dit = gettext("Pour ouvrir votre compte, choisissez son mot de passe à cette page :")
    elif neuf:
        dit = gettext(
            "Vous avez déjà un compte à cette adresse. Si son mot de passe est oublié,"
            " choisissez-en un autre à cette page :"
        )
    else:
        dit = gettext("Pour choisir un autre mot de passe, ouvrez cette page :")
    return _composer(dit, lien)


def _composer(dit: str, lien: str) -> str:
    fin = gettext(
        "Le lien sert une fois, pendant deux heures. Si vous n’avez rien demandé, laissez ce"
        " message : rien ne change. N’y répondez pas."
    )
    return "\n\n".join((gettext("Madame, Monsieur,"), dit, lien, fin)) + "\n"


def _choisir(employeur: Employeur) -> str:
    cle = urlsafe_base64_encode(force_bytes(employeur.pk))
    jeton = JETON.make_token(employeur)  # type: ignore[arg-type] # any who has a password
    return reverse("employeurs:choisir", args=[cle, jeton])


def _adresse(requete: HttpRequest, chemin: str) -> str:
    if settings.ADRESSE_PUBLIQUE:
        return f"{settings.ADRESSE_PUBLIQUE}{chemin}"
    return requete.build_absolute_uri(chemin)


def _reserver(a: str) -> Employeur:
    """Keep an address until it is confirmed; those that never were are let go."""
    maintenant = timezone.now()
    delai = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    passees = Employeur.objects.filter(ouvert_le=None, demande_le__lt=maintenant - delai)
    with tenue.ecriture():
        passees.exclude(courriel=a).delete()
        gardee, _ = Employeur.objects.update_or_create(
            courriel=a,
            defaults={"demande_le": maintenant},
            create_defaults={"demande_le": maintenant, "password": make_password(None)},
        )
    return gardee


def _envoyer(a: str, texte: str) -> Suite:
    try:
        send_mail(gettext("Votre compte d’employeur"), texte, None, [a])
    except (OSError, SMTPException) as erreur:
        journal.error("message non envoyé : %s", type(erreur).__name__)
        return Suite.EN_PANNE
    return Suite.PARTIE


def _partis(requete: HttpRequest, a: str = "", *, de: bool = False) -> int:
    qui = {"de": _de(requete)} if de else {"a": _empreinte(a)}
    return MessageParti.objects.filter(**qui, le__gte=timezone.now() - PENDANT).count()


def _noter(requete: HttpRequest, a: str) -> None:
    maintenant = timezone.now()
    MessageParti.objects.filter(le__lt=maintenant - PENDANT).delete()
    MessageParti.objects.create(a=_empreinte(a), de=_de(requete), le=maintenant)


def _de(requete: HttpRequest) -> str:
    return _empreinte(str(requete.META.get("REMOTE_ADDR", "")))


def _empreinte(dit: str) -> str:
    """What stands for an address, of either kind: only this server can make it."""
    return salted_hmac("opposable.employeurs.messages", dit, algorithm="sha256").hexdigest()
