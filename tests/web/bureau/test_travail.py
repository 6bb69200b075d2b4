"""The worklists: what each holds, found by words, turned page by page, given out in bulk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from dossiers.bureau import CADRE, DEMANDE, proposition
from opposable.dossiers import acte as a
from opposable.dossiers.delais import Duree
from opposable.dossiers.donnees import Donnees
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Dossier, Poste, Sens
from opposable.dossiers.reperes import reperes
from opposable.web.bureau import chercher as recherche
from opposable.web.bureau import horloge, tenue
from opposable.web.bureau.models import FicheDossier
from opposable.web.bureau.travail import listes
from web.bureau.monde import JOUR, entrer, peupler

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client
    from pytest_django.fixtures import Settings

LISTE = "/bureau/dossiers/"


@pytest.fixture(autouse=True)
def _jour(settings: Settings) -> None:
    """The office lives on a day of January 2008, and everyone is there."""
    settings.JOUR_DE_DEMONSTRATION = JOUR
    peupler()


def le(avant: int) -> datetime:
    """The instant of an act done some days ago."""
    return horloge.instant() - timedelta(days=avant)


def deposer(avant: int, nom: str = "Traoré", service: str = "ddtefp-35") -> Dossier:
    """File an application some days ago."""
    donnees = Donnees.depuis(
        {
            "employeur.nom": "Maçonnerie Œuvrard",
            "employeur.siret": "35600000000048",
            "travailleur.nom": nom,
            "travailleur.prenoms": "Awa",
            "emploi.intitule": "Maçon",
        }
    )
    demande = replace(DEMANDE, depose_le=le(avant).date())
    projet = Dossier(
        numero="", demandeur="patron", demande=demande, donnees=donnees, poste=Poste.de(donnees)
    )
    acte = a.Deposer(auteur="patron", role=Role.DEMANDEUR, service=service)
    return tenue.deposer(projet, [acte], le(avant), CADRE)


def faire(dossier: Dossier, avant: int, *actes: a.Acte) -> Dossier:
    """Do acts on a file some days ago."""
    for acte in actes:
        dossier = tenue.accomplir(dossier.numero, acte, le(avant), CADRE)
    return dossier


def instruit(dossier: Dossier, avant: int, situation: str = "non_opposable") -> Dossier:
    """Have a file examined, every condition answered and a grant prepared."""
    dite = proposition(situation, le(avant).date(), le(avant).date())
    examen = {"auteur": "examen", "role": Role.INSTRUCTEUR}
    return faire(
        dossier,
        avant,
        a.Instruire(auteur="greffe", role=Role.GUICHET),
        a.Examiner(auteur="robot", role=Role.AUTOMATE, proposition=dite),
        a.Constater(**examen, condition="pay", remplie=True, raison="lu"),  # type: ignore[arg-type]
        a.Constater(**examen, condition="logement", remplie=True, raison="lu"),  # type: ignore[arg-type]
        a.Preparer(**examen, sens=Sens.FAVORABLE),  # type: ignore[arg-type]
    )


def numeros(client: Client, adresse: str) -> list[str]:
    """Return the numbers that a page lists, in order."""
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return [ligne.numero for ligne in reponse.context["lignes"]]


def test_chaque_liste_tient_ce_qu_elle_dit() -> None:
    """A file is in the lists that its state, its clock and its people put it in, in no other."""
    neuf = deposer(1)
    vieux = faire(deposer(40), 39, a.Affecter(auteur="greffe", role=Role.GUICHET, agent="examen"))
    proche = deposer(50)
    retard = deposer(70)
    pieces = faire(
        deposer(30), 2, a.DemanderPieces(auteur="greffe", role=Role.GUICHET, pieces=("contrat",))
    )
    avis = faire(
        deposer(3), 1, a.Saisir(auteur="examen", role=Role.INSTRUCTEUR, service="prefecture-35")
    )
    prepare = instruit(deposer(6), 5)
    signe = faire(instruit(deposer(8), 7), 0, a.Decider(auteur="chef", role=Role.SIGNATAIRE))
    sans_dates = faire(
        instruit(deposer(9), 8),
        0,
        a.Decider(auteur="chef", role=Role.SIGNATAIRE),
        a.Notifier(auteur="chef", role=Role.SIGNATAIRE),
    )
    attendu = {
        "miens": [vieux],
        "sans-agent": [retard, proche, pieces, prepare, avis, neuf],
        "retard": [retard],
        "silence": [proche],
        "immobiles": [retard, proche, vieux],
        "pieces": [pieces],
        "avis": [],
        "a-signer": [prepare],
        "a-notifier": [signe],
        "bloques": [sans_dates, signe],
        "clos": [sans_dates, signe],
    }
    client = entrer("examen")
    for nom, dossiers in attendu.items():
        trouves = numeros(client, f"{LISTE}?liste={nom}")
        assert sorted(trouves) == sorted(d.numero for d in dossiers), nom
    assert numeros(entrer("avis"), f"{LISTE}?liste=avis") == [avis.numero]


def test_une_autre_region_ne_liste_rien() -> None:
    """Lists, counts, searches and exports show the files of one's own services or region alone."""
    dossier = deposer(3)
    for nom in ("greffe", "chef", "region", "audit"):
        assert numeros(entrer(nom), LISTE) == [dossier.numero], nom
        assert numeros(entrer(nom), f"{LISTE}?q=traore") == [dossier.numero], nom
    for nom in ("ailleurs", "autre-region"):
        client = entrer(nom)
        assert numeros(client, LISTE) == []
        assert numeros(client, f"{LISTE}?q=traore") == []
        assert numeros(client, f"{LISTE}?service=ddtefp-35") == []
        assert numeros(client, f"{LISTE}?q={dossier.numero}") == []
    assert dossier.numero not in entrer("ailleurs").get("/bureau/dossiers.csv").content.decode()
    for nom in ("chiffres", "listes"):
        assert entrer(nom).get(LISTE).status_code == 403
    for nom in ("region", "audit"):
        assert entrer(nom).get("/bureau/dossiers.csv").status_code == 403


