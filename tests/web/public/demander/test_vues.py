"""The question and the answer, as pages."""

import csv
import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils.html import escape

from conftest import RACINE
from opposable.decision.decide import decide
from opposable.decision.demande import Demande
from opposable.ecrit.typographie import composer
from opposable.law.regle import SituationEmploi
from opposable.web.socle import droit
from opposable.web.socle.exemples import exemples
from opposable.web.socle.francais import jour

MOTS = RACINE / "tests" / "data" / "mots_courants.csv"
DITS = {
    "demander": "1",
    "nationalite": "sénégalaise",
    "metier": "61231",
    "lieu": "d-69",
    "type": "changement_statut",
    "depose_le": "15/11/2007",
    "examine_le": "2008-01-10",
}
FAITS = {
    "nationalite": "SEN",
    "metier": "61231",
    "departement": "69",
    "type": "changement_statut",
    "depose_le": "2007-11-15",
    "examine_le": "2008-01-10",
}


def texte(page: bytes) -> str:
    """Return the text of a page, tags aside, spaces folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def lu(quand: date) -> str:
    """Return a day as the text of a page has it, its spaces folded."""
    return re.sub(r"\s+", " ", jour(quand))


def test_la_question_mene_a_une_adresse_permanente(client: Client) -> None:
    """A form understood leads to an address that states the facts and the law."""
    reponse = client.get("/", DITS)
    assert reponse.status_code == 302
    adresse = urlsplit(reponse["Location"])
    faits = {nom: valeurs[0] for nom, valeurs in parse_qs(adresse.query).items()}
    assert faits.pop("corpus") == droit.corpus().sha256[:12]
    assert faits == FAITS


def test_la_reponse_dit_tout_ce_que_dit_decide(client: Client) -> None:
    """The page tells the outcome, every reason, condition and note of `decide`."""
    page = texte(client.get("/reponse/", FAITS).content)
    dite = decide(Demande.depuis(FAITS), droit.corpus()).en_dict()
    phrases = [
        p["texte"] for cle in ("motifs", "conditions", "avis", "reserves") for p in dite[cle]
    ]
    assert "Au 10 janvier 2008, la situation de l’emploi n’est pas opposable." in page
    for phrase in phrases:
        assert re.sub(r"\s+", " ", phrase[1:]).replace("'", "’") in page.replace("'", "’").replace(
            "&#x27;", "’"
        )


def test_la_meme_adresse_donne_les_memes_octets(client: Client) -> None:
    """A permanent address gives the same page, byte for byte."""
    premiere, seconde = (client.get("/reponse/", FAITS).content for _ in range(2))
    assert premiere == seconde


def test_un_autre_etat_du_droit_est_dit(client: Client) -> None:
    """An address made with another law says that the answer is that of this one."""
    page = texte(client.get("/reponse/", {**FAITS, "corpus": "0123456789ab"}).content)
    assert "un autre état du droit (empreinte 0123456789ab)" in page
    assert "un autre état" not in texte(client.get("/reponse/", FAITS).content)


@pytest.mark.parametrize(
    ("change", "champ", "dit"),
    [
        ({"nationalite": ""}, "nationalite", "Indiquez la nationalité"),
        ({"nationalite": "Zzyzx"}, "nationalite", "n’est pas un pays connu"),
        ({"nationalite": "congolais"}, "nationalite", "peut désigner plusieurs nationalités"),
        ({"metier": ""}, "metier", "Indiquez le métier"),
        ({"metier": "zzzzqqq"}, "metier", "Aucun métier des listes"),
        ({"metier": "cuisto"}, "metier", "Choisissez le métier"),
        ({"metier": "123"}, "metier", "n’est pas un code"),
        ({"lieu": "d-999"}, "lieu", "999"),
        ({"lieu": "x"}, "lieu", "Choisissez un lieu"),
        ({"type": ""}, "type", "Choisissez la démarche"),
        ({"type": "visite"}, "type", "visite"),
        ({"depose_le": ""}, "depose_le", "Indiquez le jour"),
        ({"depose_le": "31/02/2008"}, "depose_le", "31/02/2008"),
        ({"examine_le": "2007-01-01"}, "examine_le", "précède le dépôt"),
        ({"activite": "chasse"}, "activite", "chasse"),
    ],
)
def test_un_champ_mal_dit_est_signale_a_cote(
    client: Client, change: dict[str, str], champ: str, dit: str
) -> None:
    """A field that is not understood is told beside it, with what was typed kept."""
    reponse = client.get("/", {**DITS, **change})
    page = reponse.content.decode()
    assert reponse.status_code == 422
    assert f'<a href="#{champ}">' in page
    assert f'id="{champ}-erreur"' in page
    assert dit in texte(reponse.content)
    for ecrit in change.values():
        assert not ecrit or ecrit in page  # a value refused in a list is told in the message


def test_le_metier_choisi_parmi_les_propositions_est_pris(client: Client) -> None:
    """A code chosen for these very words is taken; for other words it is not."""
    choisi = {**DITS, "metier": "cuisto", "metier_cherche": "cuisto", "metier_choisi": "13212"}
    assert "metier=13212" in client.get("/", choisi)["Location"]
    assert client.get("/", {**choisi, "metier": "serveur de nuit"}).status_code == 422


def test_la_nationalite_choisie_est_prise(client: Client) -> None:
    """A country chosen among two is taken."""
    choisie = {
        "nationalite": "congolais",
        "nationalite_cherchee": "congolais",
        "nationalite_choisie": "COG",
    }
    assert "nationalite=COG" in client.get("/", {**DITS, **choisie})["Location"]


@pytest.mark.parametrize(
    ("faits", "champ"),
    [
        ({"nationalite": "POL", "metier": "41221", "type": "introduction"}, "activite"),
        ({"nationalite": "SEN", "metier": "52132", "type": "introduction"}, "lieu"),
        ({"nationalite": "SEN", "metier": "11111", "type": "renouvellement"}, "metier_initial"),
    ],
)
def test_seul_ce_qui_manque_est_demande(client: Client, faits: dict[str, str], champ: str) -> None:
    """An answer that lacks a fact asks for that one, and keeps the others."""
    page = client.get("/reponse/", {**faits, "depose_le": "2008-03-03"}).content.decode()
    suite = page[page.index('id="manque"') : page.index("</form>")]
    assert f'name="{champ}"' in suite
    assert f'name="nationalite" value="{faits["nationalite"]}"' in suite
    assert "on ne peut pas répondre." in page


def test_la_finance_n_est_pas_proposee_a_un_marin(client: Client) -> None:
    """Only the activity printed beside the code is asked about."""
    faits = {"nationalite": "POL", "metier": "41221", "type": "introduction"}
    page = client.get("/reponse/", {**faits, "depose_le": "2008-03-03"}).content.decode()
    assert 'value="peche"' in page
    assert 'value="finance"' not in page


def test_une_adresse_fautive_rouvre_le_formulaire(client: Client) -> None:
    """An address that states a wrong fact shows the form with the fault, not a trace."""
    reponse = client.get("/reponse/", {**FAITS, "departement": "999"})
    assert reponse.status_code == 422
    assert 'id="lieu-erreur"' in reponse.content.decode()
    assert client.get("/reponse/", {**FAITS, "lecture": "inconnue"}).status_code == 422
    assert client.get("/reponse/").status_code == 422


def test_le_formulaire_s_ouvre_sur_aujourd_hui(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form opens on today, and says up to when the law is known where that is before."""
    monkeypatch.setattr(droit, "aujourd_hui", lambda: date(2026, 11, 20))
    page = client.get("/").content.decode()
    assert re.search(r'name="depose_le"\s+value="2026-11-20"', page)
    assert "Le droit est connu ici" not in page
    dernier = droit.corpus().couverture.au
    monkeypatch.setattr(droit, "aujourd_hui", lambda: dernier + timedelta(days=9))
    page = client.get("/").content.decode()
    assert re.search(rf'name="depose_le"\s+value="{dernier + timedelta(days=9)}"', page)
    assert f"Le droit est connu ici jusqu’au {lu(dernier)}" in texte(page.encode())


