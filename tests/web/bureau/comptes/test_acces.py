"""Who enters the office, through which door, and what is asked of them."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from dossiers.bureau import DEMANDE, depose, instruit
from opposable.dossiers.acte import Affecter, Decider, Instruire, RendreAvis
from opposable.dossiers.donnees import Donnees
from opposable.dossiers.droits import Role
from opposable.web.bureau import horloge
from opposable.web.bureau.comptes.acces import (
    Requete,
    dossier_lisible,
    porteur_de,
    reserve,
    signature,
    suite,
)
from opposable.web.bureau.comptes.models import Agent, FicheAffectation
from opposable.web.bureau.comptes.services import competents, nom_du_service, services
from opposable.web.bureau.tenue import ouvrir
from web.bureau.monde import CLE, JOUR, MOT_DE_PASSE, entrer, peupler

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pytest_django.fixtures import Settings as SettingsWrapper

ENTREE = "/bureau/"
CONNEXION = "/bureau/connexion/"
OFFICE = "opposable.web.bureau."


@pytest.fixture(autouse=True)
def _jour(settings: SettingsWrapper) -> None:
    """The office lives on a day of January 2008."""
    settings.JOUR_DE_DEMONSTRATION = JOUR


def vues(ici: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every route whose view is the office's."""
    for motif in (ici or get_resolver()).url_patterns:
        if isinstance(motif, URLResolver):
            yield from vues(motif)
        elif motif.callback.__module__.startswith(OFFICE):
            yield motif


def connecter(nom: str, mot: str = MOT_DE_PASSE, **dits: str) -> tuple[Client, HttpResponse]:
    """Send the form of login."""
    client = Client()
    envoi = {"username": nom, "password": mot, **dits}
    return client, client.post(CONNEXION, envoi)  # type: ignore[return-value]


def test_chaque_vue_dit_a_qui_elle_s_ouvre() -> None:
    """A view of the office without a guard is found, whichever part it is of."""
    routes = list(vues())
    assert len(routes) > 5
    assert [r.name for r in routes if not hasattr(r.callback, "acces")] == []


