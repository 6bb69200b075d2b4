"""Views of the worklists that someone keeps under a name: kept, named anew, let go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from opposable.web.bureau.comptes.acces import Requete, reserve
from opposable.web.bureau.tenue import ecriture
from opposable.web.bureau.travail import listes
from opposable.web.bureau.travail.filtrer import LISENT, adresse, filtres
from opposable.web.bureau.travail.models import ADRESSE, NOM, VueGardee

if TYPE_CHECKING:
    from django.db.models import Q
    from django.http import HttpResponse

    from opposable.web.bureau.comptes.acces import Porteur

AU_PLUS = 12
"""Views that one person keeps."""


class Vue(NamedTuple):
    """A view as a page shows it: its key, its name, its address, how many files, if it is this one.

    Attributes:
        nombre: Files it holds, up to one more than is said; None for a search.
    """

    cle: int
    nom: str
    adresse: str
    nombre: int | None
    choisie: bool


def vues(porteur: Porteur, ici: str = "") -> list[Vue]:
    """Return the views of someone, by name, each with its count."""
    gardees = VueGardee.objects.filter(agent__identifiant=porteur.agent).order_by("nom")[:AU_PLUS]
    demandes = {vue.pk: demande for vue in gardees if (demande := _demande(vue.adresse))}
    comptes = dict(zip(demandes, listes.compter(porteur, *demandes.values()), strict=True))
    return [Vue(v.pk, v.nom, v.adresse, comptes.get(v.pk), v.adresse == ici) for v in gardees]


def _demande(dite: str) -> tuple[str, Q] | None:
    """Return the worklist of an address and its filters; None for a search: it is not counted."""
    dits = QueryDict(dite)
    nom = dits.get("liste", "")
    return None if "q" in dits or nom not in listes.LISTES else (nom, filtres(dits))


@require_safe
@reserve(*LISENT)
def mes_vues(requete: Requete) -> HttpResponse:
    """Show the views of someone, to name anew or to let go."""
    contexte = {"rubrique": "dossiers", "vues": vues(requete.porteur), "longueur": NOM}
    return render(requete, "travail/vues.html", contexte)


@require_POST
@reserve(*LISENT)
def garder(requete: Requete) -> HttpResponse:
    """Keep the filters of a page under a name; the same name again is that view replaced."""
    nom = _nom(requete)
    dite = adresse(QueryDict(requete.POST.get("adresse", "")[:ADRESSE]))[:ADRESSE]
    les_siennes = VueGardee.objects.filter(agent=requete.user)
    with ecriture():
        if not nom:
            messages.warning(requete, gettext("Donnez un nom à cette vue."))
        elif les_siennes.exclude(nom=nom).count() >= AU_PLUS:
            dit = gettext("Vous gardez déjà %(n)d vues : oubliez-en une.") % {"n": AU_PLUS}
            messages.warning(requete, dit)
        else:
            VueGardee.objects.update_or_create(
                agent=requete.user, nom=nom, defaults={"adresse": dite}
            )
            messages.success(requete, gettext("Vue gardée : %(nom)s.") % {"nom": nom})
    reponse = redirect("travail:dossiers")
    reponse.headers["Location"] += f"?{dite}"
    return reponse


@require_POST
@reserve(*LISENT)
def renommer(requete: Requete, cle: int) -> HttpResponse:
    """Give a view of one's own another name, which none of the others bears."""
    vue, nom = _la_sienne(requete, cle), _nom(requete)
    with ecriture():
        autres = VueGardee.objects.filter(agent=requete.user, nom=nom).exclude(pk=vue.pk)
        if not nom or autres.exists():
            messages.warning(requete, gettext("Donnez un nom qu’aucune autre vue ne porte."))
        else:
            vue.nom = nom
            vue.save(update_fields=["nom"])
    return redirect("travail:vues")


@require_POST
@reserve(*LISENT)
def oublier(requete: Requete, cle: int) -> HttpResponse:
    """Let go a view of one's own."""
    vue = _la_sienne(requete, cle)
    with ecriture():
        vue.delete()
    return redirect("travail:vues")


def _la_sienne(requete: Requete, cle: int) -> VueGardee:
    return get_object_or_404(VueGardee, pk=cle, agent=requete.user)


def _nom(requete: Requete) -> str:
    return " ".join(requete.POST.get("nom", "").split())[:NOM]
