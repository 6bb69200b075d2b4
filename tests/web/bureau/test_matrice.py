"""Rights, whole: every route of the office, every method, everyone who is not at home there.

Routes are those of the router, whoever wrote them: a new one is in the matrix by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from opposable.web.bureau import horloge
from opposable.web.bureau.employeurs.models import Employeur
from opposable.web.bureau.guichet.cles import empreinte
from opposable.web.bureau.guichet.models import Depot, Rattachement
from opposable.web.bureau.guichet.rattacher import rattacher
from opposable.web.bureau.instruction.formulaires import FORMULAIRES
from web.bureau.employeurs.compte import VITE, ouvrir
from web.bureau.employeurs.compte import entrer as entrer_au_guichet
from web.bureau.monde import GENS, JOUR, MOT_DE_PASSE, entrer, peupler
from web.bureau.test_travail import deposer, instruit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from pytest_django.fixtures import Settings

    from opposable.dossiers.droits import Role

SECRETS = ("Zxqvrille", "Œuvrard", "35600000000048")
"""What a file alone says: whoever may not read it must never see any of it."""
METHODES = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
ANONYME, AUTRE_EMPLOYEUR = "anonyme", "autre-employeur"
AUTRE_COMPTE, COMPTE_FERME = "autre-compte", "compte-ferme"
"""Employers who entered by an account: one of another firm, one whose account was closed since."""
DEHORS = {ANONYME, AUTRE_EMPLOYEUR, AUTRE_COMPTE, COMPTE_FERME}
"""Those who are no agent."""
SIEN, VOISIN = "sien@toits.example", "voisin@toits.example"
REFERENCE = "abcde-fghij"
"""What the addresses of the applicant bear for that file; the key is another matter."""
AUTRE_REFERENCE = "abcde-fghik"
"""That of another employer, who holds its key and no other."""
LISENT = {"greffe", "examen", "chef", "region", "audit"}
"""Those at home: of the service, of the region above, or who audits."""
ENVOI = {
    **dict.fromkeys(("texte", "raison", "pieces", "fonctions", "motif", "question", "moyen"), "x"),
    **dict.fromkeys(("agent", "auteur"), "examen"),
    "sens": "favorable",
    "service": "ddtefp-69",
    "condition": "pay",
    "remplie": "oui",
    "champ": "metier",
    "valeur": "61232",
    "voie": "gracieux",
    "recu_le": "2008-01-10",
    "du": "2008-01-10",
    "au": "2009-01-10",
    "cle": "1",
    "vu": "1",
    "identifiant": "intrus",
    "role": "signataire",
    "lieu": "ddtefp-35",
    "nom": "Intrus",
    "suite": "/bureau/",
}
"""A form that many acts could read."""
DEFAUTS = {"IntConverter": "1", "SlugConverter": "x"}
"""What a parameter is where nothing below says it."""
AU_PLUS = 40
"""Values of a parameter that are tried, at most."""


class Route(NamedTuple):
    """A route of the office: its full name, its parameters with how each is read, its view."""

    nom: str
    parametres: dict[str, str]
    acces: object
    frais: bool


@pytest.fixture
def numero(settings: Settings) -> str:
    """A file of Rennes with a decision prepared, and everyone of the matrix."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    settings.PASSWORD_HASHERS = [*VITE, *settings.PASSWORD_HASHERS]
    peupler()
    deposer(4, "Autre", service="ddtefp-69")
    lu = instruit(deposer(6, SECRETS[0]), 5).numero
    depot = Depot.objects.create(
        reference=REFERENCE, cle=empreinte(MOT_DE_PASSE), numero=lu, ecrit_le=horloge.instant()
    )
    rattacher(ouvrir(SIEN), depot)
    return lu


def routes(
    ici: URLResolver | None = None, espace: str = "", avant: dict[str, str] | None = None
) -> Iterator[Route]:
    """Every route whose view is the office's, as the router knows it."""
    for motif in (ici or get_resolver()).url_patterns:
        convertis = getattr(motif.pattern, "converters", {})
        propres = {
            nom: type(convertis[nom]).__name__ if nom in convertis else "regex"
            for nom in motif.pattern.regex.groupindex
        }
        parametres = {**(avant or {}), **propres}
        if isinstance(motif, URLResolver):
            yield from routes(motif, motif.namespace or espace, parametres)
        elif motif.callback.__module__.startswith("opposable.web.bureau."):
            vue = motif.callback
            nom = f"{espace}:{motif.name}"
            yield Route(nom, parametres, getattr(vue, "acces", None), getattr(vue, "frais", False))


