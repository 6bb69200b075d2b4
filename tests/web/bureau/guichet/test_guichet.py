"""An employer files and follows, without an account: nothing lost, nobody else let in."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from opposable.dossiers.acte import ClasserSansSuite, DemanderPieces, Transferer
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Etat
from opposable.web.bureau import horloge
from opposable.web.bureau.chercher import chercher, du_meme_employeur, semblables
from opposable.web.bureau.comptes.droits import cadre
from opposable.web.bureau.guichet import cles, depots
from opposable.web.bureau.guichet.models import Depot, EssaiManque
from opposable.web.bureau.models import FicheDossier, FicheLettre
from opposable.web.bureau.tenue import accomplir, lire
from web.bureau.guichet.employeur import FAITS, TYPEES, Employeur, pdf
from web.bureau.monde import peupler

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings as SettingsWrapper

JOUR = date(2008, 1, 10)
NUMERO = "2008-ddtefp-35-00001"


@pytest.fixture(autouse=True)
def _monde(settings: SettingsWrapper, tmp_path: Path) -> None:
    """The office lives on a day of January 2008; documents are kept in a folder of their own."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    settings.VAR = tmp_path


@pytest.fixture
def employeur() -> Employeur:
    """Someone who opened an application."""
    return Employeur()


@pytest.fixture
def depose(employeur: Employeur) -> Employeur:
    """Someone who filed."""
    employeur.tout_taper()
    employeur.joindre(pdf())
    assert employeur.envoyer() == NUMERO
    return employeur


def agir(acte: object) -> None:
    """Let the service act on the file."""
    nom = acte.auteur  # type: ignore[attr-defined]
    accomplir(NUMERO, acte, horloge.instant(), cadre([nom], JOUR))  # type: ignore[arg-type]


def test_une_reponse_se_depose(employeur: Employeur) -> None:
    """The facts of an answer are carried over, and read as words at the first step."""
    page = Client().get("/reponse/", {**FAITS, "depose_le": "2008-01-10"}).content.decode()
    assert "/depot/?nationalite=MAR" in page
    repris = Client().get("/depot/", FAITS).content.decode()
    assert '<input type="hidden" name="metier" value="61231">' in repris
    cle = Client().post("/depot/nouvelle/", FAITS).content.decode()
    assert re.search(r'class="bouton" href="/depot/[a-z0-9-]+/demande/"', cle)
    texte = employeur.lire("demande/")
    assert 'value="61231"' in texte
    assert 'value="Maroc"' in texte


def test_de_la_demande_au_recepisse(depose: Employeur) -> None:
    """Filed: the file holds what was typed, the answer of that day, and the draft nothing more."""
    dossier = lire(NUMERO)
    assert dossier.etat is Etat.EN_CONSTRUCTION
    assert (dossier.service, dossier.depose_le) == ("ddtefp-35", JOUR)
    assert dossier.donnees.employeur.siret == dossier.poste.employeur == "73282932000074"
    assert dossier.donnees.travailleur.pays_de_naissance == "MAR"
    assert dossier.poste.remuneration == 150_050
    assert [e.acte for e in dossier.journal] == ["Deposer", "Joindre", "Examiner"]
    assert dossier.proposition is not None
    depot = Depot.objects.get()
    assert (depot.dit, depot.faits, depot.pieces) == ({}, {}, [])
    recu = depose.client.get(depose.adresse("suivi/lettres/recepisse.pdf"))
    assert recu.headers["Content-Disposition"].startswith("attachment")
    texte = " ".join(p.extract_text() for p in PdfReader(BytesIO(recu.content)).pages)
    nu = " ".join(texte.split())
    for dit in (NUMERO, "10 janvier 2008", "Fatima Zohra Benaïssa", "passeport.pdf"):
        assert dit in nu
    assert "Société Œuvrière" in nu
    gardee = FicheLettre.objects.get(type="recepisse")
    assert bytes(gardee.document) == recu.content
    assert (gardee.rang, gardee.jour) == (1, JOUR)
    assert depose.cle not in nu


def test_envoyee_deux_fois_deposee_une_fois(depose: Employeur) -> None:
    """A form sent twice is one file, and says the same number."""
    assert depose.envoyer() == NUMERO
    assert FicheDossier.objects.count() == 1
    assert depots.envoyer(Depot.objects.get(), horloge.instant()) == NUMERO


def test_ce_qui_est_tape_est_garde_meme_faux(employeur: Employeur) -> None:
    """A wrong SIRET is told at its field and kept as typed; the sending is refused meanwhile."""
    page = employeur.taper("employeur", employeur__siret="732 829 320 00075")
    assert page.status_code == 422
    assert "relisez" in page.content.decode()
    assert 'value="732 829 320 00075"' in employeur.lire("employeur/")
    refus = employeur.client.post(employeur.adresse("envoyer/"), follow=True).content.decode()
    assert "n’est pas partie" in refus
    assert not FicheDossier.objects.exists()


