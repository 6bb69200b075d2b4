"""The files of a worklist for a spreadsheet: as shown, the whole list up to a bound."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from opposable.dossiers.droits import LECTEURS
from opposable.ecrit.tableur import sans_formule
from opposable.fichiers.classeur_ecrit import ClasseurEcrit
from opposable.web.bureau import horloge
from opposable.web.bureau.comptes.acces import Requete, reserve
from opposable.web.bureau.travail import listes
from opposable.web.bureau.travail.dossiers import Ligne, lignes
from opposable.web.bureau.travail.filtrer import filtres

if TYPE_CHECKING:
    from collections.abc import Sequence

AU_PLUS = 5_000
"""Rows of an export."""
MARQUE = "\ufeff"
"""What tells a spreadsheet that the file is UTF-8."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@reserve(*LECTEURS)
def export(requete: Requete, forme: str) -> HttpResponse:
    """Give a worklist as CSV or XLSX, to those who handle its files."""
    nom = requete.GET.get("liste", "ouverts")
    if nom not in listes.LISTES:
        raise Http404
    trouvees = listes.fiches(requete.porteur, nom, filtres(requete.GET))[:AU_PLUS]
    dites = lignes(list(trouvees), requete.porteur.jour)
    contenu, type_ = (_csv(dites), "text/csv") if forme == "csv" else (_xlsx(dites), XLSX)
    reponse = HttpResponse(contenu, content_type=type_)
    reponse.headers["Content-Disposition"] = f'attachment; filename="dossiers-{nom}.{forme}"'
    return reponse


def _titres() -> list[str]:
    return [
        gettext("Dossier"),
        gettext("Employeur"),
        gettext("Travailleur"),
        gettext("Métier"),
        gettext("Service"),
        gettext("Déposé le"),
        gettext("État"),
        gettext("Chargé du dossier"),
        gettext("Échéance"),
    ]


def _csv(dites: Sequence[Ligne]) -> bytes:
    tampon = StringIO(newline="")
    ecrivain = csv.writer(tampon, delimiter=";")
    ecrivain.writerow(_titres())
    ecrivain.writerows([sans_formule(str(c or "")) for c in dite] for dite in dites)
    return (MARQUE + tampon.getvalue()).encode()


def _xlsx(dites: Sequence[Ligne]) -> bytes:
    flux = BytesIO()
    classeur = ClasseurEcrit(flux, gettext("Dossiers"), _titres(), fait_le=horloge.instant())
    for dite in dites:
        classeur.ligne(dite)
    classeur.finir()
    return flux.getvalue()
