"""Who may open a page of the office: each of its views says it, through one of these.

`reserve` for people of the office, `signature` for what binds the service, `ouvert` for what
anyone may open. A view without one fails a test.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from opposable.dossiers.acte import TABLE, RendreAvis
from opposable.dossiers.droits import LECTEURS, Droits, Role
from opposable.errors import EnregistrementError
from opposable.web.bureau import horloge
from opposable.web.bureau.comptes import reprise
from opposable.web.bureau.comptes.droits import autour, droits
from opposable.web.bureau.comptes.services import services
from opposable.web.bureau.reglages import reglages
from opposable.web.bureau.tenue import lire

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.http import HttpResponse

    from opposable.dossiers.acte import Acte
    from opposable.dossiers.droits import Affectation
    from opposable.dossiers.etat import Dossier
    from opposable.dossiers.vie import Cadre
    from opposable.web.bureau.comptes.models import Agent

P = ParamSpec("P")
MINUTE, HEURE = 60, 3600
PAS = 5 * MINUTE
"""A session in use is written again this often, not at each request."""
OUVERTE, VUE, CONFIRMEE, ATTEND_CODE = "ouverte", "vue", "confirmee", "attend_code"


@dataclass(frozen=True, slots=True)
class Porteur:
    """Who asks for a page: their account, their rights as of the day of the office."""

    agent: str
    nom: str
    jour: date
    droits: Droits

    @property
    def roles(self) -> frozenset[Role]:
        """Roles held that day, wherever."""
        return frozenset(a.role for a in self._tenues)

    @property
    def services(self) -> tuple[str, ...]:
        """Services whose files they handle that day."""
        return tuple(sorted({a.lieu for a in self._tenues if a.role in LECTEURS}))

    @property
    def regions(self) -> tuple[str, ...]:
        """Regions whose files they read that day."""
        return tuple(sorted({a.lieu for a in self._tenues if a.role is Role.REGIONAL}))

    @property
    def lus(self) -> tuple[str, ...] | None:
        """Services whose files they read that day; None: all of them."""
        if Role.AUDITEUR in self.roles:
            return None
        regions = self.regions
        connus = services(self.jour).values() if regions else ()
        de_la_region = (s.id for s in connus if s.region in regions)
        return tuple(sorted({*self.services, *de_la_region}))

    @property
    def _tenues(self) -> list[Affectation]:
        return [a for a in self.droits.affectations if a.agent == self.agent and a.vaut(self.jour)]

    @property
    def cadre(self) -> Cadre:
        """What surrounds their acts: pass it to `tenue.accomplir`."""
        return autour(self.droits, self.jour)

    def capacite(
        self, acte: type[Acte], dossier: Dossier, service: str | None = None
    ) -> Role | None:
        """Return in what capacity they may do an act on a file; None where they may not.

        Args:
            acte: The act.
            dossier: The file, whose state must allow the act.
            service: The service that gives an opinion, for `RendreAvis`.
        """
        lieu = service if acte is RendreAvis else dossier.service
        if dossier.etat not in TABLE[acte].depuis:
            return None
        possibles = (r for r in Role if r in TABLE[acte].roles and r is not Role.DEMANDEUR)
        return next(
            (r for r in possibles if self.droits.tient(self.agent, r, lieu, self.jour)), None
        )


class Requete(HttpRequest):
    """A request that `reserve` let in."""

    porteur: Porteur
    user: Agent


def ouvert(vue: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Mark a view of the office that anyone may open: it shows nothing of any file."""
    vue.acces = "ouvert"  # type: ignore[attr-defined]
    return vue


