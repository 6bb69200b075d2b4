"""The filters of a worklist, as its address bears them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.http import urlencode

from opposable.dossiers.droits import LECTEURS, Role
from opposable.dossiers.etat import Etat

if TYPE_CHECKING:
    from django.http import QueryDict

LISENT = (*LECTEURS, Role.REGIONAL, Role.AUDITEUR)
FILTRES = ("etat", "agent", "service")
GARDES = (*FILTRES, "liste", "q")
"""What an address of a worklist bears that is worth keeping."""


def filtres(dits: QueryDict) -> Q:
    """Read the filters of an address; what is not one is left aside."""
    garde = {f: dits[f] for f in FILTRES if dits.get(f)}
    if garde.get("etat") not in {e.value for e in Etat}:
        garde.pop("etat", None)
    return Q(**garde)


def adresse(dits: QueryDict, **autres: str) -> str:
    """Return the address of this page with something else in it."""
    gardes = {nom: str(dits[nom]) for nom in sorted(dits) if nom in GARDES and dits[nom]}
    return urlencode({**gardes, **autres})
