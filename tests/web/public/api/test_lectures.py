"""What can be read through the API."""

import io
import json
import os
import signal
import time
from datetime import date
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from opposable.law import consultation
from opposable.law.etat_du_droit import EtatDuDroit
from opposable.web.public.api.debit import VOISINES, Debit
from opposable.web.socle import droit

V1 = "/api/v1"
ADRESSES = ("/metiers?q=macon", "/metiers/61231", "/regions", "/listes", "/corpus")


@pytest.mark.parametrize("adresse", ADRESSES)
def test_une_lecture_se_garde_et_se_revalide(client: Client, adresse: str) -> None:
    """A reading has an ETag and says how long it may be kept; asked again it answers 304."""
    reponse = client.get(V1 + adresse)
    assert reponse.status_code == 200
    assert "max-age" in reponse["Cache-Control"]
    assert reponse["Access-Control-Allow-Origin"] == "*"
    encore = client.get(V1 + adresse, headers={"If-None-Match": reponse["ETag"]})
    assert (encore.status_code, encore.content) == (304, b"")
    assert client.get(V1 + adresse, headers={"If-None-Match": '"autre"'}).status_code == 200


def test_chercher_propose_des_codes(client: Client) -> None:
    """Words give codes, nearest first, with their nomenclature; an address for those of lists."""
    trouves = client.get(f"{V1}/metiers", {"q": "maçon"}).json()
    assert [(t["code"], t["nomenclature"], t["degre"]) for t in trouves[:2]] == [
        ("F1703", "rome-v3", "exact"),
        ("42114", "rome-1999", "exact"),
    ]
    assert client.get(trouves[1]["adresse"]).json()["code"] == "42114"
    coiffeur = client.get(f"{V1}/metiers", {"q": "coiffeur"}).json()
    assert coiffeur[0]["code"] == "D1202"
    assert all(
        (t["adresse"] is None) == (t["code"] not in droit.corpus().metiers) for t in coiffeur
    )
    assert "42113" not in {t["code"] for t in coiffeur}
    assert client.get(f"{V1}/metiers").status_code == 422


@pytest.mark.parametrize(
    ("mots", "codes", "faux"),
    [
        ("coiffeur", {"D1202"}, "42113"),
        ("facteur", {"M1603"}, "33111"),
        ("traducteur", {"E1108"}, "33226"),
        ("aide de cuisine", {"G1605", "13212"}, ""),
        ("conducteur de pelle hydraulique", {"F1302", "43211"}, ""),
        ("ingénieur études et développement", {"M1805", "32321"}, ""),
        ("infirmière", {"J1506"}, ""),
        ("plombier", {"F1603"}, ""),
    ],
)
def test_des_mots_n_ont_jamais_un_seul_faux_voisin(
    client: Client, mots: str, codes: set[str], faux: str
) -> None:
    """An occupation off the lists finds its own code; a word too many empties no search."""
    trouves = {t["code"] for t in client.get(f"{V1}/metiers", {"q": mots}).json()}
    assert codes <= trouves
    assert faux not in trouves


@pytest.mark.parametrize(
    ("ecrit", "lue"),
    [
        ("Congo, République démocratique du", (["COD"], [], False)),
        ("marocaine et française", (["MAR", "FRA"], [], False)),
        ("je ne sais pas", ([], [], True)),
        ("Kosovo", ([], ["XXX"], False)),
        ("congolaise", ([], ["COG", "COD"], False)),
    ],
)
def test_une_nationalite_se_lit_avec_des_mots(
    client: Client, ecrit: str, lue: tuple[list[str], list[str], bool]
) -> None:
    """Words give the nationalities they name, or a choice; « not known » gives none."""
    dit = client.get(f"{V1}/nationalites", {"q": ecrit}).json()
    codes, propositions = ([c["code"] for c in dit[k]] for k in ("codes", "propositions"))
    assert (codes, propositions, dit["non_dite"]) == lue


def test_un_metier_dit_ce_qui_l_ouvre(client: Client) -> None:
    """Each list that opens it, where; with `as_of`, those of that day only."""
    fiche = client.get(f"{V1}/metiers/61231").json()
    assert len(fiche["ouvertures"]) == 4
    du_jour = client.get(f"{V1}/metiers/61231", {"as_of": "2008-01-10"}).json()
    assert {o["liste"].partition("/")[0] for o in du_jour["ouvertures"]} == {
        "circulaire-2007-12-20"
    }


