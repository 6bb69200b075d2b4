"""What cannot be: told at its field or on its page, kept as typed, nothing done, nobody let in."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from dossiers.bureau import depose
from opposable.dossiers.donnees import Donnees
from opposable.web.bureau.guichet.models import Depot
from opposable.web.bureau.guichet.saisies import ETAPES
from opposable.web.bureau.instruction.formulaires import FORMULAIRES, SIGNES
from opposable.web.bureau.models import FicheDossier
from opposable.web.bureau.tenue import lire, ouvrir
from web.bureau.guichet.employeur import Employeur
from web.bureau.monde import JOUR, entrer, peupler

NUMERO = "2008-0001"
MIDI = datetime(2008, 1, 10, 14, 5, tzinfo=ZoneInfo("Europe/Paris"))
DONNEES = Donnees.depuis({"employeur.nom": "Les Toits d’Armor", "travailleur.nom": "Benjelloun"})
NUL, HTML, LONG = "a\x00b", "<script>alert(1)</script>", "é" * 9_000
ABSURDES = (HTML, LONG, "\u202egnp.exe", "31/02/2008", "0000-00-00", "-1", "1e999", "٣", "'--", NUL)
"""What is typed by mistake, by malice or by a program: hardly a field takes it."""
ENTIER = bool(os.environ.get("OPPOSABLE_PAGES"))
"""Whether every form is sent every one of them, where three are by default."""
FAUX = {
    "demande": {
        "demande.nationalite": ("pays des merveilles", "pays"),
        "demande.metier": ("qwxz", "métier"),
        "demande.departement": ("99", "département"),
    },
    "employeur": {
        "employeur.siret": ("732 829 320 00075", "un chiffre est faux"),
        "employeur.siren": ("732829321", "un chiffre est faux"),
        "employeur.naf": ("pain", "NAF"),
    },
    "salarie": {
        "travailleur.ne_le": ("31/02/1980", "n’est pas un jour"),
        "travailleur.pays_de_naissance": ("Syldavie", "pays"),
    },
    "emploi": {
        "emploi.debut_le": ("32/01/2008", "n’est pas un jour"),
        "emploi.heures": ("1e999", "n’est pas un nombre d’heures"),
        "emploi.remuneration": ("9e9999", "n’est pas une somme en euros"),
        "emploi.convention": ("boulangerie", "quatre chiffres"),
    },
}
"""What an employer types that cannot be, step by step, and what they are told."""


@pytest.fixture(autouse=True)
def _bureau(settings: Any) -> None:
    """The office lives on a day of January 2008."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    translation.activate("fr")


def texte(page: Any) -> str:
    """The words of a page, with plain spaces."""
    lu = unescape(page.content.decode())
    return lu.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.django_db
def test_au_guichet_chaque_faute_se_dit_a_son_champ() -> None:
    """Impossible days, wrong keys, unknown codes: each told by its field, and left as typed."""
    employeur = Employeur()
    for etape, champs in FAUX.items():
        page = employeur.client.post(
            employeur.adresse(f"{etape}/"), {nom: dit for nom, (dit, _) in champs.items()}
        )
        assert page.status_code == 422, etape
        for nom, (dit, raison) in champs.items():
            ici = nom.replace(".", "-")
            faute = texte(page).partition(f'id="{ici}-erreur"')[2].partition("<input")[0]
            assert raison in faute, (nom, faute[:300])
            assert Depot.objects.get().dit[nom] == dit
    assert not FicheDossier.objects.exists()


sur_postgresql = pytest.mark.parametrize("base", ["postgresql"], indirect=True)
"""The stricter of the two: it keeps no text that is too long, nor every character."""


@sur_postgresql
def test_au_guichet_rien_ne_fait_tomber_un_champ(base: str) -> None:
    """Every field of every step takes nonsense without a fault of the site; nothing is filed."""
    assert base
    employeur = Employeur()
    for absurde in ABSURDES:
        for etape, saisies in ETAPES.items():
            dits = {saisie.nom: absurde for saisie in saisies}
            page = employeur.client.post(employeur.adresse(f"{etape}/"), dits)
            assert page.status_code in ({400} if absurde is NUL else {302, 422})
            assert HTML not in page.content.decode()
        assert employeur.client.post(employeur.adresse("envoyer/")).status_code == 302
    assert not FicheDossier.objects.exists()
    assert Depot.objects.count() == 1


