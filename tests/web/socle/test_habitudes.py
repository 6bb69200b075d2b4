"""Habits people have elsewhere: copy, print, share, tell of a mistake, ask from another site."""

import gzip

from django.test import Client

from opposable.web.socle import droit

FAITS = {
    "nationalite": "SEN",
    "metier": "61231",
    "departement": "69",
    "type": "introduction",
    "depose_le": "2008-02-01",
}


def test_une_reponse_se_copie_s_imprime_et_s_envoie(client: Client) -> None:
    """What needs a script is hidden until it runs; citing and sending by mail need none."""
    page = client.get("/reponse/", FAITS).content.decode()
    for geste in ("imprimer", "partager", "copier"):
        bouton = page.partition(f'data-geste="{geste}"')[2].partition(">")[0]
        assert "hidden" in bouton, geste
    assert 'href="mailto:?subject=' in page
    citation = page.partition('id="citation">')[2].partition("</p>")[0]
    assert droit.corpus().version in citation
    assert "NOR IMID0800328A" in citation
    assert "/reponse/?" in citation


def test_une_erreur_se_signale_avec_sa_page(client: Client) -> None:
    """The page says what to send, with the address of the wrong page, and keeps nothing."""
    page = client.get("/erreur/", {"de": "/metiers/42114/"}).content.decode()
    assert "http://testserver/metiers/42114/" in page
    assert droit.corpus().sha256[:12] in page
    assert "<form" not in page


def test_une_adresse_d_ailleurs_n_est_pas_reprise(client: Client) -> None:
    """An address that is not of this site is not shown as if it were."""
    for de in ("https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)"):
        page = client.get("/erreur/", {"de": de}).content.decode()
        joint = page.partition('id="signalement">')[2].partition("</p>")[0]
        assert joint
        assert "ailleurs.example" not in joint
        assert "alert(1)" not in joint


def test_seule_la_question_en_une_ligne_se_met_dans_un_cadre(client: Client) -> None:
    """Framing is allowed for one page, and refused for every other."""
    cadre = client.get("/integrer/")
    assert "frame-ancestors *" in cadre["Content-Security-Policy"]
    assert "X-Frame-Options" not in cadre
    assert cadre["Cross-Origin-Resource-Policy"] == "cross-origin"
    for adresse in ("/", "/reponse/", "/aide/", "/metiers/"):
        autre = client.get(adresse)
        assert "frame-ancestors 'none'" in autre["Content-Security-Policy"]
        assert autre["X-Frame-Options"] == "DENY"
    assert "&lt;iframe src=" in client.get("/aide/").content.decode()


def test_le_html_est_comprime_et_lui_seul(client: Client) -> None:
    """A page is sent compressed to who accepts it; the API and the files are left as they are."""
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert gzip.decompress(page.content).startswith(b"<!doctype html>")
    assert "Content-Encoding" not in client.get("/")
    for adresse in ("/api/v1/corpus", "/donnees/metiers.csv"):
        assert "Content-Encoding" not in client.get(adresse, headers={"Accept-Encoding": "gzip"})
