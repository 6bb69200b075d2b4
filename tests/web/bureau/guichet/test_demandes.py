"""The applications of an account: attached, listed, followed, renewed; those of others are not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opposable.dossiers.acte import DemanderPieces
from opposable.dossiers.droits import Role
from opposable.web.bureau import horloge
from opposable.web.bureau.comptes.droits import cadre
from opposable.web.bureau.employeurs.models import Employeur as Compte
from opposable.web.bureau.guichet import depots
from opposable.web.bureau.guichet.models import Depot, Rattachement
from opposable.web.bureau.guichet.rattacher import PAGE, page, rattacher
from opposable.web.bureau.models import FicheDecision, FicheDossier
from opposable.web.bureau.tenue import accomplir
from web.bureau.employeurs.compte import COURRIEL, MOT, VITE, entrer, ouvrir
from web.bureau.guichet.employeur import FAITS, Employeur
from web.bureau.monde import peupler

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings as SettingsWrapper

JOUR = date(2008, 1, 10)
DEMANDES = "/depot/demandes/"
VOISIN = "voisin@toits.example"


@pytest.fixture(autouse=True)
def _monde(settings: SettingsWrapper, tmp_path: Path) -> None:
    """The office lives on a day of January 2008; documents are kept in a folder of their own."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    settings.VAR = tmp_path
    settings.PASSWORD_HASHERS = [*VITE, *settings.PASSWORD_HASHERS]


@pytest.fixture
def moi() -> Client:
    """A browser where an employer entered by their account."""
    ouvrir()
    return entrer()[0]


@pytest.fixture
def employeur(moi: Client) -> Employeur:
    """Someone who began an application by their account."""
    return Employeur(moi)


def lire(client: Client, adresse: str = DEMANDES) -> str:
    """Read a page, its spaces made one."""
    return " ".join(client.get(adresse).content.decode().split())


def test_ce_qui_commence_dans_le_compte_y_est(employeur: Employeur, moi: Client) -> None:
    """Begun while in, an application is listed, resumed elsewhere without its key, followed."""
    assert "Personne et poste pas encore dits" in lire(moi)
    employeur.tout_taper()
    assert "Fatima Zohra Benaïssa – Maçonne" in lire(moi)
    ailleurs = entrer()[0]
    suite = ailleurs.get(employeur.adresse(), follow=True)
    assert suite.redirect_chain[-1][0] == employeur.adresse("pieces/")
    numero = employeur.envoyer()
    texte = lire(ailleurs)
    assert f"Dossier {numero}" in texte
    assert "Reçue, pas encore examinée" in texte
    assert numero in lire(ailleurs, employeur.adresse("suivi/"))


def test_le_lien_et_la_cle_ouvrent_encore(employeur: Employeur) -> None:
    """An application of an account goes on opening to whoever holds its key, without one."""
    inconnu = Client()
    assert "Votre clé" in lire(inconnu, employeur.adresse("demande/"))
    assert inconnu.post(employeur.adresse(), {"cle": employeur.cle}).status_code == 302
    assert "Métier exercé" in lire(inconnu, employeur.adresse("demande/"))


def test_une_demande_sans_compte_se_rattache_par_sa_cle(moi: Client) -> None:
    """Number and key, given while in, attach; a wrong key attaches nothing; twice is once."""
    autre = Employeur()
    faux = {"numero": autre.reference, "cle": "fausse"}
    assert moi.post("/depot/suivre/", faux).status_code == 422
    assert not Rattachement.objects.exists()
    for _ in range(2):
        moi.post("/depot/suivre/", {"numero": autre.reference, "cle": autre.cle})
    assert Rattachement.objects.count() == 1
    assert autre.reference in lire(entrer()[0])


def test_ce_que_la_seance_ouvrit_avant_se_rattache(moi: Client) -> None:
    """Opened by its key before entering, an application is offered, and attached when asked."""
    del moi
    autre = Employeur()
    autre.client.post("/depot/compte/entrer/", {"username": COURRIEL, "password": MOT})
    assert "Ouvertes ici par leur clé" in lire(autre.client)
    assert not Rattachement.objects.exists()
    autre.client.post(f"{DEMANDES}{autre.reference}/rattacher/")
    assert "Ouvertes ici par leur clé" not in lire(autre.client)
    assert Rattachement.objects.count() == 1
    assert entrer()[0].post(f"{DEMANDES}{Employeur().reference}/rattacher/").status_code == 404


def test_celles_des_autres_n_existent_pas(employeur: Employeur) -> None:
    """Another account sees none of it: not listed, 404 by its acts, the key asked by its pages."""
    employeur.tout_taper()
    ouvrir(VOISIN)
    voisin = entrer(VOISIN)[0]
    assert employeur.reference not in lire(voisin)
    for acte in ("rattacher", "oter", "cle", "renouveler"):
        reponses = [
            voisin.post(f"{DEMANDES}{reference}/{acte}/")
            for reference in (employeur.reference, "zzzzz-zzzzz")
        ]
        assert [r.status_code for r in reponses] == [404, 404]
    for chemin in ("", "employeur/", "resume/", "suivi/"):
        texte = lire(voisin, employeur.adresse(chemin))
        assert "Votre clé" in texte
        assert "Benaïssa" not in texte
    assert Rattachement.objects.count() == 1


