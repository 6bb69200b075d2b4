"""Accounts of employers: opened by who holds the address, entered, lost, found again, closed."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.test import Client
from django.utils import timezone

from opposable.web.bureau.employeurs import ecrire
from opposable.web.bureau.employeurs.models import Employeur, MessageParti
from web.bureau import monde
from web.bureau.employeurs.compte import COURRIEL, MOT, VITE, choisir, entrer, lien, ouvrir

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings as SettingsWrapper

OUVRIR, OUBLI, ENTRER = (f"/depot/compte/{nom}/" for nom in ("ouvrir", "oubli", "entrer"))
DEMANDES, COMPTE = "/depot/demandes/", "/depot/compte/"
AUTRE_MOT = "une autre phrase de passe"


@pytest.fixture(autouse=True)
def _monde(settings: SettingsWrapper) -> None:
    """Messages are kept in memory; the office lives on a day of January 2008."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.JOUR_DE_DEMONSTRATION = monde.JOUR
    settings.PASSWORD_HASHERS = [*VITE, *settings.PASSWORD_HASHERS]


def demander(ou: str, courriel: str = COURRIEL, client: Client | None = None) -> str:
    """Ask for a message; return the page that answers."""
    page = (client or Client()).post(ou, {"courriel": courriel}, follow=True)
    return page.content.decode()


def test_un_compte_s_ouvre_par_le_lien_d_un_message() -> None:
    """The address first, then the link, then a password: the account opens and its owner is in."""
    assert "Regardez vos messages" in demander(OUVRIR, " Paie@Toits.EXAMPLE ")
    employeur = Employeur.objects.get()
    assert (employeur.courriel, employeur.ouvert_le) == (COURRIEL, None)
    assert entrer()[1] == 422
    client = choisir(Client(), lien())
    assert client.get(DEMANDES).status_code == 200
    employeur.refresh_from_db()
    assert employeur.ouvert_le is not None
    assert MOT not in employeur.password
    assert entrer("PAIE@toits.example")[1] == 302


def test_un_message_ne_dit_rien_et_son_adresse_ne_nomme_personne() -> None:
    """A message holds a link and no fact; neither its address nor the page's bears an e-mail."""
    client = Client()
    page = client.post(OUVRIR, {"courriel": COURRIEL})
    assert page.headers["Location"] == "/depot/compte/message/"
    (message,) = mail.outbox
    assert message.to == [COURRIEL]
    assert "toits" not in f"{message.subject} {message.body}"
    suite = client.get(lien())
    assert suite.status_code == 302
    jeton = lien().split("/")[-2]
    assert jeton not in suite.headers["Location"]


def test_rien_ne_dit_si_une_adresse_est_connue(settings: SettingsWrapper) -> None:
    """The page answers the same, and one message goes, whether an address has an account or not."""
    ouvrir()
    for ou in (OUVRIR, OUBLI):
        pages = [demander(ou, adresse) for adresse in (COURRIEL, "inconnu@toits.example")]
        assert pages[0] == pages[1]
    assert [m.to for m in mail.outbox] == [[COURRIEL], ["inconnu@toits.example"]] * 2
    assert "déjà un compte" in mail.outbox[0].body
    settings.LANGUAGE_CODE = "fr"
    refus = [entrer(adresse, "faux")[0] for adresse in (COURRIEL, "personne@toits.example")]
    dites = [c.post(ENTRER, {"username": "", "password": "faux"}).content for c in refus]
    assert dites[0].count(b"<p>") == dites[1].count(b"<p>")


def test_une_adresse_deja_prise_garde_son_mot_de_passe() -> None:
    """Asking for an account at someone's address changes nothing of it: the link alone does."""
    ouvrir()
    demander(OUVRIR)
    assert entrer()[1] == 302


def test_un_oubli_sans_compte_n_en_ouvre_pas() -> None:
    """A forgotten password of an unknown address says so in the message, and keeps no account."""
    demander(OUBLI)
    assert "Aucun compte" in mail.outbox[0].body
    assert not Employeur.objects.exists()


def test_un_mot_de_passe_oublie_se_choisit_de_nouveau() -> None:
    """The link gives a new password; the old one, other sessions and the lock end with it."""
    ouvrir()
    avant, _ = entrer()
    for _ in range(6):
        entrer(mot="faux")
    assert entrer()[1] == 429
    demander(OUBLI)
    choisir(Client(), lien(), AUTRE_MOT)
    assert avant.get(DEMANDES).status_code == 302
    assert entrer()[1] == 422
    assert entrer(mot=AUTRE_MOT)[1] == 302


def test_un_lien_sert_une_fois() -> None:
    """Served, a link opens nothing; sent twice by its owner, the form leads to the account."""
    demander(OUVRIR)
    adresse = lien()
    client = choisir(Client(), adresse)
    encore = client.post(adresse.replace(adresse.split("/")[-2], "choisir"), {"nouveau": AUTRE_MOT})
    assert encore.status_code == 302
    ailleurs = Client().get(adresse)
    assert ailleurs.status_code == 410
    assert "n’ouvre plus rien" in ailleurs.content.decode()
    assert entrer()[1] == 302


