"""What an employer types of an account: an address, a password; checked, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from opposable.web.bureau.employeurs.models import Employeur

LONGUEUR = 200
ADRESSE_FAUSSE = _("Écrivez une adresse entière, comme nom@exemple.fr.")


class Adresse(forms.Form):
    """An address that a message is sent to."""

    courriel = forms.EmailField(
        max_length=254, error_messages={"required": ADRESSE_FAUSSE, "invalid": ADRESSE_FAUSSE}
    )


class Choix(forms.Form):
    """A password chosen by who proved the address: it opens the account."""

    nouveau = forms.CharField(
        max_length=LONGUEUR,
        strip=False,
        error_messages={"required": _("Choisissez un mot de passe.")},
    )

    def __init__(self, *args: Any, user: Employeur, **dits: Any) -> None:
        super().__init__(*args, **dits)
        self.user = user

    def clean_nouveau(self) -> str:
        """Refuse a weak password."""
        mot: str = self.cleaned_data["nouveau"]
        validate_password(mot, self.user)  # type: ignore[arg-type] # any who has a password
        return mot

    def save(self) -> Employeur:
        """Keep the password, and open the account where it was still to be confirmed."""
        self.user.set_password(self.cleaned_data["nouveau"])
        self.user.ouvert_le = self.user.ouvert_le or timezone.now()
        self.user.save()
        return self.user


class Changement(Choix):
    """Another password, in place of one that is given again."""

    ancien = forms.CharField(
        max_length=LONGUEUR,
        strip=False,
        error_messages={"required": _("Donnez le mot de passe d’aujourd’hui.")},
    )

    def clean_ancien(self) -> str:
        """Refuse whoever does not know the password of today."""
        ancien: str = self.cleaned_data["ancien"]
        if not self.user.check_password(ancien):
            raise ValidationError(_("Ce n’est pas votre mot de passe."))
        return ancien