def test_on_reprend_avec_un_lien_et_une_cle(employeur: Employeur) -> None:
    """The link alone shows nothing; with the key it opens where something is missing."""
    employeur.taper("employeur")
    ailleurs = Client()
    ferme = ailleurs.get(employeur.adresse("employeur/")).content.decode()
    assert "Œuvrière" not in ferme
    ouverte = ailleurs.post(employeur.adresse(), {"cle": employeur.cle.upper()}, follow=True)
    assert ouverte.redirect_chain[-1][0] == employeur.adresse("salarie/")
    plus_tard = employeur.taper("salarie", plus_tard="1").content.decode()
    assert employeur.reference in plus_tard
    assert "Benaïssa" in employeur.lire("salarie/")


def test_une_seance_finie_ne_perd_rien(employeur: Employeur) -> None:
    """A step sent after the session ended asks for the key and keeps what was typed."""
    employeur.client.cookies.clear()
    page = employeur.taper("salarie")
    assert page.status_code == 403
    texte = page.content.decode()
    assert 'name="travailleur.nom" value="Benaïssa"' in texte
    assert Depot.objects.get().dit.get("travailleur.nom") is None
    suite = employeur.taper("salarie", cle=employeur.cle)
    assert suite.status_code == 302
    assert Depot.objects.get().dit["travailleur.nom"] == "Benaïssa"


@pytest.mark.parametrize("chemin", ["", "employeur/", "pieces/", "resume/", "suivi/", "absente/"])
def test_sans_la_cle_rien_ne_se_lit(depose: Employeur, chemin: str) -> None:
    """Every page of a file, and of one that does not exist, asks for the key in the same words."""
    for reference in (depose.reference, NUMERO, "zzzzz-zzzzz"):
        page = Client().get(f"/depot/{reference}/{chemin}")
        texte = page.content.decode()
        assert "Votre clé" in texte
        assert "Benaïssa" not in texte
        assert page.headers["Cache-Control"] == "private, no-store"


def test_une_cle_n_ouvre_que_sa_demande(depose: Employeur) -> None:
    """The key of another application opens nothing here."""
    autre = Employeur()
    page = autre.client.get(depose.adresse("suivi/")).content.decode()
    assert "Benaïssa" not in page
    refus = autre.client.post(depose.adresse(), {"cle": autre.cle})
    assert refus.status_code == 422


def test_les_essais_sont_comptes() -> None:
    """After ten wrong keys, even the right one waits; no address is kept."""
    depose = Employeur()
    inconnu = Client()
    for _ in range(10):
        faux = inconnu.post("/depot/suivre/", {"numero": depose.reference, "cle": "fausse"})
        assert faux.status_code == 422
    droit = {"numero": depose.reference, "cle": depose.cle}
    assert inconnu.post("/depot/suivre/", droit).status_code == 429
    assert inconnu.post(depose.adresse(), {"cle": depose.cle}).status_code == 429
    assert not EssaiManque.objects.filter(de__contains="127").exists()
    EssaiManque.objects.update(le=timezone.now() - timedelta(hours=1))
    assert inconnu.post("/depot/suivre/", droit).status_code == 302


def test_la_cle_n_est_pas_gardee(employeur: Employeur) -> None:
    """The database holds a digest; hyphens, spaces and capitals do not count."""
    depot = Depot.objects.get()
    assert employeur.cle not in str(depot.__dict__)
    assert depot.cle == cles.empreinte(employeur.cle.upper().replace("-", " "))
    assert len(employeur.cle) == 23


def test_le_suivi_dit_qui_est_attendu(depose: Employeur) -> None:
    """State, who is waited for, the clock; a document asked for stops it, its arrival restarts."""
    peupler(["greffe"])
    assert "Le service." in depose.lire("suivi/")
    agir(DemanderPieces(auteur="greffe", role=Role.GUICHET, pieces=("contrat signé",)))
    page = depose.lire("suivi/")
    assert "contrat signé" in page
    assert "Le délai est arrêté" in page
    assert "La pièce est dans le dossier" in depose.joindre(
        pdf(2), "contrat.pdf", "suivi/completer/"
    )
    depose.client.post(depose.adresse("suivi/completer/"), {"complet": "1"})
    dossier = lire(NUMERO)
    assert dossier.incomplet is None
    assert [p.nom for p in dossier.pieces] == ["passeport.pdf", "contrat.pdf"]
    refus = depose.client.post(depose.adresse("suivi/completer/"), {"complet": "1"}, follow=True)
    assert "a changé entre-temps" in refus.content.decode()