def reserve(
    *roles: Role, frais: bool = False
) -> Callable[
    [Callable[Concatenate[Requete, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponse],
]:
    """Let in who holds one of these roles today, wherever (any role where none is named).

    Someone not logged in goes to the login page and comes back; someone without the role is
    refused. Which file they see is for `dossier_lisible`, which act they do for `capacite` and
    `tenue.accomplir`.

    Args:
        roles: Roles, one of which is enough.
        frais: Whether a second factor and a password just given are asked for.
    """

    def garder(
        vue: Callable[Concatenate[Requete, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(vue)
        def gardee(requete: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            detour = _entrer(requete) or (_signer(requete) if frais else None)
            if detour:
                reprise.garder(requete)
                return redirect(detour)
            admise = _admettre(requete, frozenset(roles))
            return vue(admise, *args, **kwargs)

        gardee.acces = frozenset(roles) or frozenset(Role)  # type: ignore[attr-defined]
        gardee.frais = frais  # type: ignore[attr-defined]
        return gardee

    return garder


signature = reserve(Role.SIGNATAIRE, frais=True)
"""Let in who signs for a service, proved by a second factor and a password just given."""


def dossier_lisible(requete: Requete, numero: str) -> Dossier:
    """Return a file that the asker may read.

    Raises:
        Http404: There is none of that number, or it is not theirs to read: nothing tells which.
    """
    try:
        dossier = lire(numero)
    except EnregistrementError:
        raise Http404 from None
    if not requete.porteur.droits.voit(requete.porteur.agent, dossier, requete.porteur.jour):
        raise Http404
    return dossier


def suite(requete: HttpRequest, defaut: str = "travail:entree") -> str:
    """Return where to go after a detour: the page of this site that was asked for."""
    voulue = requete.POST.get("suite") or requete.GET.get("suite") or ""
    sure = voulue.startswith("/") and url_has_allowed_host_and_scheme(voulue, allowed_hosts=None)
    return voulue if sure else reverse(defaut)


def vers(nom: str, suite_: str) -> str:
    """Return the address of a detour that comes back."""
    return f"{reverse(nom)}?{urlencode({'suite': suite_})}"


def ouvrir_la_seance(requete: HttpRequest, *, attend_code: bool) -> None:
    """Note when someone logged in, and whether their second factor is still to come."""
    maintenant = int(time.time())
    requete.session.update({OUVERTE: maintenant, VUE: maintenant, CONFIRMEE: maintenant})
    requete.session[ATTEND_CODE] = attend_code


def confirmer_la_seance(requete: HttpRequest, le: int | None = None) -> None:
    """Note when a password was last given, in seconds of the epoch: just now, or when told."""
    requete.session[CONFIRMEE] = int(time.time()) if le is None else le


def porteur_de(agent: Agent) -> Porteur:
    """Return who asks, with their rights as of the day of the office."""
    jour = horloge.aujourd_hui()
    identifiant = agent.identifiant
    return Porteur(identifiant, agent.nom, jour, droits([identifiant], jour))


def _entrer(requete: HttpRequest) -> str | None:
    """Return the detour of someone who is not in yet, None where they are."""
    ici = _ici(requete)
    maintenant = int(time.time())
    if requete.user.is_authenticated and _finie(requete, maintenant):
        logout(requete)
    if not requete.user.is_authenticated:
        return vers("comptes:connexion", ici)
    if requete.session.get(ATTEND_CODE):
        return vers("comptes:code", ici)
    if maintenant - requete.session.get(VUE, 0) > PAS:
        requete.session[VUE] = maintenant
    return None


def _ici(requete: HttpRequest) -> str:
    """Return where to come back to: the page asked for, or the one whose form was sent."""
    montrable = requete.method in {"GET", "HEAD"} or reprise.auteur(requete) is not None
    return requete.get_full_path() if montrable else requete.path


def _finie(requete: HttpRequest, maintenant: int) -> bool:
    """Whether a session lasted its hours; that which nobody uses ends by itself."""
    ouverte: int = requete.session.get(OUVERTE, 0)
    return maintenant - ouverte > reglages().heures * HEURE


def _signer(requete: HttpRequest) -> str | None:
    """Return the detour of someone who is to sign and is not proved enough, None where they are."""
    verifie: bool = requete.user.is_verified()  # type: ignore[union-attr]
    if not verifie:
        return vers("comptes:second_facteur", _ici(requete))
    age = int(time.time()) - requete.session.get(CONFIRMEE, 0)
    if age > reglages().fraicheur * MINUTE:
        return vers("comptes:confirmer", _ici(requete))
    return None


def _admettre(requete: HttpRequest, roles: frozenset[Role]) -> Requete:
    admise: Requete = requete  # type: ignore[assignment]
    admise.porteur = porteur_de(admise.user)
    if not admise.porteur.roles or (roles and not roles & admise.porteur.roles):
        raise PermissionDenied
    return admise