def test_le_formulaire_demande_les_lieux_d_aujourd_hui(client: Client) -> None:
    """Regions of today come first; those of before stay, for the days that knew them."""
    page = client.get("/").content.decode()
    groupes = re.findall(r'<optgroup label="([^"]*)">(.*?)</optgroup>', page, re.DOTALL)[:3]
    assert [titre for titre, _ in groupes] == ["Départements", "Régions", "Régions d’avant 2016"]
    assert "Nouvelle-Aquitaine" in groupes[1][1]
    assert ">Aquitaine<" in groupes[2][1]
    assert "Bretagne" not in groupes[2][1]


AUJOURD_HUI = {
    "nationalite": "MAR",
    "metier": "B2Z40",
    "departement": "59",
    "type": "introduction",
    "depose_le": "2026-11-20",
}


def test_la_reponse_d_aujourd_hui_dit_ce_qui_compte_aujourd_hui(client: Client) -> None:
    """List of 2025, request on line, platform, conditions that bind, charge, what is not known."""
    page = texte(client.get("/reponse/", AUJOURD_HUI).content)
    for dit in (
        "la situation de l’emploi n’est pas opposable.",
        "arrêté du 21 mai 2025",
        "en ligne",
        "Béthune (Pas-de-Calais)",
        "Ces conditions s’imposent",
        "l’employeur doit une taxe",
        "n’est connue qu’en partie",
        "Admission exceptionnelle au séjour par le travail",
        "31 décembre 2026",
        "Nord (59), Hauts-de-France",
    ):
        assert dit.casefold() in page.casefold(), dit


