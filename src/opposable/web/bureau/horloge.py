"""What time it is for the office: the only clock of files, which a demonstration may set."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date


def instant() -> datetime:
    """Return the instant of an act: now, or this hour of the day the demonstration lives on."""
    maintenant = timezone.localtime()
    jour: date | None = settings.JOUR_DE_DEMONSTRATION
    return datetime.combine(jour, maintenant.timetz()) if jour else maintenant


def aujourd_hui() -> date:
    """Return the day of the office, in Paris."""
    return instant().date()