def valeurs(numero: str) -> dict[str, list[str]]:
    """What each parameter of a route stands for."""
    return {
        "numero": [numero],
        "instruction:cle": [str(cle) for cle in FORMULAIRES],
        "forme": ["csv", "xlsx"],
        "rang": ["1", "2"],
        "reference": [REFERENCE],
        "type_": ["recepisse", "accord"],
        "identifiant": ["greffe"],
        "comptes:quoi": ["role", "delegation"],
        "comptes:cle": ["1"],
    }


def adresses(route: Route, numero: str) -> list[str]:
    """Every address of a route, its parameters given what they stand for."""
    connues = valeurs(numero)
    partie = route.nom.partition(":")[0]
    choix = {
        nom: connues.get(f"{partie}:{nom}") or connues.get(nom) or [DEFAUTS.get(lu, "x")]
        for nom, lu in route.parametres.items()
    }
    rangs = range(min(max([len(v) for v in choix.values()], default=1), AU_PLUS))
    return [
        reverse(route.nom, kwargs={n: v[rang % len(v)] for n, v in choix.items()}) for rang in rangs
    ]


def clients() -> dict[str, Client]:
    """A browser for each person of the matrix, proved as much as they can be, and for nobody."""
    return {qui: navigateur(qui) for qui in (*sorted(DEHORS), *GENS)}


def navigateur(qui: str) -> Client:
    """A browser of someone; another employer gave the key of their own application."""
    client = Client()
    if qui == AUTRE_EMPLOYEUR:
        depot, _ = Depot.objects.get_or_create(
            reference=AUTRE_REFERENCE,
            defaults={
                "cle": empreinte(MOT_DE_PASSE),
                "dit": {"employeur.nom": "Voisin"},
                "ecrit_le": horloge.instant(),
            },
        )
        sienne = {"numero": depot.reference, "cle": MOT_DE_PASSE}
        entre = client.post("/depot/suivre/", sienne, follow=True)
        assert "Voisin" in client.get(f"/depot/{AUTRE_REFERENCE}/employeur/").content.decode()
        assert entre.status_code == 200
    if qui in {AUTRE_COMPTE, COMPTE_FERME}:
        client = _par_compte(VOISIN if qui == AUTRE_COMPTE else "ferme@toits.example")
        Employeur.objects.filter(courriel__startswith="ferme").delete()
    return client if qui in DEHORS else entrer(qui, code=True)


def _par_compte(courriel: str) -> Client:
    """A browser of an employer who entered by their account, kept where it is not yet."""
    if not Employeur.objects.filter(courriel=courriel).exists():
        ouvrir(courriel)
    client, statut = entrer_au_guichet(courriel)
    assert statut == 302
    return client


def roles(qui: str) -> frozenset[Role]:
    """What someone holds on the day of the matrix."""
    return frozenset(role for role, _ in GENS.get(qui, ()) if qui != "ancien")


def attendus(route: Route, qui: str) -> set[int] | None:
    """The only answers that someone who is not at home may receive; None: any, without a leak."""
    if route.acces == "compte":
        autre = {404, 405} if "reference" in route.parametres else None
        return autre if qui == AUTRE_COMPTE else {302, 405}
    if not isinstance(route.acces, frozenset):
        return None
    if qui in DEHORS:
        return {302, 405}
    if not roles(qui) & route.acces:
        return {302, 403, 405} if route.frais else {403, 405}
    if "numero" in route.parametres and qui not in LISENT:
        return {404, 405}
    return None


def tout() -> dict[str, list[tuple[object, ...]]]:
    """Every row of files, people and rights."""
    return {
        table.__name__: list(table._default_manager.order_by("pk").values_list())  # noqa: SLF001
        for nom in ("bureau", "comptes", "guichet", "employeurs")
        for table in apps.get_app_config(nom).get_models()
    }


def _la_sienne() -> list[tuple[object, ...]]:
    """The door of the file, the account that holds it, and what holds it."""
    return [
        *Depot.objects.filter(reference=REFERENCE).values_list(),
        *Rattachement.objects.filter(depot__reference=REFERENCE).values_list(),
        *Employeur.objects.filter(courriel=SIEN).values_list(),
    ]