def test_un_jour_que_le_droit_n_atteint_pas_recoit_la_derniere_reponse(client: Client) -> None:
    """After the last day known the page says so first, then shows the answer of that day."""
    dernier = droit.corpus().couverture.au
    apres = {**AUJOURD_HUI, "depose_le": (dernier + timedelta(days=40)).isoformat()}
    page = texte(client.get("/reponse/", apres).content)
    arret = page.index(f"Le droit est connu ici jusqu’au {lu(dernier)}")
    verdict = f"Au {lu(dernier)}, la situation de l’emploi n’est pas opposable. L’administration"
    assert arret < page.index(verdict)
    avant = {**AUJOURD_HUI, "depose_le": "2004-04-01"}
    assert "on ne peut pas répondre." in texte(client.get("/reponse/", avant).content)
    assert client.get("/reponse.pdf", apres).status_code == 200


def test_un_code_a_preciser_se_choisit(client: Client) -> None:
    """A code of ROME v3 that leads to several families is asked about by choosing one of them."""
    faits = {**AUJOURD_HUI, "metier": "F1703", "departement": "33"}
    page = client.get("/reponse/", faits).content.decode()
    assert 'value="F1703+B2Z40"' in page
    assert "Aucun de ceux-là" in page
    choisi = {**{nom: v for nom, v in faits.items() if nom != "departement"}, "lieu": "d-33"}
    suite = client.get("/", {**choisi, "demander": "1", "metier": "F1703+B2Z40"})
    reponse = client.get(suite["Location"])
    assert "la situation de l’emploi n’est pas opposable." in texte(reponse.content)


ANNULE = {
    "nationalite": "MAR",
    "metier": "61231+F1202",
    "departement": "75",
    "type": "introduction",
    "depose_le": "2012-03-01",
}


