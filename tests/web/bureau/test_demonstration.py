"""The office of the demonstration: made once, by real acts, the same each time, never for real."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db.models import Count

from opposable.dossiers.etat import Etat
from opposable.dossiers.journal import verifier_la_chaine
from opposable.dossiers.renouvellement import comparer
from opposable.errors import DemonstrationError
from opposable.web.bureau.comptes.demonstration import gens
from opposable.web.bureau.comptes.models import Agent
from opposable.web.bureau.demonstration.bureau_montre import montrer
from opposable.web.bureau.demonstration.personnages import scenes
from opposable.web.bureau.models import Compteur, FicheActe, FicheDossier
from opposable.web.bureau.tenue import lire

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

    from opposable.dossiers.etat import Dossier


def test_le_bureau_montre_vit_comme_un_vrai(settings: Settings, client: Client) -> None:
    """Some 300 files in every state, each journal whole, the figures right, and people to try."""
    settings.JOUR_DE_DEMONSTRATION = jour = gens()["jour"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    assert montrer()
    assert not montrer()
    etats = dict(FicheDossier.objects.values_list("etat").annotate(Count("id")))
    assert set(etats) == {etat.value for etat in Etat}
    assert 280 <= sum(etats.values()) <= 340
    assert sum(Compteur.objects.values_list("nombre", flat=True)) == sum(etats.values()) - 4
    for numero in FicheDossier.objects.order_by("-clos_le").values_list("numero", flat=True)[:40]:
        verifier_la_chaine(lire(numero).journal)
    assert FicheActe.objects.filter(le__gt=jour).count() == 0
    embargo = FicheDossier.objects.filter(etat=Etat.ACCEPTE, notifie_le=None)
    assert {lire(n).proposition is not None for n in embargo.values_list("numero", flat=True)}
    notifies = FicheDossier.objects.filter(notifie_le__isnull=False)
    assert notifies
    assert not notifies.exclude(lettres__type__in=("accord", "refus"))
    assert not FicheDossier.objects.exclude(service=None).exclude(lettres__type="recepisse")
    suites = FicheDossier.objects.exclude(initial=None).order_by("id")
    ecarts = [_change(lire(n)) for n in suites.values_list("numero", flat=True)]
    assert len(ecarts) == 6
    for comme_avant, autre_poste, moins_paye in (ecarts[:3], ecarts[3:]):
        assert comme_avant == set()
        assert autre_poste == {"metier"}
        assert moins_paye == {"remuneration"}
    page = client.get("/bureau/connexion/").content.decode()
    assert all(compte["identifiant"] in page for compte in gens()["compte"])
    _montrer_l_employeur(client, page)
    entree = {"username": "signature.35", "password": gens()["mot_de_passe"]}
    assert client.post("/bureau/connexion/", entree).status_code == 302
    for _ in range(3):
        page = client.get("/bureau/connexion/code/").content.decode()
        lu = re.search(r"de ce compte montre\s+(\d{6})", page)
        assert lu
        assert client.post("/bureau/connexion/code/", {"code": lu[1]}).status_code == 302


def _change(suite: Dossier) -> set[str]:
    """What a renewal asks for that is not as its first grant."""
    return {e.champ for e in comparer(lire(suite.initial or ""), suite) if e.change}


def _montrer_l_employeur(client: Client, page: str) -> None:
    """The employer is shown on the page of entry, and their applications are in several states."""
    courriel = gens()["employeur"]["courriel"]
    assert courriel in page
    entree = {"username": courriel, "password": gens()["mot_de_passe"]}
    assert client.post("/depot/compte/entrer/", entree).status_code == 302
    lues, suite = "", "/depot/demandes/"
    while suite:
        lue = client.get(suite).content.decode()
        trouvee = re.search(r'href="(\?apres=\d+)"', lue)
        lues, suite = lues + lue, f"/depot/demandes/{trouvee[1]}" if trouvee else ""
    for etat in ("En cours d’écriture", "En cours d’examen", "Accordée", "Refusée", "Renouveler"):
        assert etat in lues
    client.post("/depot/compte/sortir/")


def test_les_scenes_nomment_des_gens_qui_existent() -> None:
    """Whoever acts in the files has an account that may."""
    connus = {compte["identifiant"] for compte in gens()["compte"]}
    for service in scenes()["service"]:
        agissent = {service["guichet"], service["signe"], *service["examen"]}
        assert agissent <= connus


def test_la_production_ne_se_montre_pas(settings: Settings) -> None:
    """In production no demonstration is made, and nobody of one is proposed."""
    settings.PRODUCTION = True
    with pytest.raises(DemonstrationError, match="pas en production"):
        montrer()


def test_un_vrai_bureau_ne_devient_pas_une_demonstration() -> None:
    """An office with real people is left as it is."""
    Agent.objects.creer("vraie", "Vraie Personne", None)
    with pytest.raises(DemonstrationError, match="base vide"):
        montrer()
    assert Agent.objects.count() == 1