def fuites(reponse: HttpResponse) -> list[str]:
    """What an answer lets out of the file."""
    contenu = reponse.content.decode("utf-8", "replace") + str(dict(reponse.headers))
    return [secret for secret in SECRETS if secret in contenu]


def test_aucune_route_ne_laisse_passer_personne(numero: str) -> None:
    """Route by route, method by method, person by person: no leak, no change, no way in."""
    gens, fautes, essais = clients(), list[str](), 0
    ailleurs = {qui: c for qui, c in gens.items() if qui not in LISENT}
    avant, sienne = tout(), _la_sienne()
    for route in routes():
        for rang, adresse in enumerate(adresses(route, numero)):
            for methode in METHODES if rang == 0 else ("GET", "POST"):
                for qui, client in ailleurs.items():
                    if methode == "POST" and route.acces == roles(qui):
                        continue  # what the administration alone may write is tried apart
                    essais += 1
                    reponse = getattr(client, methode.lower())(adresse, ENVOI)
                    faute = _faute(route, qui, reponse)
                    fautes += [f"{qui} {methode} {adresse} : {faute}"] if faute else []
                    if route.nom in DECONNECTENT:
                        ailleurs[qui] = navigateur(qui)
    assert fautes == []
    assert essais > 1000
    changes = {nom for nom, lignes in tout().items() if lignes != avant[nom]}
    assert changes - PROPRES == set()
    assert _la_sienne() == sienne


DECONNECTENT = {
    *("comptes:deconnexion", "comptes:connexion"),
    *("employeurs:sortir", "employeurs:entrer", "employeurs:fermer"),
}
PROPRES = {"Agent", "Employeur", "Depot", "EssaiManque", "MessageParti", "Rattachement"}
"""A login is noted in one's own account; anyone begins an application, or tries a key."""


def _faute(route: Route, qui: str, reponse: HttpResponse) -> str:
    permis = attendus(route, qui)
    if permis is not None and reponse.status_code not in permis:
        return f"réponse {reponse.status_code}"
    if reponse.status_code >= 500:
        return f"panne {reponse.status_code}"
    vues = fuites(reponse)
    return f"laisse voir {vues}" if vues else ""


def test_ceux_qui_sont_chez_eux_lisent(numero: str) -> None:
    """The service, the region above and the auditor read the file: the secrets are truly there."""
    adresse = reverse("instruction:dossier", args=[numero])
    for qui in sorted(LISENT):
        assert SECRETS[0] in entrer(qui).get(adresse).content.decode(), qui


def test_l_employeur_a_qui_elle_est_la_lit_par_son_compte(numero: str) -> None:
    """The employer whose application it is reads it by their account, and no page of an agent."""
    client = _par_compte(SIEN)
    assert numero in client.get("/depot/demandes/").content.decode()
    assert numero in client.get(f"/depot/{REFERENCE}/suivi/").content.decode()
    assert [r.employeur.courriel for r in Rattachement.objects.all()] == [SIEN]
    avant, fautes = tout(), list[str]()
    for route in routes():
        if isinstance(route.acces, frozenset):
            for adresse in adresses(route, numero):
                for methode in ("GET", "POST"):
                    reponse = getattr(client, methode.lower())(adresse, ENVOI)
                    refusee = reponse.status_code in {302, 405} and not fuites(reponse)
                    fautes += [] if refusee else [f"{methode} {adresse}"]
    assert fautes == []
    assert tout() == avant


def test_lire_n_est_pas_agir(numero: str) -> None:
    """The region above and the auditor read, and no form of theirs changes a row."""
    chez_eux = [entrer(qui, code=True) for qui in ("region", "audit")]
    avant = tout()
    for client in chez_eux:
        for route in routes():
            if route.nom not in DECONNECTENT:
                for adresse in adresses(route, numero):
                    client.post(adresse, ENVOI)
    assert {nom for nom, lignes in tout().items() if lignes != avant[nom]} <= PROPRES - {"Agent"}


def test_une_route_sans_valeur_ou_sans_garde_se_voit(numero: str) -> None:
    """Every route of the router has an address here, and says who may open it."""
    toutes = list(routes())
    assert len(toutes) >= 16
    assert [r.nom for r in toutes if r.acces is None] == []
    assert all(adresses(route, numero) for route in toutes)
