"""After a refusal or a silence: the law on the day of the decision, time limits, letters."""

import html
import re
import tomllib
from datetime import date

import pytest
from django.test import Client

from opposable.web.socle import droit
from opposable.web.socle.recours import FICHIER, autorite, delais, modeles

POLONAIS = "nationalite=POL&metier=42114&departement=35&type=introduction&depose_le=2008-02-01"
MALIEN = "nationalite=MLI&metier=13222&departement=75&type=changement_statut&depose_le=2009-03-03"
JOURS = "decide_le=2008-03-10&notifie_le=2008-03-17"
BLANC = re.compile(r"\[à compléter\xa0: [^\]]+\]")


def page(client: Client, faits: str) -> str:
    """Return the page of what follows a refusal, its entities read."""
    reponse = client.get(f"/reponse/recours/?{faits}")
    assert reponse.status_code == 200
    return html.unescape(reponse.content.decode())


def lettre(client: Client, nom: str, faits: str) -> str:
    """Return a letter as text."""
    reponse = client.get(f"/reponse/lettres/{nom}.txt?{faits}")
    assert reponse.status_code == 200
    assert "attachment" in reponse["Content-Disposition"]
    return str(reponse.content.decode())


def test_la_reponse_mene_aux_suites(client: Client) -> None:
    """The answer leads to what may follow a refusal, with its facts."""
    lue = client.get(f"/reponse/?{POLONAIS}").content.decode()
    assert f"/reponse/recours/?{POLONAIS}".replace("&", "&amp;") in lue


def test_la_situation_est_celle_du_jour_de_la_decision(client: Client) -> None:
    """The sheet tells the law of the day of the decision, not that of the filing."""
    avant = page(client, POLONAIS.replace("2008-02-01", "2007-12-27"))
    apres = page(client, POLONAIS.replace("2008-02-01", "2007-12-27") + "&decide_le=2008-03-10")
    assert "Le jour de la décision n’est pas dit" in avant
    assert "Au 10\xa0mars 2008, la situation de l’emploi n’est pas opposable." in apres
    assert "Circulaire du 20\xa0décembre 2007" in avant
    assert "Arrêté du 18\xa0janvier 2008" in apres or "Arrêté du 18 janvier 2008" in apres
    assert droit.corpus().sha256[:16] in apres


def test_les_delais_courent_de_la_notification(client: Client) -> None:
    """Time limits are dated where the day of notification is said; none is invented."""
    dite = page(client, f"{POLONAIS}&{JOURS}")
    assert dite.count("Ici, le 17\xa0mai 2008.") == 2
    assert "Ici, le 17" not in page(client, POLONAIS)


def test_le_recours_hierarchique_va_au_ministre_du_jour() -> None:
    """The minister of labour until 30 December 2007, of immigration from the next day."""
    avant, apres = autorite(date(2007, 12, 30)), autorite(date(2007, 12, 31))
    assert avant is not None
    assert apres is not None
    assert "travail" in avant.dit.fr
    assert "immigration" in apres.dit.fr
    assert autorite(date(2007, 6, 30)) is None


def test_le_recours_se_sert_des_faits(client: Client) -> None:
    """Facts, reasons and basis fill the appeal; only what this site cannot know is left blank."""
    lue = lettre(client, "recours-hierarchique", f"{POLONAIS}&{JOURS}")
    for fait in ("Pologne", "42114", "Ille-et-Vilaine", "10 mars 2008", "17 mars 2008", "L.121-2"):
        assert fait in lue
    assert "ne pouvait pas être opposée" in lue
    assert len(BLANC.findall(lue)) == 3
    assert "{" not in lue


def test_un_refus_permis_n_est_pas_dit_defendu(client: Client) -> None:
    """Under ordinary law the appeal does not claim that the situation could not be opposed."""
    lue = lettre(client, "recours-hierarchique", MALIEN)
    assert "ne pouvait pas être opposée" not in lue
    assert "vos raisons" in lue


def test_la_demande_de_motifs_va_au_service(client: Client) -> None:
    """The request for reasons goes to the service that was asked, and cites its article."""
    lue = lettre(client, "demande-de-motifs", POLONAIS)
    assert "Direction départementale du travail" in lue
    assert "plus de deux mois sans réponse" in lue
    assert "L.\xa0232-4" in lue


@pytest.mark.parametrize("nom", sorted(modeles()))
def test_le_pdf_est_celui_de_la_lettre(client: Client, nom: str) -> None:
    """The PDF of a letter bears its object as title, is tagged, and changes with the facts."""
    faits = (POLONAIS, MALIEN)
    faites = [client.get(f"/reponse/lettres/{nom}.pdf?{f}").content for f in faits]
    assert faites[0] != faites[1]
    for contenu in faites:
        assert contenu.startswith(b"%PDF-")
        assert b"pdfuaid:part" in contenu
        assert modeles()[nom].objet.replace("'", "’").encode() in contenu


def test_une_duree_n_est_ecrite_qu_une_fois() -> None:
    """No sentence of the data states a period: each takes it from the row that has its source."""
    lu = tomllib.loads(FICHIER.read_text(encoding="utf-8"))
    dits = [d["dit"][langue] for d in lu["delai"] for langue in ("fr", "en")]
    dits += [partie["dit"] for une in lu["lettre"] for partie in une["partie"]]
    assert not [d for d in dits if re.search(r"\bmois\b|\bmonths?\b", d.replace("{mois}", ""))]
    assert all(delai.duree.source and delai.article for delai in delais().values())


@pytest.mark.parametrize(
    "adresse",
    [
        f"/reponse/recours/?{POLONAIS}&decide_le=demain",
        "/reponse/recours/?nationalite=ZZZ",
        "/reponse/lettres/demande-de-motifs.txt?nationalite=ZZZ",
    ],
)
def test_ce_qui_est_illisible_est_dit(client: Client, adresse: str) -> None:
    """A day or a fact that cannot be read is told, with what was found."""
    reponse = client.get(adresse)
    assert reponse.status_code == 422
    assert re.search("demain|ZZZ", reponse.content.decode())


def test_le_pdf_de_la_reponse_porte_la_fiche(client: Client) -> None:
    """The PDF of an answer has the sheet of the day of the decision, and changes with that day."""
    avant, apres = (
        client.get(f"/reponse.pdf?{POLONAIS}&decide_le={jour}").content
        for jour in ("2008-02-02", "2008-03-10")
    )
    assert avant.startswith(b"%PDF-")
    assert avant != apres
    assert "Au 10\xa0mars 2008".encode() in apres


def test_une_lettre_inconnue_n_existe_pas(client: Client) -> None:
    """A letter that no model makes is not found."""
    assert client.get(f"/reponse/lettres/rien.txt?{POLONAIS}").status_code == 404


def test_les_suites_se_lisent_en_anglais(client: Client) -> None:
    """The page speaks English; letters to a French office stay in French, and are marked so."""
    lue = client.get(f"/en/reponse/recours/?{POLONAIS}").content.decode()
    assert "The law on the day of the decision" in lue
    assert '<div class="lettre" lang="fr">' in lue