def test_une_seance_finie_se_reprend_par_le_compte(employeur: Employeur, moi: Client) -> None:
    """A step sent after the session ended is kept once its owner is back by the account."""
    page = lire(moi, employeur.adresse("salarie/"))
    sceau = page.split('name="par" value="')[1].split('"')[0]
    neuf = Client()
    perdu = neuf.post(employeur.adresse("salarie/"), {"travailleur.nom": "Benaïssa", "par": sceau})
    assert perdu.status_code == 403
    assert "travailleur.nom" not in Depot.objects.get().dit
    envoi = {"username": COURRIEL, "password": MOT, "suite": employeur.adresse("salarie/")}
    suite = neuf.post("/depot/compte/entrer/", envoi)
    assert 'value="Benaïssa"' in lire(neuf, suite.headers["Location"])
    neuf.post(employeur.adresse("salarie/"), {"travailleur.nom": "Benali", "par": sceau})
    assert 'value="Benali"' in lire(neuf, employeur.adresse("salarie/"))


def test_un_voisin_ne_recueille_pas_une_saisie(employeur: Employeur, moi: Client) -> None:
    """What was typed stays its application's: another account that enters there writes nothing."""
    sceau = lire(moi, employeur.adresse("salarie/")).split('name="par" value="')[1].split('"')[0]
    ouvrir(VOISIN)
    neuf = Client()
    neuf.post(employeur.adresse("salarie/"), {"travailleur.nom": "Benaïssa", "par": sceau})
    neuf.post("/depot/compte/entrer/", {"username": VOISIN, "password": MOT})
    assert "Votre clé" in lire(neuf, employeur.adresse("salarie/"))
    assert "travailleur.nom" not in Depot.objects.get().dit


def test_une_cle_perdue_se_tire_de_nouveau(employeur: Employeur, moi: Client) -> None:
    """Another key is told once; the one before opens nothing more."""
    texte = moi.post(f"{DEMANDES}{employeur.reference}/cle/").content.decode()
    neuve = texte.split('<code id="cle">')[1].split("<")[0]
    assert neuve != employeur.cle
    donnees = [Client().post(employeur.adresse(), {"cle": c}) for c in (employeur.cle, neuve)]
    assert [d.status_code for d in donnees] == [422, 302]


def test_on_ote_une_demande_de_son_compte(employeur: Employeur, moi: Client) -> None:
    """Taken out, it is listed no more and asks for its key; it is not erased."""
    moi.post(f"{DEMANDES}{employeur.reference}/oter/")
    texte = lire(moi)
    assert "sa clé l’ouvre encore" in texte
    assert employeur.reference not in texte
    assert "Votre clé" in lire(moi, employeur.adresse("demande/"))
    assert Depot.objects.count() == 1


def test_un_compte_ferme_laisse_ses_demandes(employeur: Employeur, moi: Client) -> None:
    """Files stay when an account closes, each with its key."""
    employeur.tout_taper()
    numero = employeur.envoyer()
    moi.post("/depot/compte/fermer/", {"password": MOT})
    assert not Rattachement.objects.exists()
    envoi = {"numero": numero, "cle": employeur.cle}
    assert Client().post("/depot/suivre/", envoi).status_code == 302


def test_on_lit_qui_est_attendu(employeur: Employeur, moi: Client) -> None:
    """A document asked for is said in the list; a decision not notified is still examined."""
    peupler(["greffe"])
    employeur.tout_taper()
    numero = employeur.envoyer()
    acte = DemanderPieces(auteur="greffe", role=Role.GUICHET, pieces=("contrat",))
    accomplir(numero, acte, horloge.instant(), cadre(["greffe"], JOUR))
    assert "<strong>Vous : le service attend des pièces.</strong>" in lire(moi)


@pytest.fixture
def accord(employeur: Employeur) -> FicheDossier:
    """The file of a grant notified, whose permit ends within the month."""
    employeur.tout_taper()
    fiche = FicheDossier.objects.get(numero=employeur.envoyer())
    minute = {"sens": "favorable", "griefs": [], "date_le": "2008-01-10", "prepare_par": "chef"}
    fiche.decision = FicheDecision.objects.create(dossier=fiche, sens="favorable", minute=minute)
    fiche.etat, fiche.notifie_le = "accepte", JOUR
    fiche.autorise_du, fiche.autorise_au = JOUR, JOUR + timedelta(days=30)
    fiche.save()
    return fiche


