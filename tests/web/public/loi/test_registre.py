"""The register of defects: both readings, whom they concern, the answers that rest on them."""

from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from opposable import decide
from opposable.web.public.demander.page import lire
from opposable.web.public.loi import registre, traces
from opposable.web.socle import droit


def test_le_registre_montre_chaque_lecture(client: Client) -> None:
    """Each reading of the register has its row and its page, in both languages."""
    for debut in ("", "/en"):
        page = client.get(f"{debut}/loi/defauts/").content.decode()
        for lecture in droit.corpus().lectures:
            assert f'href="{debut}/loi/defauts/{lecture}/"' in page
            assert client.get(f"{debut}/loi/defauts/{lecture}/").status_code == 200
    assert client.get("/loi/defauts/rien/").status_code == 404


def test_qui_est_concerne_est_dit() -> None:
    """Whoever a reading can reach is named: audience, days, occupations, regions, nationals."""
    corpus = droit.corpus()
    lecture = registre.montrer(corpus.lectures["idf-52213"], corpus, "fr")
    assert [code for code, _ in lecture.metiers] == ["52213", "52313"]
    assert [r.code for r in lecture.regions] == ["11"]
    assert lecture.publics == ["pays lié par un accord de gestion concertée", "pays tiers"]
    liste = corpus.listes["circulaire-2007-12-20/annexe-4"]
    assert (lecture.du, lecture.au) == (liste.examine_du, liste.examine_au)
    senegal = registre.montrer(corpus.lectures["senegal-date"], corpus, "en")
    assert senegal.nationalites == [corpus.nationalites["SEN"].nom.en]


def test_une_lecture_qui_change_des_reponses_en_compte() -> None:
    """Situations rest on a reading only when its rival would change an answer."""
    corpus = droit.corpus()
    for connue in corpus.lectures.values():
        montree = registre.montrer(connue, corpus, "fr")
        assert montree.change is bool(montree.changements), connue.id
        assert montree.change or not montree.situations, connue.id


def test_une_lecture_que_la_table_ignore_le_dit(client: Client) -> None:
    """A reading of what the table does not hold never says that no situation rests on it."""
    corpus = droit.corpus()
    for connue in corpus.lectures.values():
        montree = registre.montrer(connue, corpus, "fr")
        page = client.get(reverse("loi:defaut", args=[connue.id])).content.decode()
        hors = "réponses que la table" in page
        assert hors is (montree.change and not montree.situations), connue.id


def test_la_rivale_dit_les_cellules_qu_elle_change(client: Client) -> None:
    """What the rival changes in the data is told as cells: which rows, which values."""
    corpus = droit.corpus()
    lecture = registre.montrer(corpus.lectures["idf-52213"], corpus, "fr")
    assert [c.lignes for c in lecture.changements] == ["zone = 11, metier_imprime = 52213"]
    assert [c.valeurs for c in lecture.changements] == ["metier = 52213"]
    assert lecture.changements[0].fichier.endswith("circulaire-2007-12-20/annexe-4.csv")
    page = client.get(reverse("loi:defaut", args=["restrictions"])).content.decode()
    assert "activite = peche | finance" in page
    assert "activite = ∅" in page


def test_les_cas_d_une_lecture_sont_ceux_qui_en_dependent() -> None:
    """Each reading that can change an answer has cases; each expects it or takes its rival."""
    corpus = droit.corpus()
    for connue in corpus.lectures.values():
        cas = traces.cas_de_lecture(connue.id)
        assert bool(cas) or not connue.remplace, connue.id
        assert all(connue.id in (*c["lectures"], *c["lecture"]) for c in cas)


def decider(adresse: str, client: Client) -> tuple[str, date | None]:
    """Return the answer to the facts of an address, and its day; the page gives the same answer."""
    parametres = QueryDict(adresse)
    dite = decide(lire(parametres), droit.corpus(droit.etat_demande(parametres)))
    page = client.get(f"/reponse/?{adresse}")
    assert page.status_code == 200
    assert f'class="reponse {dite.situation_emploi.value}"' in page.content.decode()
    return dite.situation_emploi.value, dite.notifiable_le


@pytest.mark.parametrize("nom", ["six-nationaux", "publication", "senegal-date"])
def test_la_meme_question_se_lit_de_l_autre_facon(client: Client, nom: str) -> None:
    """Beside each case, the other reading gives another answer or another day."""
    corpus = droit.corpus()
    for cas in registre.cas(corpus.lectures[nom], corpus, "fr"):
        avant, apres = (decider(adresse, client) for adresse in (cas.cas["adresse"], cas.autre))
        assert avant != apres, cas.cas["nom"]