@sur_postgresql
def test_au_bureau_rien_ne_fait_tomber_un_acte(base: str) -> None:
    """Every form of every act: nonsense is refused in words, and the file stays as it was."""
    assert base
    peupler(("chef",))
    ouvrir(replace(depose(), donnees=DONNEES, numero=NUMERO), MIDI)
    chef = entrer("chef", code=True)
    for rang, (cle, forme) in enumerate(FORMULAIRES.items()):
        vue = "instruction:signer" if forme.acte in SIGNES else "instruction:acte"
        adresse = reverse(vue, args=[NUMERO, cle])
        lu = texte(chef.get(adresse, {"condition": "x", "champ": "x", "service": "x"}))
        noms = set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', lu))
        caches = dict(re.findall(r'type="hidden" name="(envoi|vu)" value="([^"]*)"', lu))
        libres = sorted(noms - {"envoi", "vu", "csrfmiddlewaretoken"})
        for tour in range(len(ABSURDES) if ENTIER else 3):
            tires = {
                n: ABSURDES[(rang + 4 * tour + k) % len(ABSURDES)] for k, n in enumerate(libres)
            }
            page = chef.post(adresse, {**tires, **caches})
            assert page.status_code < 500, (cle, tires)
            assert HTML not in page.content.decode()
    assert lire(NUMERO).faits == ()
    assert lire(NUMERO).decision is None


@sur_postgresql
def test_au_bureau_une_adresse_bricolee_ne_fait_rien_tomber(base: str) -> None:
    """Searches, filters, keys of pages and numbers that no page makes: no fault, no file."""
    assert base
    peupler(("examen", "audit"))
    ouvrir(replace(depose(), donnees=DONNEES, numero=NUMERO), MIDI)
    noms = ("liste", "etat", "agent", "service", "apres", "vue", "numero", "auteur")
    pages = {
        "examen": ("", "dossiers/", "renouvellements/", "retenues/"),
        "audit": ("dossiers/", "journal/", "chiffres/"),
    }
    gens = {qui: entrer(qui) for qui in pages}
    for absurde in (*ABSURDES, "1" * 40, "2008-01-01,x"):
        for requete in (
            dict.fromkeys(noms, absurde[:400]),
            {"q": absurde[:400]},
            {"apres": absurde[:400]},
        ):
            for qui, chemins in pages.items():
                for chemin in chemins:
                    page = gens[qui].get(f"/bureau/{chemin}?{urlencode(requete)}")
                    assert page.status_code < 500, (chemin, requete)
                    assert HTML not in page.content.decode()
        numero = absurde[:100].replace("/", "")
        vide = gens["examen"].get(reverse("instruction:dossier", args=[numero]))
        assert vide.status_code in {400, 404}, absurde[:20]


@pytest.mark.django_db
def test_au_bureau_un_jour_ou_un_code_impossible_se_dit() -> None:
    """A day that is none, an end before its beginning, a code that is none: told, not done."""
    peupler(("examen", "greffe"))
    ouvrir(replace(depose(), donnees=DONNEES, numero=NUMERO), MIDI)
    examen = entrer("examen")
    avant = lire(NUMERO)
    for champ, valeur, dit in (
        ("metier", "pain", "pain"),
        ("nationalite", "Poldévie", "Poldévie"),
        ("travailleur.pays_de_naissance", "Maroc et Pologne", "MAR+POL"),
        ("departement", "99", "99"),
        ("employeur.siret", "73282932000075", "un chiffre est faux"),
        ("emploi.debut_le", "31/02/2008", "n’est pas un jour"),
        ("travailleur.ne_le", "01/01/2050", "n’est pas encore venu"),
    ):
        adresse = reverse("instruction:acte", args=[NUMERO, "corriger"])
        caches = dict(
            re.findall(
                r'type="hidden" name="(envoi|vu)" value="([^"]*)"', texte(examen.get(adresse))
            )
        )
        page = examen.post(adresse, {**caches, "champ": champ, "valeur": valeur, "raison": "relu"})
        assert page.status_code in {409, 422}, champ
        assert dit in texte(page), champ
        assert valeur in texte(page), champ
    assert lire(NUMERO) == avant


def test_au_bureau_un_pays_ou_un_metier_se_corrige_en_mots() -> None:
    """Whoever relays a document writes what it says; what is kept is the code of the law."""
    peupler(("examen",))
    ouvrir(replace(depose(), donnees=DONNEES, numero=NUMERO), MIDI)
    examen = entrer("examen")
    adresse = reverse("instruction:acte", args=[NUMERO, "corriger"])
    for champ, valeur in (("nationalite", "Marocaine"), ("travailleur.pays_de_naissance", "Maroc")):
        lue = texte(examen.get(adresse))
        caches = dict(re.findall(r'type="hidden" name="(envoi|vu)" value="([^"]*)"', lue))
        page = examen.post(adresse, {**caches, "champ": champ, "valeur": valeur, "raison": "relu"})
        assert page.status_code == 302, texte(page)
    corrige = lire(NUMERO)
    assert corrige is not None
    assert corrige.demande.nationalite == "MAR"
    assert corrige.donnees.travailleur.pays_de_naissance == "MAR"