def test_une_recherche_pardonne() -> None:
    """Accents, an unfinished word and a slip are forgiven; words that are nowhere find nothing."""
    dossier = deposer(3, "Traoré")
    deposer(3, "Kowalska")
    client = entrer("greffe")
    for mots in ("TRAORE", "traor", "taoré œuvrard", dossier.numero, "35600000000048 traore"):
        assert numeros(client, f"{LISTE}?q={mots}") == [dossier.numero], mots
    page = client.get(f"{LISTE}?q=introuvable")
    assert "Aucun dossier ne répond" in page.content.decode()


def test_les_pages_se_suivent_par_cle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages follow each other without a gap nor a double, and never count what they skip."""
    monkeypatch.setattr(listes, "PAGE", 3)
    tous = [deposer(avant).numero for avant in (9, 9, 8, 8, 8, 5, 4)]
    client, adresse, lus = entrer("greffe"), LISTE, list[str]()
    with CaptureQueriesContext(connection) as faites:
        while True:
            reponse = client.get(adresse)
            lus += [ligne.numero for ligne in reponse.context["lignes"]]
            if reponse.context["suivante"] is None:
                break
            adresse = f"{LISTE}?{reponse.context['suivante']}"
    assert sorted(lus) == sorted(tous)
    assert len(lus) == len(set(lus))
    dites = " ".join(q["sql"] for q in faites)
    assert "OFFSET" not in dites
    assert "COUNT(" not in dites
    assert client.get(f"{LISTE}?apres=rien").status_code == 200
    assert client.get(f"{LISTE}?liste=inconnue").status_code == 404


@pytest.mark.parametrize("qui", ["greffe", "region", "audit"])
def test_les_pages_de_plusieurs_services_se_suivent(
    qui: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files of several services come in one order, each once, whoever reads them."""
    monkeypatch.setattr(listes, "PAGE", 3)
    lieux = ("ddtefp-35", "ddtefp-22", "ddtefp-35", "ddtefp-69", "ddtefp-22", "ddtefp-35")
    deposes = [
        (avant, deposer(avant, service=s)) for avant, s in zip(range(9, 3, -1), lieux, strict=True)
    ]
    permis = {"greffe": {"ddtefp-35"}, "region": {"ddtefp-35", "ddtefp-22"}, "audit": {*lieux}}[qui]
    client, adresse, lus = entrer(qui), LISTE, list[str]()
    while adresse:
        reponse = client.get(adresse)
        lus += [ligne.numero for ligne in reponse.context["lignes"]]
        suite = reponse.context["suivante"]
        adresse = f"{LISTE}?{suite}" if suite else ""
    assert lus == [d.numero for _, d in deposes if d.service in permis]


