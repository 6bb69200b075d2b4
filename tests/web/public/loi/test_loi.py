"""The law, followed: every place named anywhere leads to its provision."""

import ast
import importlib.util
from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conftest import RACINE
from opposable.ecrit.bilingue import Langue
from opposable.law.controle import disposition
from opposable.web.public.loi import comptes, paroles, places, suivi, traces
from opposable.web.public.loi.sources import extrait
from opposable.web.socle import droit


def ancres() -> set[str]:
    """Return every place that an answer or a page may name, rows of lists aside."""
    corpus = droit.corpus()
    textes = corpus.textes
    phrases = (textes.motifs, textes.avis, textes.questions, textes.voies, textes.reserves)
    procedures = (corpus.services, corpus.fondements, corpus.conditions, corpus.charges)
    trouvees = {p.ancre for groupe in phrases for p in groupe.values()}
    trouvees |= {objet.ancre for groupe in procedures for objet in groupe}
    trouvees |= {regle.ancre for regle in corpus.regles.values()}
    trouvees |= {lecture.ancre for lecture in corpus.lectures.values()}
    trouvees |= {v.ancre for v in corpus.verifications}
    trouvees |= {i.ancre for i in corpus.instruments.values()}
    trouvees |= {p.ancre for p in paroles.promesses()}
    trouvees |= {s.ancre for n in corpus.nationalites.values() for s in n.statuts}
    return trouvees | {li.ancre for li in corpus.listes.values()} | set(corpus.dispositions)


def script() -> ModuleType:
    """Return the script that writes the file of traceability."""
    chemin = RACINE / "scripts" / "tracabilite.py"
    spec = importlib.util.spec_from_file_location("tracabilite", chemin)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("debut", ["", "/en"])
def test_chaque_place_mene_a_sa_disposition(client: Client, debut: str) -> None:
    """Every place that an answer names is a page, in both languages."""
    for adresse in [reverse("loi:disposition", args=[a]) for a in sorted(ancres())]:
        assert client.get(debut + adresse).status_code == 200, adresse


def test_la_place_de_chaque_ligne_est_connue(client: Client) -> None:
    """The place of each row of a list is known; its page shows the row as printed and as read."""
    corpus = droit.corpus()
    entrees = [e for li in corpus.listes.values() for e in (*li.entrees, *li.cadre)]
    assert all(places.trouver(e.ancre, corpus) for e in entrees)
    lues_autrement = [e for e in entrees if e.metier != e.metier_imprime]
    assert lues_autrement
    for entree in (*entrees[::50], *lues_autrement):
        page = client.get(reverse("loi:disposition", args=[entree.ancre])).content.decode()
        assert entree.metier_imprime in page
        assert reverse("catalogue:metier", args=[entree.metier]) in page
        assert entree.ancre in page


def test_une_region_d_annexe_montre_ses_lignes(client: Client) -> None:
    """A part of annex 4 shows its own rows and no others; the annex names its parts."""
    corpus = droit.corpus()
    annexe = places.parties("A4", corpus)
    assert {p.ancre for p in annexe} == {f"A4/{code}" for code in _regions_de("A4")}
    for partie in annexe:
        assert len(places.lignes(partie.ancre, corpus)) == partie.lignes
    page = client.get(reverse("loi:disposition", args=["A4"])).content.decode()
    assert all(reverse("loi:disposition", args=[p.ancre]) in page for p in annexe)


def _regions_de(ancre: str) -> set[str]:
    entrees = (e for li in droit.corpus().listes.values() for e in li.entrees)
    return {e.zone for e in entrees if e.ancre.startswith(f"{ancre}/")}


@pytest.mark.parametrize("ancre", ["9.9", "A9/1", "A4/99", "A4/11/999", "x%23y", "..%2Fetc"])
def test_une_place_inconnue_est_un_404(client: Client, ancre: str) -> None:
    """A place that no text has is not found, even within a provision that exists."""
    assert client.get(f"/loi/dispositions/{ancre}/").status_code == 404


