"""Who is let in by a password, and what locks an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

if TYPE_CHECKING:
    from django.http import HttpRequest

    from opposable.web.bureau.comptes.models import Agent


class Local(ModelBackend):
    """Accounts kept here; those of a demonstration enter no production."""

    def user_can_authenticate(self, user: Agent | None) -> bool:  # type: ignore[override]
        """Tell whether an account may enter."""
        montre = user is not None and user.demonstration and settings.PRODUCTION
        return not montre and super().user_can_authenticate(user)


def par_compte(_requete: HttpRequest, _dits: dict[str, str] | None = None) -> list[str]:
    """Count failures by account, from wherever they come."""
    return ["username"]