def test_les_seances_ne_s_ouvrent_qu_au_bureau() -> None:
    """The public pages set no cookie and look none up; the office's pages are kept by nobody."""
    peupler(["examen"])
    client = entrer("examen")
    publique = client.get("/mentions-legales/")
    assert not publique.cookies
    assert not hasattr(publique.wsgi_request, "session")
    assert "no-store" not in publique.headers.get("Cache-Control", "")
    privee = client.get(ENTREE)
    assert privee.status_code == 200
    assert privee.headers["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in privee.headers["Content-Security-Policy"]


def test_l_inconnu_va_a_la_porte_et_revient() -> None:
    """Who is not logged in is sent to the login page, then back to the page they asked for."""
    peupler(["examen"])
    refus = Client().get("/bureau/?x=1")
    assert refus.status_code == 302
    assert refus.headers["Location"] == "/bureau/connexion/?suite=%2Fbureau%2F%3Fx%3D1"
    client, entre = connecter("examen", suite="/bureau/?x=1")
    assert entre.headers["Location"] == "/bureau/?x=1"
    temoin = client.cookies[settings.SESSION_COOKIE_NAME]
    assert temoin["httponly"]
    assert temoin["samesite"] == "Lax"
    assert client.get(ENTREE).status_code == 200


@pytest.mark.parametrize("ailleurs", ["https://example.org/", "//example.org", "javascript:x", ""])
def test_le_retour_reste_sur_ce_site(ailleurs: str) -> None:
    """A page to come back to that is another site's is not followed."""
    requete = RequestFactory().get("/", {"suite": ailleurs})
    assert suite(requete) == reverse("travail:entree")


def test_la_sortie_se_demande_par_un_formulaire() -> None:
    """Logging out is a form sent, and ends the session."""
    peupler(["examen"])
    client = entrer("examen")
    assert client.get("/bureau/deconnexion/").status_code == 405
    client.post("/bureau/deconnexion/")
    assert client.get(ENTREE).status_code == 302


def test_un_mot_de_passe_se_garde_par_argon2() -> None:
    """A password is kept as Argon2 makes it."""
    agent = Agent.objects.creer("examen", "Examen", MOT_DE_PASSE)
    assert agent.password.startswith("argon2$argon2id$")
    assert agent.check_password(MOT_DE_PASSE)


def test_un_compte_se_ferme_apres_six_essais() -> None:
    """Six wrong passwords close the account, even to the right one; others stay open."""
    peupler(["examen", "chef"])
    for _ in range(5):
        _, refus = connecter("examen", "faux")
        assert refus.status_code == 422
    _, refus = connecter("examen", "faux")
    assert refus.status_code == 429
    assert "Trop d’essais" in refus.content.decode()
    assert connecter("examen")[1].status_code == 429
    assert connecter("chef")[1].status_code == 302


def test_rien_ne_dit_si_un_compte_existe() -> None:
    """A wrong password and an unknown account are refused in the same words."""
    peupler(["examen"])
    pages = [connecter(nom, "faux")[1].content.decode() for nom in ("examen", "inconnu")]
    assert "n’est pas le bon" in pages[0]
    assert pages[0].count("<p>") == pages[1].count("<p>")


def test_un_compte_de_demonstration_n_entre_pas_en_production(settings: SettingsWrapper) -> None:
    """What shows the office opens no real one."""
    peupler(["examen"])
    Agent.objects.update(demonstration=True)
    assert connecter("examen")[1].status_code == 302
    settings.PRODUCTION = True
    assert connecter("examen")[1].status_code == 422


def test_une_seance_finit() -> None:
    """A session that lasted its hours is over, whatever was done meanwhile."""
    peupler(["examen"])
    client = entrer("examen")
    seance = client.session
    seance["ouverte"] = int(time.time()) - 11 * 3600
    seance.save()
    assert client.get(ENTREE).status_code == 302


def test_une_seance_en_usage_se_prolonge() -> None:
    """A session in use is put off, and not written at each request."""
    peupler(["examen"])
    client = entrer("examen")
    seance = client.session
    seance["vue"] = avant = int(time.time()) - 400
    seance.save()
    client.get(ENTREE)
    vue = client.session["vue"]
    assert vue > avant
    client.get(ENTREE)
    assert client.session["vue"] == vue


def test_un_role_fini_n_ouvre_plus_rien() -> None:
    """A role that ended the day before, or none at all, lets nobody in; nor a closed account."""
    peupler(["ancien", "sans-role", "examen"])
    for nom in ("ancien", "sans-role"):
        assert entrer(nom).get(ENTREE).status_code == 403
    client = entrer("examen")
    Agent.objects.update(is_active=False)
    assert client.get(ENTREE).status_code == 302


def test_le_second_facteur_se_choisit_puis_se_demande() -> None:
    """A telephone is kept once it gave its code; from then on no page opens without one."""
    peupler(["chef"])
    client = entrer("chef")
    page = client.get("/bureau/second-facteur/").content.decode()
    assert "<svg" in page
    assert "style=" not in page
    cle = bytes.fromhex(client.session["cle_du_second_facteur"])
    assert client.post("/bureau/second-facteur/", {"code": "12"}).status_code == 422
    assert not TOTPDevice.objects.exists()
    code = f"{totp(cle):06}"
    assert client.post("/bureau/second-facteur/", {"code": code}).status_code == 302
    neuf, entre = connecter("chef")
    assert entre.status_code == 302
    assert neuf.get(ENTREE).headers["Location"].startswith("/bureau/connexion/code/")
    assert neuf.post("/bureau/connexion/code/", {"code": code}).status_code == 422
    TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0)
    juste = {"code": f"{totp(cle):06}", "suite": "/bureau/"}
    assert neuf.post("/bureau/connexion/code/", juste).status_code == 302
    assert neuf.get(ENTREE).status_code == 200


def test_un_code_sans_mot_de_passe_n_ouvre_rien() -> None:
    """The code is asked for after the password alone."""
    peupler(["chef"])
    TOTPDevice.objects.create(user=Agent.objects.get(), name="essai", key=CLE)
    reponse = Client().post("/bureau/connexion/code/", {"code": f"{totp(bytes.fromhex(CLE)):06}"})
    assert reponse.headers["Location"].startswith(CONNEXION)


def demander(client: Client, *, methode: str = "get") -> Requete:
    """Return the request that a view of the office would receive from this browser."""
    reponse = getattr(client, methode)("/bureau/confirmer/")
    return reponse.wsgi_request  # type: ignore[no-any-return]


@signature
def signer(_requete: Requete) -> HttpResponse:
    """Stand for what binds the service."""
    return HttpResponse("signé")


def test_signer_demande_deux_preuves_fraiches() -> None:
    """Signing wants the role, the second factor, and a password given within ten minutes."""
    peupler(["chef", "examen"])
    sans_code = signer(demander(entrer("chef")))
    assert sans_code.headers["Location"].startswith("/bureau/second-facteur/")
    client = entrer("chef", code=True)
    assert signer(demander(client)).content == "signé".encode()
    seance = client.session
    seance["confirmee"] -= 601
    seance.save()
    perime = signer(demander(client, methode="post"))
    assert perime.headers["Location"] == "/bureau/confirmer/?suite=%2Fbureau%2Fconfirmer%2F"
    faux = client.post("/bureau/confirmer/", {"password": "faux"})
    assert faux.status_code == 422
    assert client.post("/bureau/confirmer/", {"password": MOT_DE_PASSE}).status_code == 302
    assert signer(demander(client)).status_code == 200
    with pytest.raises(PermissionDenied):
        signer(demander(entrer("examen", code=True)))


