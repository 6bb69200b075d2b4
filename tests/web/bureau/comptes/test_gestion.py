"""Accounts, roles and delegations: opened, given and ended by the administration alone."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Sens
from opposable.web.bureau.comptes.management.commands import ouvrir_un_compte
from opposable.web.bureau.comptes.models import Agent, FicheAffectation, FicheDelegation
from web.bureau.monde import JOUR, MOT_DE_PASSE, entrer, peupler

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import Settings

AGENTS = "/bureau/agents/"
NEUF = {"identifiant": "neuf", "nom": "Neuf", "mot_de_passe": MOT_DE_PASSE}


@pytest.fixture
def bureau(settings: Settings) -> Client:
    """The browser of the administration, proved, on a day of January 2008."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    peupler()
    return entrer("listes", code=True)


def dit(client: Client, adresse: str, **envoi: str | list[str]) -> str:
    """Send a form, and return the page it leads to."""
    return client.post(adresse, envoi, follow=True).content.decode()


def test_un_compte_s_ouvre_sert_et_se_ferme(bureau: Client) -> None:
    """An account opened, given a role, enters; the role ended, then the account closed, no more."""
    page = dit(
        bureau, f"{AGENTS}ouvrir/", identifiant="neuf", nom="Neuf", mot_de_passe=MOT_DE_PASSE
    )
    assert "Neuf" in page
    neuf = f"{AGENTS}neuf/"
    dit(bureau, f"{neuf}roles/", role="guichet", lieu="ddtefp-35", du="2008-01-02")
    assert entrer("neuf").get("/bureau/").status_code == 200
    tenue = FicheAffectation.objects.get(agent__identifiant="neuf")
    dit(bureau, f"{neuf}role/{tenue.pk}/fin/")
    assert entrer("neuf").get("/bureau/").status_code == 403
    tenue.refresh_from_db()
    assert str(tenue.au) == "2008-01-09"
    dit(bureau, f"{neuf}fermer/")
    assert entrer("neuf").get("/bureau/").status_code == 302
    dit(bureau, f"{neuf}fermer/")
    assert Agent.objects.get(identifiant="neuf").is_active


SIGNE: dict[str, str | list[str]] = {
    "service": "ddtefp-35",
    "acte": "arrêté du 3 janvier",
    "sens": ["favorable", "defavorable"],
    "types": ["introduction", "changement_statut", "renouvellement"],
    "du": "2008-02-01",
}
"""A delegation of all that a service decides."""


def test_une_delegation_se_donne_et_s_arrete(bureau: Client) -> None:
    """A delegation names the act that gives it; ended before it began, it never was."""
    adresse = f"{AGENTS}examen/"
    assert "arrêté du 3 janvier" in dit(bureau, f"{adresse}delegations/", **SIGNE)
    donnee = FicheDelegation.objects.get(agent__identifiant="examen")
    assert donnee.types == ["introduction", "renouvellement"]
    dit(bureau, f"{adresse}delegation/{donnee.pk}/fin/")
    assert not FicheDelegation.objects.filter(agent__identifiant="examen").exists()
    assert bureau.post(f"{adresse}delegation/{donnee.pk}/fin/").status_code == 404


def test_une_delegation_dit_ce_qui_se_signe(bureau: Client) -> None:
    """Some decisions, on some kinds of application: no more is given, and the page says it."""
    seuls = {**SIGNE, "sens": ["defavorable"], "types": ["introduction"]}
    page = dit(bureau, f"{AGENTS}examen/delegations/", **seuls)
    donnee = FicheDelegation.objects.get(agent__identifiant="examen").pure()
    assert donnee.sens == {Sens.DEFAVORABLE}
    assert donnee.types == {"introduction"}
    assert "refus – introduction" in page
    assert "ddtefp-35" not in page


def test_un_lieu_se_donne_par_son_nom(bureau: Client) -> None:
    """Services and regions are typed as people call them, accents forgiven, and shown so."""
    neuf = f"{AGENTS}examen/"
    for role, lieu in (("guichet", "ddtefp - ille et vilaine"), ("regional", "bretagne")):
        page = dit(bureau, f"{neuf}roles/", role=role, lieu=lieu, du="2008-01-02")
    tenues = FicheAffectation.objects.filter(agent__identifiant="examen", du="2008-01-02")
    assert list(tenues.order_by("pk").values_list("lieu", flat=True)) == ["ddtefp-35", "53"]
    assert "guichet, DDTEFP – Ille-et-Vilaine" in page
    assert "vue régionale, Bretagne" in page
    assert "instructeur, DDTEFP – Ille-et-Vilaine" in bureau.get(AGENTS).content.decode()