def test_une_decision_retenue_ne_se_lit_pas(accord: FicheDossier, moi: Client) -> None:
    """Granted and not notified, a file is said to be examined, and is not to be renewed."""
    FicheDossier.objects.update(notifie_le=None)
    texte = lire(moi)
    assert "En cours d’examen" in texte
    assert "Accordée" not in texte
    reference = Depot.objects.get(numero=accord.numero).reference
    assert moi.post(f"{DEMANDES}{reference}/renouveler/").status_code == 404


def test_un_accord_se_renouvelle_une_fois(accord: FicheDossier, moi: Client) -> None:
    """A renewal is filled with what is known and is in the account; asked twice, begun once."""
    texte = lire(moi)
    assert "L’autorisation finit le 9 février 2008" in texte
    ou = f"{DEMANDES}{Depot.objects.get(numero=accord.numero).reference}/renouveler/"
    assert "Gardez cette clé" in moi.post(ou).content.decode()
    encore = moi.post(ou)
    neuf = Depot.objects.get(numero=None)
    assert neuf.initial == accord.numero
    assert neuf.dit["travailleur.nom"] == "Benaïssa"
    assert encore.headers["Location"] == f"/depot/{neuf.reference}/"
    assert Rattachement.objects.count() == 2
    FicheDossier.objects.create(
        **{c.attname: getattr(accord, c.attname) for c in FicheDossier._meta.concrete_fields[1:]}  # noqa: SLF001
        | {"numero": "suite", "initial": accord.numero, "etat": "en_construction"}
        | {"decision_id": None, "notifie_le": None}
    )
    assert "Renouveler" not in lire(moi)


def test_un_renouvellement_attend_son_jour(accord: FicheDossier, moi: Client) -> None:
    """Long before the end of the permit, no renewal is offered."""
    fin = JOUR + timedelta(days=300)
    FicheDossier.objects.filter(pk=accord.pk).update(autorise_au=fin)
    texte = lire(moi)
    assert "Accordée" in texte
    assert "Renouveler" not in texte


def test_les_pages_se_tournent_par_cle() -> None:
    """Each application is read once, the last attached first; a key of nothing reads nothing."""
    compte = ouvrir()
    _remplir(compte, 2 * PAGE + 3)
    vues, lue = list[str](), page(compte, "")
    while lue.suite is not None:
        vues += [depot.reference for depot in lue.depots]
        lue = page(compte, str(lue.suite))
    vues += [depot.reference for depot in lue.depots]
    assert len(set(vues)) == len(vues) == 2 * PAGE + 3
    assert page(compte, "0").depots == ()
    for autre in ("x", "²", "-1", "9" * 40):
        assert len(page(compte, autre).depots) == PAGE


def test_les_requetes_ne_croissent_pas(moi: Client) -> None:
    """A page of twenty applications asks the database as much as a page of one."""
    compte = Compte.objects.get()
    nombres = []
    for combien in (1, PAGE + 5):
        _remplir(compte, combien)
        with CaptureQueriesContext(
            connection,
        ) as lues:
            moi.get(DEMANDES)
        nombres.append(len(lues))
        dites = " ".join(str(q["sql"]) for q in lues)
        assert "OFFSET" not in dites
        assert "COUNT(" not in dites
    assert nombres[0] == nombres[1] <= 6


def _remplir(compte: Compte, combien: int) -> None:
    for _ in range(combien):
        depot, _cle = depots.ouvrir(FAITS, horloge.instant())
        rattacher(compte, depot)


@pytest.mark.usefixtures("base")
def test_les_deux_bases_rattachent_une_fois() -> None:
    """On SQLite and PostgreSQL: attached twice it is one row, pages turn, closing lets go."""
    compte = ouvrir()
    _remplir(compte, PAGE + 1)
    depot = Depot.objects.latest("pk")
    rattacher(compte, depot)
    assert Rattachement.objects.count() == PAGE + 1
    premiere = page(compte, "")
    assert len(page(compte, str(premiere.suite)).depots) == 1
    compte.delete()
    assert not Rattachement.objects.exists()
    assert Depot.objects.count() == PAGE + 1


def test_une_demande_effacee_quitte_le_compte(employeur: Employeur, moi: Client) -> None:
    """A draft left sixty days goes from the account too."""
    Depot.objects.update(ecrit_le=horloge.instant() - timedelta(days=61))
    Employeur()
    assert employeur.reference not in lire(moi)
    assert not Rattachement.objects.exists()


def test_en_anglais(employeur: Employeur, moi: Client) -> None:
    """The pages of an account are there in English."""
    for adresse in (DEMANDES, "/depot/compte/", "/depot/compte/fermer/"):
        texte = lire(moi, f"/en{adresse}")
        assert '<html lang="en">' in texte
    assert employeur.reference in lire(moi, f"/en{DEMANDES}")


def test_le_resume_ne_dit_pas_obligatoire(employeur: Employeur) -> None:
    """What must be filled is marked in the form alone: not in the summary read before sending."""
    assert "(obligatoire)" in employeur.lire("salarie/")
    assert "obligatoire" not in employeur.lire("resume/")
    employeur.tout_taper()
    assert "obligatoire" not in employeur.lire("resume/")
