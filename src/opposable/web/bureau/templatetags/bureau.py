"""Tags of every page of the office: what was just done, and the day it lives on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.contrib.messages import get_messages

from opposable.web.bureau.employeurs.seance import employeur_de

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from opposable.web.bureau.employeurs.models import Employeur

register = template.Library()


@register.simple_tag(takes_context=True)
def annonces(context: dict[str, Any]) -> Iterable[object]:
    """Return what the page before wants told, once."""
    dites: Iterable[object] = get_messages(context["request"])
    return list(dites)


@register.simple_tag(takes_context=True)
def employeur(context: dict[str, Any]) -> Employeur | None:
    """Return the employer whose session it is, None where it is nobody's."""
    return employeur_de(context["request"])


@register.simple_tag
def jour_de_demonstration() -> date | None:
    """Return the day that the office of a demonstration lives on, None where it lives today."""
    jour: date | None = settings.JOUR_DE_DEMONSTRATION
    return jour


@register.filter
def nomme(identifiant: str | None, noms: Mapping[str, str]) -> str:
    """Return the name of someone, their identifier where it is not known."""
    return noms.get(identifiant or "", identifiant or "")