def test_les_listes_se_lisent_dans_l_ordre_d_un_index() -> None:
    """A page and its counts enter an index where they begin: nothing is read whole, nor sorted."""
    dites: list[tuple[str, Any]] = []

    def noter(executer: Any, sql: str, valeurs: Any, plusieurs: Any, contexte: Any) -> Any:
        if "bureau_fichedossier" in sql:
            dites.append((sql, valeurs))
        return executer(sql, valeurs, plusieurs, contexte)

    clients = [entrer(qui) for qui in ("greffe", "audit")]
    with connection.execute_wrapper(noter):
        for client in clients:
            for nom in listes.LISTES:
                client.get(f"{LISTE}?liste={nom}&apres=2008-01-05_3")
        clients[0].get("/bureau/retenues/")
    assert len(dites) >= 3 * len(listes.LISTES)
    plans = {plan for sql, valeurs in dites for plan in plan_de(sql, valeurs)}
    comptes = {"SCAN un"}  # each count goes through the rows it bounds
    lus = {p for p in plans if "TEMP B-TREE" in p or ("SCAN" in p and "INDEX" not in p)}
    assert lus == comptes
    assert any("accords_non_notifies" in plan for plan in plan_de(*dites[-1]))


def plan_de(sql: str, valeurs: Any) -> list[str]:
    """How SQLite reads a query, step by step."""
    with connection.cursor() as curseur:
        curseur.execute(f"EXPLAIN QUERY PLAN {sql}", valeurs)
        return [str(rangee[-1]) for rangee in curseur.fetchall()]


def test_une_page_ne_demande_pas_plus_quand_les_dossiers_croissent() -> None:
    """The queries of a worklist are as many for one file as for thirty."""
    client = entrer("greffe")
    client.get(LISTE)
    comptes = []
    for nombre in (1, 29):
        for _ in range(nombre):
            deposer(3)
        with CaptureQueriesContext(connection) as faites:
            client.get(LISTE)
        comptes.append(len(faites))
    assert comptes[0] == comptes[1] <= 11


def test_des_dossiers_s_affectent_d_un_coup() -> None:
    """Several files are given at once; one of another service is as if it were not there."""
    ici, la = deposer(3), deposer(3, service="ddtefp-69")
    client = entrer("greffe")
    envoi = {"numero": [ici.numero], "agent": "examen", "suite": LISTE}
    page = client.post(f"{LISTE}affecter/", envoi, follow=True)
    assert "1 dossier affecté" in page.content.decode()
    assert tenue.lire(ici.numero).agent == "examen"
    assert client.post(f"{LISTE}affecter/", {**envoi, "numero": [la.numero]}).status_code == 404
    assert tenue.lire(la.numero).agent is None
    page = client.post(f"{LISTE}affecter/", {**envoi, "agent": "ailleurs"}, follow=True)
    assert "0 dossier affecté" in page.content.decode().replace("0 dossiers", "0 dossier")
    assert tenue.lire(ici.numero).agent == "examen"