def test_on_retire_sa_demande(depose: Employeur) -> None:
    """Giving up is asked twice, then closes the file."""
    assert "sera clos sans décision" in depose.lire("suivi/desistement/")
    assert lire(NUMERO).etat is Etat.EN_CONSTRUCTION
    depose.client.post(depose.adresse("suivi/desistement/"), {"confirmer": "1"})
    assert lire(NUMERO).etat is Etat.SANS_SUITE
    assert "Classée sans suite" in depose.lire("suivi/")
    assert "Retirer la demande" not in depose.lire("suivi/")


def test_un_transfert_se_dit(depose: Employeur) -> None:
    """The wrong door: the file goes to the competent service, its day stays, the page says so."""
    peupler(["greffe"])
    agir(Transferer(auteur="greffe", role=Role.GUICHET, service="ddtefp-69"))
    page = depose.lire("suivi/")
    assert "Transmise le" in page
    assert "Rhône" in page
    assert lire(NUMERO).depose_le == JOUR


def test_un_classement_dit_pourquoi(depose: Employeur) -> None:
    """A file closed without a decision says why."""
    peupler(["examen"])
    agir(ClasserSansSuite(auteur="examen", role=Role.INSTRUCTEUR, raison="poste pourvu"))
    assert "poste pourvu" in depose.lire("suivi/")


def test_un_message_ne_dit_rien_du_dossier(employeur: Employeur, settings: SettingsWrapper) -> None:
    """A message bears the number and where to look: no name, no fact, no key."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    employeur.tout_taper()
    employeur.envoyer()
    (message,) = mail.outbox
    assert message.to == ["paie@exemple.fr"]
    texte = f"{message.subject} {message.body}"
    assert NUMERO in texte
    assert "/depot/suivre/" in texte
    for secret in ("Benaïssa", "Œuvrière", "61231", employeur.cle, employeur.reference):
        assert secret not in texte


def test_un_message_perdu_ne_perd_pas_le_depot(
    employeur: Employeur, settings: SettingsWrapper
) -> None:
    """A server of messages that does not answer leaves the file filed."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    employeur.tout_taper()
    assert employeur.envoyer() == NUMERO


def test_les_adresses_ne_portent_personne(depose: Employeur) -> None:
    """No address of the door bears a name, a number of a person or a key."""
    for page in ("suivi/", "resume/"):
        texte = depose.lire(page)
        for secret in ("Bena", "paie%40", depose.cle, depose.cle.replace("-", "")):
            assert f"/{secret}" not in texte
            assert f"={secret}" not in texte


def test_une_demande_semblable_se_montre(depose: Employeur) -> None:
    """Same person, employer and occupation: the day of the first is told, the second is taken."""
    autre = Employeur()
    autre.tout_taper()
    page = autre.lire("resume/")
    assert "est déjà arrivée" in page
    assert NUMERO not in page
    assert autre.envoyer() == "2008-ddtefp-35-00002"
    second = lire("2008-ddtefp-35-00002")
    assert [fiche.numero for fiche in semblables(second)] == [NUMERO]
    assert [fiche.numero for fiche in du_meme_employeur(second)] == [NUMERO]
    assert len(chercher("benaisa", ["ddtefp-35"]).fiches) == 2
    assert depose.reference != autre.reference


def test_le_metier_se_trouve_par_des_mots(employeur: Employeur) -> None:
    """Words that mean several occupations are a choice to make; the choice is kept."""
    page = employeur.taper("demande", demande__metier="macon")
    texte = page.content.decode()
    if page.status_code == 422:
        code = texte.split('name="demande.metier_choisi"')[1].split('value="')[1].split('"')[0]
        suite = employeur.taper("demande", demande__metier="macon", demande__metier_choisi=code)
        assert suite.status_code == 302
    assert employeur.taper("demande", demande__metier="zzzzqq").status_code == 422
    assert "zzzzqq" in employeur.lire("demande/")


def test_le_service_suit_le_lieu_et_la_demarche(employeur: Employeur) -> None:
    """The service is that of the department for the kind of application; others may be chosen."""
    employeur.tout_taper()
    employeur.taper("demande", demande__departement="69")
    assert 'value="ddtefp-69" checked' in " ".join(employeur.lire("resume/").split())
    employeur.client.post(employeur.adresse("resume/"), {"demande.service": "itepsa-69"})
    assert employeur.envoyer() == "2008-itepsa-69-00001"


def test_une_demande_laissee_s_efface(employeur: Employeur) -> None:
    """An application that nobody went on with goes after sixty days; a file stays."""
    Depot.objects.update(ecrit_le=horloge.instant() - timedelta(days=61))
    Employeur()
    assert not Depot.objects.filter(reference=employeur.reference).exists()


def test_en_anglais(employeur: Employeur) -> None:
    """Every page is there in English."""
    for page in ("demande/", "pieces/", "resume/"):
        texte = employeur.client.get(f"/en{employeur.adresse(page)}").content.decode()
        assert '<html lang="en">' in texte
    assert set(TYPEES) == {"demande", "employeur", "salarie", "emploi"}