def test_les_26_regions_et_leurs_departements(client: Client) -> None:
    """Regions of 2007, with their hundred departments."""
    regions = client.get(f"{V1}/regions").json()
    assert len(regions) == 26
    assert sum(len(r["departements"]) for r in regions) == 100


def test_chaque_liste_se_lit_entiere(client: Client) -> None:
    """Each list is given with the rows that open, under both writings of its identifier."""
    corpus = droit.corpus()
    for tete in client.get(f"{V1}/listes").json():
        entiere = client.get(f"{V1}/listes/{tete['cle']}").json()
        assert tete["nom"] == corpus.listes[tete["id"]].nom.dire("fr")
        lignes = list(consultation.lignes(corpus, [corpus.listes[tete["id"]]]))
        assert entiere["entrees"] == [ligne._asdict() for ligne in lignes]
        assert entiere["lignes"] == len(lignes)


def test_la_difference_de_deux_textes(client: Client) -> None:
    """The difference is that of the law layer, for texts, lists and days."""
    corpus = droit.corpus()
    avant, apres = "circulaire-2007-12-20", "arrete-2008-01-18-tiers"
    ecarts = consultation.comparer(
        corpus, consultation.choisir(corpus, avant), consultation.choisir(corpus, apres)
    )
    lue = client.get(f"{V1}/listes/{avant}/diff/{apres}").json()
    assert lue == [e._asdict() for e in ecarts]
    assert client.get(f"{V1}/listes/2008-01-10/diff/2008-01-21").status_code == 200


@pytest.mark.parametrize(
    "adresse",
    ["/metiers/99999", "/metiers/x", "/listes/rien", "/listes/rien/diff/2008-01-10", "/rien"],
)
def test_ce_qui_n_existe_pas_est_un_404(client: Client, adresse: str) -> None:
    """An unknown code, list or address is a problem 404 in French."""
    reponse = client.get(V1 + adresse)
    assert reponse.status_code == 404
    assert reponse["Content-Type"] == "application/problem+json"
    assert reponse.json()["detail"]


def test_une_methode_non_permise_est_un_405(client: Client) -> None:
    """A method that an address does not take is told, with those it takes."""
    reponse = client.delete(f"{V1}/regions")
    assert reponse.status_code == 405
    assert reponse["Content-Type"] == "application/problem+json"


def test_la_table_entiere_se_telecharge(client: Client) -> None:
    """The table is Parquet, and is not sent again to who has it."""
    reponse = client.get(f"{V1}/table.parquet")
    contenu = b"".join(reponse.streaming_content)  # type: ignore[attr-defined]
    assert pq.ParquetFile(io.BytesIO(contenu)).metadata.num_rows > 1_000_000
    encore = client.get(f"{V1}/table.parquet", headers={"If-None-Match": reponse["ETag"]})
    assert encore.status_code == 304


def test_le_corpus_dit_le_droit_servi(client: Client) -> None:
    """Version, digest and days covered are those of the law loaded."""
    corpus = client.get(f"{V1}/corpus").json()
    assert corpus["sha256"] == droit.corpus().sha256
    assert corpus["couverture"]["examine_du"] == droit.corpus().couverture.du.isoformat()


def test_le_corpus_se_lit_comme_connu_un_jour(client: Client) -> None:
    """A day of knowledge gives the lists known then; a faulty one is refused with what to write."""
    avant = client.get(f"{V1}/corpus", {"connu_le": "2007-12-21"}).json()
    assert avant["connu_le"] == "2007-12-21"
    assert {li["id"] for li in avant["listes"]} < {li["id"] for li in _corpus(client)["listes"]}
    for dit, mot in (("hier", "AAAA-MM-JJ"), ("1999-01-01", "connu")):
        refus = client.get(f"{V1}/corpus", {"connu_le": dit})
        assert refus.status_code == 422
        assert "?connu_le" in refus.content.decode()
        assert mot in refus.json()["detail"]


def _corpus(client: Client) -> Any:
    return client.get(f"{V1}/corpus").json()