def test_une_disposition_qui_decide_montre_sa_regle_et_ses_cas() -> None:
    """Each deciding provision is carried out by a rule, code or data, and has a case."""
    corpus = droit.corpus()
    for connue in corpus.dispositions.values():
        if connue.decide:
            suivie = suivi.suivre(connue.ancre, corpus, "fr")
            assert suivie is not None
            assert suivie.cas, connue.ancre
            assert suivie.regles or suivie.code or suivie.donnees, connue.ancre
            assert suivi.appliquee(connue, corpus), connue.ancre


def test_une_disposition_sans_effet_le_dit(client: Client) -> None:
    """A provision that nothing carries out says so, on its page and in the table of contents."""
    corpus = droit.corpus()
    muettes = [d for d in corpus.dispositions.values() if not suivi.appliquee(d, corpus)]
    assert [d.ancre for d in muettes] == ["2/8", "lecture#II.6"]
    page = client.get(reverse("loi:disposition", args=["2/8"])).content.decode()
    assert "aucune règle ne l’applique" in page
    assert client.get("/loi/").content.decode().count("non, rien à décider") == len(muettes)


def test_la_procedure_se_lit_a_sa_place(client: Client) -> None:
    """Conditions, checks, charges, services and bases are shown where the text puts them."""
    corpus = droit.corpus()
    montrees = sum(len(paroles.procedure(a, corpus, "fr")) for a in corpus.dispositions)
    procedures = (corpus.conditions, corpus.verifications, corpus.charges)
    assert montrees == sum(map(len, (*procedures, corpus.fondements, corpus.services)))
    page = client.get(reverse("loi:disposition", args=["2/5"])).content.decode()
    assert page.count("<dt>Condition</dt>") == 5


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_aucune_phrase_ne_montre_ses_trous(langue: Langue) -> None:
    """The holes of a sentence are told in words, never as code."""
    textes = droit.corpus().textes
    groupes = (textes.motifs, textes.avis, textes.questions, textes.voies, textes.reserves)
    phrases = [*(r.phrase for r in droit.corpus().regles.values())]
    phrases += [phrase for groupe in groupes for phrase in groupe.values()]
    trous = {t for p in phrases for t in paroles.TROU.findall(p.texte.dire(langue))}
    assert trous
    assert trous <= set(paroles.TROUS)
    assert not any("{" in paroles.combler(p.texte.dire(langue)) for p in phrases)


def test_les_situations_de_chaque_regle_font_la_table() -> None:
    """The situations told of each rule add up to the table, without its impossible cells."""
    comptees = comptes.comptes()
    table = droit.table()
    possibles = sum(table.frequences()[1:])
    assert comptees.total == comptees.par_regle.total() == possibles
    assert set(comptees.par_regle) <= set(droit.corpus().regles)
    changeantes = {x.id for x in droit.corpus().lectures.values() if x.remplace}
    assert comptees.par_lecture
    assert set(comptees.par_lecture) <= changeantes


def test_chaque_cas_montre_repond(client: Client) -> None:
    """The address beside each case gives the answer it expects, or tells the fault it is about."""
    for cas in traces.traces()["cas"]:
        reponse = client.get("/reponse/?" + traces.poser(cas)["adresse"])
        assert reponse.status_code == (200 if cas["situation_emploi"] else 422), cas["nom"]
        page = reponse.content.decode()
        # After the last day known, the page says so first, then answers for that day.
        if cas["situation_emploi"] and "la réponse du dernier jour" not in " ".join(page.split()):
            assert f'class="reponse {cas["situation_emploi"]}"' in page, cas["nom"]


def test_chaque_regle_montre_son_code() -> None:
    """Each deciding rule shows a function of the package, in a file that exists."""
    regles = traces.traces()["regles"]
    assert set(regles) == set(droit.corpus().regles)
    for fonctions in regles.values():
        assert fonctions
        assert all((RACINE / f["fichier"]).exists() for f in fonctions)


def test_le_code_cite_est_dans_le_paquet(client: Client) -> None:
    """Each provision the code cites is known; its page names the code and the data files."""
    corpus = droit.corpus()
    citees = traces.traces()["dispositions"]
    assert set(citees) == set(corpus.dispositions)
    for ancre, codes in citees.items():
        page = client.get(reverse("loi:disposition", args=[ancre])).content.decode()
        fichiers = [d.fichier for d in places.donnees(ancre, corpus)]
        assert all((RACINE / fichier).exists() for fichier in fichiers)
        assert all(nom in page for nom in (*fichiers, *(c["nom"] for c in codes)))