@pytest.mark.parametrize(
    ("adresse", "envoi", "faute"),
    [
        (
            "ouvrir/",
            {"identifiant": "examen", "nom": "X", "mot_de_passe": MOT_DE_PASSE},
            "Identifiant\u00a0:",
        ),
        (
            "ouvrir/",
            {"identifiant": "automate", "nom": "X", "mot_de_passe": MOT_DE_PASSE},
            "Identifiant\u00a0:",
        ),
        ("ouvrir/", {**NEUF, "mot_de_passe": "court"}, "mot de passe"),
        ("examen/roles/", {"role": "guichet", "lieu": "ddtefp-99", "du": "2008-01-02"}, "ce jour"),
        ("examen/roles/", {"role": "regional", "lieu": "xx", "du": "2008-01-02"}, "ce jour"),
        ("examen/roles/", {"role": "automate", "lieu": "", "du": "2008-01-02"}, "Rôle\u00a0:"),
        (
            "examen/roles/",
            {"role": "guichet", "lieu": "ddtefp-35", "du": "2008-01-02", "au": "2007-01-02"},
            "La fin précède le début",
        ),
        ("examen/roles/", {"role": "auditeur", "lieu": "x", "du": "2008-01-02"}, "pour ce rôle"),
        ("examen/delegations/", {**SIGNE, "service": "x"}, "ce jour"),
        ("examen/delegations/", {**SIGNE, "sens": []}, "Décisions\u00a0:"),
        ("examen/delegations/", {**SIGNE, "types": ["changement_statut"]}, "aucune de ces"),
    ],
)
def test_ce_qui_ne_va_pas_est_dit(
    bureau: Client, adresse: str, envoi: dict[str, str | list[str]], faute: str
) -> None:
    """A name taken, a weak password, a place or a period that is none: told, and not kept."""
    avant = Agent.objects.count(), FicheAffectation.objects.count(), FicheDelegation.objects.count()
    page = dit(bureau, f"{AGENTS}{adresse}", **envoi)
    assert faute in page.partition('role="status"')[2].partition("</div>")[0]
    apres = Agent.objects.count(), FicheAffectation.objects.count(), FicheDelegation.objects.count()
    assert apres == avant


def test_ecrire_demande_deux_preuves(bureau: Client) -> None:
    """Without a second factor the administration reads, and changes nothing."""
    assert bureau.get(AGENTS).status_code == 200
    nu = entrer("listes")
    assert nu.get(AGENTS).status_code == 200
    reponse = nu.post(f"{AGENTS}examen/fermer/")
    assert reponse.headers["Location"].startswith("/bureau/second-facteur/")
    assert Agent.objects.get(identifiant="examen").is_active
    assert bureau.get(f"{AGENTS}inconnu/").status_code == 404


def test_le_premier_compte_s_ouvre_par_une_commande(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first account is the administration's; a weak password opens none."""
    monkeypatch.setattr(ouvrir_un_compte, "getpass", lambda _: "court")
    with pytest.raises(CommandError):
        call_command("ouvrir_un_compte", "premiere", "Première", stdout=StringIO())
    monkeypatch.setattr(ouvrir_un_compte, "getpass", lambda _: MOT_DE_PASSE)
    call_command("ouvrir_un_compte", "premiere", "Première", stdout=StringIO())
    tenue = FicheAffectation.objects.get()
    assert tenue.role == Role.ADMINISTRATEUR
    assert Agent.objects.get().check_password(MOT_DE_PASSE)


@pytest.mark.parametrize("nom", ["automate", "employeur-12345", "Majuscule", "1a", "a b"])
def test_personne_ne_prend_le_nom_d_un_autre(nom: str) -> None:
    """No account bears the name of the software or of an employer, who act in the same journal."""
    with pytest.raises(ValidationError):
        Agent(identifiant=nom, nom="X").clean_fields(exclude={"password"})