def test_un_lien_finit(monkeypatch: pytest.MonkeyPatch) -> None:
    """After two hours a link opens nothing; within them it does."""
    demander(OUVRIR)
    maintenant = ecrire.JETON._now()  # noqa: SLF001 - Django's own place for a clock
    for apres, statut in ((timedelta(hours=1), 302), (timedelta(hours=2, seconds=5), 410)):
        monkeypatch.setattr(ecrire.JETON, "_now", lambda apres=apres: maintenant + apres)
        assert Client().get(lien()).status_code == statut


def test_un_lien_devine_n_ouvre_rien() -> None:
    """A link of someone else's token, of no account, or of anything, answers in one way."""
    ouvrir("autre@toits.example")
    demander(OUBLI, "autre@toits.example")
    jeton = lien().split("/")[-2]
    pages = {
        Client().get(f"/depot/compte/mot-de-passe/{qui}/{quoi}/").content
        for qui in ("MQ", "OTk5OTk5", "x", "é", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5")
        for quoi in ("abcdef-0123456789", "choisir", "x")
    }
    pages.add(Client().get(f"/depot/compte/mot-de-passe/OTk5/{jeton}/").content)
    assert len({page.count(b"<p") for page in pages}) == 1
    assert entrer("autre@toits.example")[1] == 302


def test_un_mot_de_passe_faible_est_refuse_en_mots() -> None:
    """A short password, a common one or the address itself is refused at its field."""
    demander(OUVRIR)
    client = Client()
    for mot in ("court", "123456789012", COURRIEL, ""):
        refus = choisir(client, lien(), mot).derniere  # type: ignore[attr-defined]
        assert refus.status_code == 422, mot
        assert 'aria-invalid="true"' in refus.content.decode()
    assert client.get(DEMANDES).status_code == 302


def test_une_adresse_fausse_est_dite() -> None:
    """What is no address is told at its field, and no message goes."""
    for fausse in ("", "paie", "paie@", "a@b\nBcc: c@d.example"):
        refus = Client().post(OUVRIR, {"courriel": fausse})
        assert refus.status_code == 422
        assert "comme nom@exemple.fr" in refus.content.decode()
    assert mail.outbox == []


def test_les_messages_sont_peu_nombreux() -> None:
    """Three an hour to one address, in the same words; twenty from one place, then it waits."""
    for _ in range(5):
        assert "Regardez vos messages" in demander(OUVRIR)
    assert len(mail.outbox) == 3
    for rang in range(17):
        demander(OUBLI, f"personne{rang}@toits.example")
    assert len(mail.outbox) == 20
    assert "Trop de messages" in demander(OUVRIR, "encore@toits.example")
    assert len(mail.outbox) == 20
    assert "toits" not in str(list(MessageParti.objects.values()))
    MessageParti.objects.update(le=timezone.now() - timedelta(hours=2))
    demander(OUVRIR)
    assert len(mail.outbox) == 21
    assert MessageParti.objects.count() == 1


def test_une_panne_du_courriel_se_dit(
    settings: SettingsWrapper, caplog: pytest.LogCaptureFixture
) -> None:
    """A mail server that does not answer is told, and the log names nobody."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    refus = Client().post(OUVRIR, {"courriel": COURRIEL})
    assert refus.status_code == 503
    assert "toits" not in caplog.text


def test_un_compte_jamais_confirme_s_efface() -> None:
    """An address that nobody confirmed goes with the next request; asked for again, it stays."""
    demander(OUVRIR)
    Employeur.objects.update(demande_le=timezone.now() - timedelta(hours=3))
    demander(OUVRIR)
    assert Employeur.objects.count() == 1
    Employeur.objects.update(demande_le=timezone.now() - timedelta(hours=3))
    demander(OUVRIR, "autre@toits.example")
    assert [e.courriel for e in Employeur.objects.all()] == ["autre@toits.example"]


def test_six_essais_ferment_le_compte() -> None:
    """Six wrong passwords close an account, even to the right one; others and agents stay open."""
    ouvrir()
    ouvrir("autre@toits.example")
    statuts = [entrer(mot="faux")[1] for _ in range(6)]
    assert statuts == [422] * 5 + [429]
    client, statut = entrer("PAIE@toits.example")
    assert statut == 429
    page = client.post(ENTRER, {"username": COURRIEL, "password": MOT}).content.decode()
    assert "choisissez un autre mot de passe" in page
    assert client.get(DEMANDES).status_code == 302
    assert entrer("autre@toits.example")[1] == 302
    assert "faux" not in str(list(AccessAttempt.objects.values()))


def test_un_compte_d_employeur_n_est_pas_un_agent() -> None:
    """It opens no page of the office, nor its login; an agent's opens no account of an employer."""
    monde.peupler(["examen", "listes"])
    ouvrir()
    client, _ = entrer()
    assert client.get("/bureau/").headers["Location"].startswith("/bureau/connexion/")
    assert not client.get("/bureau/connexion/").wsgi_request.user.is_authenticated
    refus = Client().post("/bureau/connexion/", {"username": COURRIEL, "password": MOT})
    assert refus.status_code == 422
    agent = monde.entrer("examen")
    assert agent.get(DEMANDES).headers["Location"].startswith(ENTRER)
    assert entrer("examen", monde.MOT_DE_PASSE)[1] == 422


def test_une_cle_de_meme_rang_ne_se_confond_pas() -> None:
    """An agent and an employer whose rows bear the same number stay two people in one browser."""
    monde.peupler(["examen"])
    ouvrir()
    client = monde.entrer("examen")
    client.post(ENTRER, {"username": COURRIEL, "password": MOT})
    assert client.get("/bureau/").status_code == 200
    assert COURRIEL in client.get(DEMANDES).content.decode()
    client.post("/bureau/deconnexion/")
    assert client.get(DEMANDES).status_code == 302


@pytest.mark.parametrize("quoi", ["heures", "sortie", "ferme", "mot"])
def test_une_seance_finit(quoi: str) -> None:
    """A session ends after its hours, by leaving, with the account, or with the password."""
    employeur = ouvrir()
    client, _ = entrer()
    assert client.get(DEMANDES).status_code == 200
    if quoi == "heures":
        seance = client.session
        seance["employeur"] = {**seance["employeur"], "ouverte": int(time.time()) - 11 * 3600}
        seance.save()
    elif quoi == "sortie":
        assert client.get("/depot/compte/sortir/").status_code == 405
        client.post("/depot/compte/sortir/")
    elif quoi == "ferme":
        employeur.delete()
    else:
        employeur.set_password(AUTRE_MOT)
        employeur.save()
    assert client.get(DEMANDES).headers["Location"] == f"{ENTRER}?suite=%2Fdepot%2Fdemandes%2F"


def test_une_seance_en_usage_se_prolonge_et_change_de_nom() -> None:
    """Entering changes the name of the session; in use, it is put off, not at each request."""
    ouvrir()
    client = Client()
    client.post("/depot/nouvelle/", {})
    avant = client.session.session_key
    client.post(ENTRER, {"username": COURRIEL, "password": MOT})
    assert client.session.session_key != avant
    seance = client.session
    seance["employeur"] = {**seance["employeur"], "vue": int(time.time()) - 400}
    seance.save()
    client.get(DEMANDES)
    assert client.session["employeur"]["vue"] > int(time.time()) - 60


def test_le_mot_de_passe_se_change() -> None:
    """The password of today is asked for; other sessions end, this one goes on."""
    ouvrir()
    (client, _), (autre, _) = entrer(), entrer()
    faux = client.post(COMPTE, {"ancien": "faux", "nouveau": AUTRE_MOT})
    assert faux.status_code == 422
    assert "pas votre mot de passe" in faux.content.decode()
    assert client.post(COMPTE, {}).status_code == 422
    assert client.post(COMPTE, {"ancien": MOT, "nouveau": AUTRE_MOT}).status_code == 302
    assert "est changé" in client.get(COMPTE).content.decode()
    assert autre.get(COMPTE).status_code == 302
    assert entrer(mot=AUTRE_MOT)[1] == 302


def test_un_compte_se_ferme() -> None:
    """Closing asks for the password, erases the account, and lets nobody in by it any more."""
    ouvrir()
    client, _ = entrer()
    assert "seule leur clé" in client.get("/depot/compte/fermer/").content.decode()
    refus = client.post("/depot/compte/fermer/", {"password": "faux"})
    assert refus.status_code == 422
    page = client.post("/depot/compte/fermer/", {"password": MOT}, follow=True)
    assert "Votre compte est fermé" in page.content.decode()
    assert not Employeur.objects.exists()
    assert entrer()[1] == 422
    assert client.get(DEMANDES).status_code == 302


def test_la_demonstration_n_entre_pas_en_production(settings: SettingsWrapper) -> None:
    """What shows the door opens no real one, by its password or by a session kept."""
    ouvrir(demonstration=True)
    client, statut = entrer()
    assert statut == 302
    settings.PRODUCTION = True
    assert client.get(DEMANDES).status_code == 302
    assert entrer()[1] == 422


@pytest.mark.parametrize("ailleurs", ["https://example.org/", "//example.org", "javascript:x"])
def test_le_retour_reste_sur_ce_site(ailleurs: str) -> None:
    """Someone who enters goes to their applications rather than to another site."""
    ouvrir()
    client = Client()
    envoi = {"username": COURRIEL, "password": MOT, "suite": ailleurs}
    assert client.post(ENTRER, envoi).headers["Location"] == DEMANDES


@pytest.mark.parametrize(
    ("page", "champs"),
    [
        (ENTRER, ("email", "current-password")),
        (OUVRIR, ("email",)),
        (COMPTE, ("current-password", "new-password")),
    ],
)
def test_le_navigateur_sait_remplir(page: str, champs: tuple[str, ...]) -> None:
    """Each field says to the browser what it may fill it with."""
    ouvrir()
    client = entrer()[0] if page == COMPTE else Client()
    texte = client.get(page).content.decode()
    for champ in champs:
        assert f'autocomplete="{champ}"' in texte