@pytest.mark.parametrize("connu_le", ["", "2012-03-01"])
def test_ce_que_l_on_savait_est_montre_a_cote(client: Client, connu_le: str) -> None:
    """Under the order annulled since, both answers are side by side, whichever one is asked."""
    reponse = client.get("/reponse/", {**ANNULE, "connu_le": connu_le})
    page = texte(reponse.content)
    titre = "est opposable" if connu_le else "n’est pas opposable"
    assert f"Au 1ᵉʳ\xa0mars 2012, la situation de l’emploi {titre}." in re.findall(
        r"<h1>([^<]*)", reponse.content.decode()
    )
    assert "Avec le droit connu le 1ᵉʳ mars 2012" in page
    assert "Avec le droit connu aujourd’hui" in page
    assert page.count("la situation de l’emploi n’est pas opposable.") >= 1
    assert page.count("la situation de l’emploi est opposable.") >= 1


def test_la_meme_reponse_connue_autrement_est_dite_la_meme(client: Client) -> None:
    """Where both days of knowledge give one answer, a line says so."""
    alors = {**FAITS, "examine_le": "2008-03-03", "connu_le": "2009-01-01"}
    assert "celui d’aujourd’hui donne la même" in texte(client.get("/reponse/", alors).content)


@pytest.mark.parametrize(
    ("connu_le", "dit"),
    [
        ("2004-01-01", "Le droit n’est pas connu au 2004-01-01 : donnez un jour du"),
        ("2031-01-01", "Le droit n’est pas connu au 2031-01-01 : donnez un jour du"),
        ("hier", "« hier » n’est pas une date : écrivez-la JJ/MM/AAAA."),
        ("2011-8-1", "« 2011-8-1 » n’est pas une date : écrivez-la JJ/MM/AAAA."),
    ],
)
@pytest.mark.parametrize("page", ["/reponse/", "/"])
def test_un_jour_de_connaissance_hors_du_registre_est_refuse_en_mots(
    client: Client, page: str, connu_le: str, dit: str
) -> None:
    """A day outside the ledger, or that is none, opens the form again with words beside it."""
    faits = {**DITS, "connu_le": connu_le} if page == "/" else {**ANNULE, "connu_le": connu_le}
    reponse = client.get(page, faits)
    assert reponse.status_code == 422
    assert 'id="connu_le-erreur"' in reponse.content.decode()
    assert re.sub(r"\s+", " ", dit) in texte(reponse.content)
    if "donnez" in dit:
        bornes = f"donnez un jour du {droit.corpus().couverture.du} au {droit.corpus().connu_le}"
        assert bornes in texte(reponse.content)


def test_les_faits_nouveaux_passent_du_formulaire_a_l_adresse(client: Client) -> None:
    """Rank, first permit, exemptions and day of knowledge reach the address."""
    dits = {
        **DITS,
        "type": "renouvellement",
        "rang_renouvellement": "premier",
        "lieu_initial": "d-35",
        "metier_initial": "42114",
        "dispense": "aucune",
        "jeune_diplome": "non",
        "connu_le": "15/02/2009",
    }
    faits = parse_qs(urlsplit(client.get("/", dits)["Location"]).query)
    assert faits["rang_renouvellement"] == ["premier"]
    assert faits["departement_initial"] == ["35"]
    assert faits["dispense"] == ["aucune"]
    assert faits["jeune_diplome"] == ["non"]
    assert faits["connu_le"] == ["2009-02-15"]


def test_le_rang_d_un_renouvellement_est_demande_apres(client: Client) -> None:
    """A renewal whose rank is not said is answered as a first one, and the rank is asked for."""
    faits = {**AUJOURD_HUI, "type": "renouvellement", "metier_initial": "B2Z40"}
    page = client.get("/reponse/", faits).content.decode()
    assert 'name="rang_renouvellement"' in page[page.index('id="manque"') :]


