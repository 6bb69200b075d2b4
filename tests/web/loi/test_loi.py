"""The law, followed: every place named anywhere leads to its provision."""

import importlib.util
import re

import pytest
from django.test import Client
from django.urls import reverse

from conftest import RACINE
from opposable.web import droit
from opposable.web.loi import suivi


def ancres() -> set[str]:
    """Return every place that an answer or a row may name."""
    corpus = droit.corpus()
    textes = corpus.textes
    phrases = (textes.motifs, textes.avis, textes.questions, textes.voies, textes.reserves)
    procedures = (corpus.services, corpus.fondements, corpus.conditions, corpus.charges)
    trouvees = {p.ancre for groupe in phrases for p in groupe.values()}
    trouvees |= {objet.ancre for groupe in procedures for objet in groupe}
    trouvees |= {regle.ancre for regle in corpus.regles.values()}
    trouvees |= {lecture.ancre for lecture in corpus.lectures.values()}
    trouvees |= {v.ancre for v in corpus.verifications}
    trouvees |= {s.ancre for n in corpus.nationalites.values() for s in n.statuts}
    return trouvees | {li.ancre for li in corpus.listes.values()} | set(corpus.dispositions)


def test_chaque_place_mene_a_sa_disposition(client: Client) -> None:
    """Every place that an answer names is a page."""
    for ancre in sorted(ancres()):
        assert client.get(reverse("loi:disposition", args=[ancre])).status_code == 200, ancre


def test_la_place_d_une_ligne_montre_la_ligne(client: Client) -> None:
    """The place of each row of a list leads to its provision, and shows the row."""
    corpus = droit.corpus()
    for liste in corpus.listes.values():
        for entree in liste.entrees[::40]:
            page = client.get(reverse("loi:disposition", args=[entree.ancre])).content.decode()
            assert entree.metier_imprime in page
            assert entree.ancre in page


@pytest.mark.parametrize("ancre", ["9.9", "A9/1", "x%23y", "..%2Fetc/passwd"])
def test_une_place_inconnue_est_un_404(client: Client, ancre: str) -> None:
    """A place that no text has is not found."""
    assert client.get(f"/loi/dispositions/{ancre}/").status_code == 404


def test_une_disposition_qui_decide_montre_sa_regle_et_ses_cas() -> None:
    """Each deciding provision shows a rule, a reason, rows or nationalities, and a case."""
    corpus = droit.corpus()
    for disposition in corpus.dispositions.values():
        if disposition.decide:
            suivie = suivi.suivre(disposition.ancre, corpus, "fr")
            assert suivie.cas, disposition.ancre
            assert suivie.regles or suivie.phrases or suivie.entrees or suivie.nationalites


def test_chaque_cas_montre_repond(client: Client) -> None:
    """The address beside each case gives an answer, or tells the fault the case is about."""
    for cas in suivi.tracabilite()["cas"]:
        reponse = client.get("/reponse/?" + suivi.poser(cas)["adresse"])
        assert reponse.status_code in {200, 422}, cas["nom"]


def test_chaque_regle_montre_son_code() -> None:
    """Each deciding rule shows a function of the package, in a file that exists."""
    regles = suivi.tracabilite()["regles"]
    assert set(regles) == set(droit.corpus().regles)
    for fonctions in regles.values():
        assert fonctions
        assert all((RACINE / f["fichier"]).exists() for f in fonctions)


def test_la_tracabilite_est_a_jour() -> None:
    """The file of traceability is what the code and the cases give now."""
    chemin = RACINE / "scripts" / "tracabilite.py"
    spec = importlib.util.spec_from_file_location("tracabilite", chemin)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert suivi.TRACABILITE.read_text(encoding="utf-8") == module.texte()


def test_le_registre_montre_chaque_lecture(client: Client) -> None:
    """Each reading of the register has its row and its page, in both languages."""
    for debut in ("", "/en"):
        registre = client.get(f"{debut}/loi/defauts/").content.decode()
        for lecture in droit.corpus().lectures:
            assert f'href="{debut}/loi/defauts/{lecture}/"' in registre
            assert client.get(f"{debut}/loi/defauts/{lecture}/").status_code == 200
    assert client.get("/loi/defauts/rien/").status_code == 404


def test_le_calendrier_dit_chaque_liste_et_chaque_service(client: Client) -> None:
    """The calendar can be read as tables: each list and each service has its row."""
    page = client.get("/loi/calendrier/").content.decode()
    corpus = droit.corpus()
    lignes = len(re.findall(r"<tr><th scope=\"row\"", page))
    assert lignes >= len(corpus.listes) + len(corpus.services)
    assert 'aria-hidden="true"' in page