@pytest.mark.parametrize(
    ("loi", "attendues"),
    [
        (
            "Law: circulaire-2007-12-20#1.2/1 to 1.2/3 (zones), 2/3.",
            ["1.2/1", "1.2/2", "1.2/3", "2/3"],
        ),
        ("Law: thresholds of annex 1 (A1.1, A1.2).", ["A1.1", "A1.2"]),
        ("Law: 2/10; CESEDA L.121-2", ["2/10", "ceseda#L.121-2"]),
        ("Law: A3.six, A4/11", ["A3.six"]),
    ],
)
def test_une_section_law_est_lue_juste(loi: str, attendues: list[str]) -> None:
    """A place is read whole: `2/10` is not `2/1`, `A3.six` is not `A3`, a range is filled in."""
    module = script()
    assert module.citees(loi, module.ancres()) == attendues


def test_la_source_se_lit_ici_et_dans_le_depot_s_il_est_dit(client: Client, settings: Any) -> None:
    """A rule leads to its own code, as it runs here; to the repository too, where it is said."""
    nom = "opposable.decision.application.sans_liste"
    adresse = reverse("loi:source", args=[nom])
    cites = client.get(reverse("loi:disposition", args=["1.3"])).content.decode()
    assert f'href="{adresse}"' in cites
    page = client.get(adresse).content.decode()
    assert "def sans_liste(" in page
    assert "example.org" not in page
    settings.SOURCE = "https://example.org/src"
    lie = 'href="https://example.org/src/src/opposable/decision/application.py#L'
    assert lie in client.get(adresse).content.decode()


def test_chaque_nom_cite_a_son_code(client: Client) -> None:
    """Every name that a rule or a provision cites shows its own lines, and they are Python."""
    suivis = (*traces.traces()["regles"].values(), *traces.traces()["dispositions"].values())
    for nom in {code["nom"] for codes in suivis for code in codes}:
        trouve = extrait(nom)
        assert trouve is not None
        ast.parse(trouve.texte)
        assert nom.rpartition(".")[2] in trouve.texte or nom.replace(".", "/") in trouve.fichier
        assert client.get(reverse("loi:source", args=[nom])).status_code == 200


@pytest.mark.parametrize("nom", ["opposable.web.settings", "os", "..%2Fsettings", "__init__"])
def test_aucun_autre_code_ne_se_lit(client: Client, nom: str) -> None:
    """Only the code that the followed law names is shown."""
    assert client.get(f"/loi/code/{nom}/").status_code == 404


def test_la_tracabilite_est_a_jour() -> None:
    """The file of traceability is what the code and the cases give now."""
    a_jour = traces.FICHIER.read_text(encoding="utf-8") == script().texte()
    assert a_jour, "lancez : python scripts/tracabilite.py"


def test_chaque_disposition_est_au_sommaire(client: Client) -> None:
    """The table of contents links to every provision, in the order of the texts."""
    page = client.get("/loi/").content.decode()
    liens = [reverse("loi:disposition", args=[a]) for a in droit.corpus().dispositions]
    rangs = [page.index(f'href="{lien}"') for lien in liens]
    assert rangs == sorted(rangs)


def test_les_voisines_se_suivent() -> None:
    """Each provision is followed by the next; the first has none before, the last none after."""
    corpus = droit.corpus()
    suite = [places.voisines(ancre, corpus)[1] for ancre in corpus.dispositions]
    assert suite == [*list(corpus.dispositions.values())[1:], None]
    assert places.voisines(next(iter(corpus.dispositions)), corpus)[0] is None


def test_chaque_promesse_est_montree_tenue_ou_non(client: Client) -> None:
    """A promise the text breaks is shown as broken, beside the defect that explains it."""
    for promesse in paroles.promesses():
        ancre = disposition(droit.corpus(), promesse.ancre)
        page = client.get(reverse("loi:disposition", args=[ancre])).content.decode()
        if promesse.lecture:
            assert "non tenu" in page
            assert reverse("loi:defaut", args=[promesse.lecture]) in page