def test_le_jour_dont_parle_la_reponse_est_dans_son_titre(client: Client) -> None:
    """Verdict and title say the day of examination; without one, that of filing."""
    page = client.get("/reponse/", {**FAITS, "examine_le": "2008-02-01"}).content.decode()
    titres = re.findall(r"<(?:title|h1)>([^<]*)", page)
    assert [t.startswith("Au 1ᵉʳ\xa0février 2008, ") for t in titres] == [True, True]


def test_une_lecture_rivale_se_demande_par_l_adresse(client: Client) -> None:
    """A rival reading named in the address changes the answer, and stays in the address."""
    faits = {**FAITS, "metier": "52151", "departement": "59"}
    retenue = client.get("/reponse/", faits).content.decode()
    rivale = client.get("/reponse/", {**faits, "lecture": "npdc-52151"}).content.decode()
    assert "n’est pas opposable" in texte(retenue.encode())
    assert "Au 10 janvier 2008, la situation de l’emploi est opposable." in texte(rivale.encode())
    assert "lecture=npdc-52151" in rivale


def test_les_suggestions_sont_des_choix(client: Client) -> None:
    """What the person types is answered with codes to choose from."""
    page = client.get("/suggestions/", {"metier": "maçon"}).content.decode()
    assert 'name="metier_choisi"' in page
    assert 'value="42114"' in page
    assert client.get("/suggestions/").status_code == 200


def test_le_pdf_porte_la_reponse(client: Client) -> None:
    """The PDF is one, declares PDF/UA, and is the same twice."""
    premier, second = (client.get("/reponse.pdf", FAITS) for _ in range(2))
    assert premier["Content-Type"] == "application/pdf"
    assert premier.content.startswith(b"%PDF-")
    assert b"pdfuaid" in premier.content
    assert premier.content == second.content
    assert 'filename="opposable-2008-01-10-SEN-61231.pdf"' in premier["Content-Disposition"]


def test_le_pdf_est_date_du_jour_ou_il_est_fait(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The metadata bear the day the document is made, never a day of the application."""
    monkeypatch.setattr(droit, "aujourd_hui", lambda: date(2031, 5, 6))
    octets = client.get("/reponse.pdf", FAITS).content
    assert b"CreationDate(D:20310506" in octets
    assert b"D:2008" not in octets


def test_en_anglais_les_motifs_sont_en_anglais(client: Client) -> None:
    """Under /en/ the reasons come from the English law data."""
    page = texte(client.get("/en/reponse/", FAITS).content)
    assert "On 10 January 2008, the labour-market situation cannot be opposed." in page


def test_seule_la_lecture_est_permise(client: Client) -> None:
    """The question is asked by address: nothing is posted."""
    assert client.post("/", DITS).status_code == 405


def test_les_mots_courants_menent_au_bon_metier(client: Client) -> None:
    """At least 95 % of everyday words and misspellings show the code among the first three."""
    with MOTS.open(encoding="utf-8", newline="") as fichier:
        attendus = list(csv.DictReader(fichier))
    assert len(attendus) >= 150
    trouves = 0
    for ligne in attendus:
        page = client.get("/suggestions/", {"metier": ligne["mots"]}).content.decode()
        codes = re.findall(r'name="metier_choisi" id="m-\w+" value="(\w+)"', page)
        trouves += ligne["metier"] in codes[:3]
    assert trouves >= 0.95 * len(attendus)


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_les_exemples_montrent_chaque_reponse(client: Client, langue: str) -> None:
    """The questions offered are told in the language of the page and reach every outcome."""
    prefixe = "/" if langue == "fr" else "/en/"
    page = client.get(prefixe).content.decode()
    offerts = exemples("fr" if langue == "fr" else "en")
    reponses = set()
    for exemple in offerts:
        dit = composer(exemple.dit) if langue == "fr" else exemple.dit
        assert escape(dit) in page
        assert client.get(f"{prefixe}reponse/?{exemple.adresse}").status_code == 200
        reponses.add(decide(Demande.depuis(exemple.faits), droit.corpus()).situation_emploi)
    assert reponses == set(SituationEmploi)