def test_le_meme_jour_est_la_meme_loi() -> None:
    """A day of knowledge asked for twice is served by one law, whose answers are laid out once."""
    etat = EtatDuDroit.de(date(2009, 3, 4))
    assert droit.corpus(etat) is droit.corpus(etat)
    assert droit.corpus(etat).connu_le == date(2009, 3, 4)


def test_le_debit_est_dit_et_borne(client: Client, settings: Any) -> None:
    """The rate is told in headers; past it the answer is 429 with when to try again."""
    settings.DEBIT_PAR_MINUTE = 3
    reponses = [client.get(f"{V1}/regions", REMOTE_ADDR="192.0.2.7") for _ in range(4)]
    restes = [r["RateLimit-Remaining"] for r in reponses]
    if reponses[-1].status_code == 200:  # the minute turned in between
        reponses = [client.get(f"{V1}/regions", REMOTE_ADDR="192.0.2.7") for _ in range(4)]
    assert reponses[-1].status_code == 429
    assert int(reponses[-1]["Retry-After"]) <= 60
    assert restes[0] == "2"
    assert json.loads(reponses[-1].content)["status"] == 429


def test_une_nouvelle_minute_recompte() -> None:
    """Counts start again with each minute, and each address has its own."""
    debit = Debit()
    assert [debit.compter("a", 0), debit.compter("a", 59), debit.compter("b", 59)] == [1, 2, 1]
    assert debit.compter("a", 60) == 1


def test_deux_processus_comptent_ensemble() -> None:
    """What two processes count at once adds up, though one of them is killed while it counts."""
    debit, departs = Debit(), []
    for _ in range(2):
        if not (enfant := os.fork()):
            for _ in range(5_000):
                debit.compter("192.0.2.7", 0)
            os._exit(0)
        departs.append(enfant)
    for enfant in departs:
        os.waitpid(enfant, 0)
    assert debit.compter("192.0.2.7", 0) == 10_001
    if not (enfant := os.fork()):
        while True:
            debit.compter("192.0.2.8", 0)
    time.sleep(0.05)
    os.kill(enfant, signal.SIGKILL)
    os.waitpid(enfant, 0)
    assert debit.compter("192.0.2.7", 0) == 10_002


def test_le_debit_est_compte_en_une_memoire_bornee() -> None:
    """More addresses than places: the least seen are forgotten, the most seen is not."""
    debit = Debit(VOISINES)
    for _ in range(5):
        debit.compter("assidu", 0)
    for rang in range(100):
        debit.compter(f"passant {rang}", 0)
    assert debit.compter("assidu", 0) == 6
    assert b"assidu" not in bytes(debit._comptes)  # noqa: SLF001 - no address is kept


def test_un_autre_site_peut_lire(client: Client) -> None:
    """A page of another host may read: preflight is answered, no cookie is set."""
    reponse = client.options(f"{V1}/determinations", headers={"Origin": "https://exemple.fr"})
    assert reponse.status_code == 204
    assert "POST" in reponse["Access-Control-Allow-Methods"]
    assert not reponse.cookies


def test_la_reference_nomme_chaque_adresse(client: Client) -> None:
    """The page of the API names every address of the OpenAPI document."""
    page = client.get("/api/").content.decode()
    for chemin in client.get(f"{V1}/openapi.json").json()["paths"]:
        assert chemin.removeprefix(V1) in page


def test_la_tete_seule_se_demande(client: Client) -> None:
    """HEAD gives the headers of GET, and no body."""
    entiere, tete = client.get(f"{V1}/regions"), client.head(f"{V1}/regions")
    assert tete.status_code == 200
    assert tete["ETag"] == entiere["ETag"]
    assert tete["Content-Type"] == entiere["Content-Type"]
    assert tete.content == b""
    assert client.head(f"{V1}/rien").status_code == 404


def test_ce_qui_est_envoye_n_est_garde_par_personne(client: Client) -> None:
    """A determination asked for with POST is kept nowhere on its way."""
    demande = {"nationalite": "SEN", "metier": "42114", "depose_le": "2008-02-01"}
    reponse = client.post(f"{V1}/determinations", demande, content_type="application/json")
    assert reponse["Cache-Control"] == "no-store"
    assert "ETag" not in reponse
    assert client.get(f"{V1}/determinations", demande)["Cache-Control"].startswith("private")