def test_une_liste_s_exporte_sans_formule() -> None:
    """A list leaves as CSV and XLSX; a name that is a formula stays a name."""
    deposer(3, "=1+1")
    client = entrer("greffe")
    csv = client.get("/bureau/dossiers.csv?liste=ouverts")
    assert csv.content.startswith(b"\xef\xbb\xbfDossier;Employeur")
    assert "'=1+1" in csv.content.decode()
    xlsx = client.get("/bureau/dossiers.xlsx")
    feuille = CalamineWorkbook.from_filelike(BytesIO(xlsx.content)).get_sheet_by_index(0)
    assert len(feuille.to_python()) == 2
    assert client.get("/bureau/dossiers.csv?liste=inconnue").status_code == 404


def test_l_entree_dit_ce_qui_attend() -> None:
    """The page of entry counts what waits for someone, and shows no list to who reads no file."""
    deposer(1)
    page = entrer("greffe").get("/bureau/").content.decode()
    assert "DDTEFP – Ille-et-Vilaine" in page
    assert "À affecter" in page
    assert "Bretagne" in entrer("region").get("/bureau/").content.decode()
    for nom in ("chiffres", "listes"):
        assert "À affecter" not in entrer(nom).get("/bureau/").content.decode()


def test_un_accord_bloque_dit_depuis_quand() -> None:
    """A grant says since when it is stuck, and so does the migration of those kept before."""
    silence = Duree(2, "essai")
    signe = faire(instruit(deposer(8), 7), 0, a.Decider(auteur="chef", role=Role.SIGNATAIRE))
    assert reperes(signe, silence).bloque_le == le(6).date()
    dit = replace(signe, notifie_le=JOUR)
    assert reperes(dit, silence).bloque_le == JOUR
    dates = replace(dit, autorise_du=JOUR, autorise_au=JOUR + timedelta(days=90))
    assert reperes(dates, silence).bloque_le is None
    assert reperes(replace(dates, autorise_au=le(1).date()), silence).bloque_le == signe.clos_le
    assert reperes(deposer(1), silence).bloque_le is None
    tenues = FicheDossier.objects.filter(numero=signe.numero)
    for colonnes, attendu in (
        ({}, le(6).date()),
        ({"notifie_le": JOUR}, JOUR),
        ({"autorise_du": JOUR, "autorise_au": le(1).date()}, signe.clos_le),
    ):
        tenues.update(bloque_le=None, **colonnes)
        import_module("opposable.web.bureau.migrations.0008_ordres").dire_les_bloques(apps, None)
        assert tenues.get().bloque_le == attendu


def test_une_recherche_frequente_se_poursuit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that many files hold, none of them the last, lead to the older ones."""
    monkeypatch.setattr(recherche, "FREQUENT", 2)
    monkeypatch.setattr(recherche, "LUS", 2)
    vieux = deposer(9, "Kowalska")
    for nom in ("Traoré", "Diallo", "Kowalsky", "Traoré", "Kowalsky"):
        deposer(3, nom)
    client = entrer("greffe")
    page = client.get(f"{LISTE}?q=kowalska oeuvrard").content.decode()
    assert vieux.numero in page
    deux = faire(deposer(2, "Kowalska"), 1)
    lus, adresse = list[str](), f"{LISTE}?q=oeuvrard kowalska"
    while adresse:
        reponse = client.get(adresse)
        lus += [ligne.numero for ligne in reponse.context["lignes"]]
        suite = reponse.context["suivante"]
        adresse = f"{LISTE}?{suite}" if suite else ""
    assert lus == [deux.numero, vieux.numero]


def test_les_reperes_suivent_l_embargo() -> None:
    """A grant by the list is notifiable from its day, by ordinary law from its signature."""
    silence = Duree(2, "essai")
    signe = faire(instruit(deposer(8), 7), 0, a.Decider(auteur="chef", role=Role.SIGNATAIRE))
    assert reperes(signe, silence).notifiable_le == le(7).date()
    assert signe.decision is not None
    libre = replace(signe, decision=replace(signe.decision, droit_commun=True))
    assert reperes(libre, silence).notifiable_le == timezone.localdate(horloge.instant())
    assert reperes(replace(signe, notifie_le=JOUR), silence).notifiable_le is None
    assert reperes(signe, silence).echeance_le is None
    assert FicheDossier.objects.get().notifiable_le == le(7).date()