@reserve(Role.INSTRUCTEUR)
def instruire(requete: Requete) -> HttpResponse:
    """Stand for a page of those who examine."""
    return HttpResponse(requete.porteur.agent)


def test_un_role_ouvre_ce_qui_est_a_lui() -> None:
    """A page reserved to a role opens to who holds it, in whatever service, and to nobody else."""
    peupler()
    for nom in ("examen", "chef", "avis", "ailleurs"):
        assert instruire(demander(entrer(nom))).content == nom.encode()
    for nom in ("greffe", "region", "audit", "chiffres", "listes"):
        with pytest.raises(PermissionDenied):
            instruire(demander(entrer(nom)))


def test_un_dossier_d_ailleurs_n_existe_pas() -> None:
    """A file of another service answers as one that is not there."""
    peupler()
    ouvrir(depose(), horloge.instant())
    numero = depose().numero
    for nom in ("greffe", "examen", "chef", "region", "audit"):
        lue = dossier_lisible(_admise(nom), numero)
        assert lue.numero == numero
    for nom in ("avis", "ailleurs", "autre-region", "chiffres", "listes"):
        pages = []
        for demande in (numero, "2008-9999"):
            with pytest.raises(Http404) as refus:
                dossier_lisible(_admise(nom), demande)
            pages.append(str(refus.value))
        assert pages[0] == pages[1]


def _admise(nom: str) -> Requete:
    requete = demander(entrer(nom))
    requete.porteur = porteur_de(Agent.objects.get(identifiant=nom))
    return requete


def test_la_capacite_suit_la_table_le_role_et_l_etat() -> None:
    """What someone may do on a file is the table's word, for their role in its service."""
    peupler()
    chef = porteur_de(Agent.objects.get(identifiant="chef"))
    greffe = porteur_de(Agent.objects.get(identifiant="greffe"))
    avis = porteur_de(Agent.objects.get(identifiant="avis"))
    assert chef.capacite(Decider, depose()) is None
    assert chef.capacite(Decider, instruit()) is Role.SIGNATAIRE
    assert greffe.capacite(Instruire, depose()) is Role.GUICHET
    assert greffe.capacite(Affecter, replace(depose(), service="ddtefp-69")) is None
    assert avis.capacite(RendreAvis, depose(), "prefecture-35") is Role.INSTRUCTEUR
    assert avis.capacite(Affecter, depose()) is None
    assert chef.cadre.a_deux >= {"ddtefp-35"}
    assert chef.cadre.droits.signe("chef", instruit(), chef.cadre.sens_du_silence, JOUR)


def test_les_services_sont_ceux_du_jour() -> None:
    """The services of a day are those the law knows then, one per department, Paris apart."""
    ici = services(JOUR)
    assert {"ddtefp-35", "itepsa-35", "prefecture-35", "prefecture-police-75"} <= set(ici)
    assert not {"prefecture-75", "direccte-35", "prefecture-police-35"} & set(ici)
    assert ici["ddtefp-35"].region == "53"
    assert nom_du_service("ddtefp-35", JOUR) == "DDTEFP – Ille-et-Vilaine"

    def recoivent(jour: date, type_: str, **lieux: str) -> list[str]:
        dossier = replace(
            depose(),
            demande=replace(DEMANDE, departement="35", type=type_),
            donnees=Donnees.depuis({nom.replace("__", "."): ou for nom, ou in lieux.items()}),
        )
        return [s.id for s in competents(dossier, jour)]

    assert recoivent(JOUR, "introduction") == ["ddtefp-35", "itepsa-35"]
    assert recoivent(JOUR, "changement_statut") == []
    police = recoivent(JOUR, "changement_statut", travailleur__departement="75")
    assert police == ["prefecture-police-75"]
    ailleurs = recoivent(JOUR, "renouvellement", travailleur__departement="44")
    assert ailleurs == ["ddtefp-44", "itepsa-44"]
    tard = JOUR.replace(year=2022)
    assert recoivent(tard, "introduction", employeur__departement="69") == ["plateforme-69"]
    apres = services(JOUR.replace(year=2018))
    assert "direccte-35" in apres
    assert "ddtefp-35" not in apres


def test_une_periode_a_l_envers_est_refusee() -> None:
    """The database refuses a role that ends before it begins."""
    peupler(["sans-role"])
    with pytest.raises(Exception, match="affectation_a_l_endroit"):
        FicheAffectation.objects.create(
            agent=Agent.objects.get(), role=Role.GUICHET, lieu="ddtefp-35", du=JOUR, au=JOUR.min
        )
