"""The open data: each file read again equals the law it comes from."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import jsonschema  # type: ignore[import-untyped]
import pyarrow.parquet as pq
import pytest
from django.core.management import call_command
from django.utils.translation import get_language
from python_calamine import CalamineWorkbook
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from opposable.decision import axes
from opposable.decision.table import IMPOSSIBLE
from opposable.fichiers.feuille import Feuille, en_csv, en_json, en_parquet, en_xlsx
from opposable.law.consultation import LigneDeListe, lignes
from opposable.web.public.donnees import fichiers, skos, skos_passages, tableaux
from opposable.web.public.donnees.fichiers import chemins, schema_de
from opposable.web.public.donnees.tableaux import JEUX, de_jeu
from opposable.web.public.donnees.vues import COMMANDE
from opposable.web.socle import droit, table_publiee
from opposable.web.socle.droit_servi import SUCCESSION, DroitServi

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import Settings
    from rdflib.term import Node

    from opposable.decision.table import Table
    from opposable.law.corpus import Corpus

ANCIENS = ("metiers", "regions", "defauts")
SITE = "https://metiers.example/"
TABLE_SCHEMA = {
    "type": "object",
    "required": ["fields"],
    "properties": {
        "missingValues": {"type": "array", "items": {"type": "string"}},
        "fields": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "type", "description"],
                "additionalProperties": False,
                "properties": {
                    "name": {"type": "string", "pattern": "^[a-z_]+$"},
                    "type": {"const": "string"},
                    "description": {"type": "string", "minLength": 10},
                    "constraints": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {
                            "required": {"type": "boolean"},
                            "unique": {"type": "boolean"},
                            "pattern": {"type": "string", "format": "regex"},
                            "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
                        },
                    },
                },
            },
        },
    },
}
"""What a Table Schema descriptor must be, for the parts of it written here."""


def octets(client: Client, chemin: str, **entetes: str) -> bytes:
    """Return a file as a program takes it."""
    reponse = client.get(f"/donnees/{chemin}", headers=entetes)
    assert reponse.status_code == 200, chemin
    return reponse.getvalue()


def lire(contenu: bytes, suffixe: str) -> list[dict[str, str]]:
    """Read a table again with a library that did not write it."""
    if suffixe == "csv":
        return list(csv.DictReader(io.StringIO(contenu.decode("utf-8"), newline="")))
    if suffixe == "json":
        lues: list[dict[str, str]] = json.loads(contenu)
        return lues
    if suffixe == "xlsx":
        feuille = CalamineWorkbook.from_filelike(io.BytesIO(contenu)).get_sheet_by_index(0)
        noms, *rangees = feuille.to_python(skip_empty_area=False)
        return [dict(zip(map(str, noms), map(str, r), strict=True)) for r in rangees]
    return pq.read_table(io.BytesIO(contenu)).to_pylist()  # type: ignore[no-any-return]


@pytest.mark.parametrize("suffixe", ["csv", "json", "xlsx", "parquet"])
def test_une_liste_relue_est_celle_du_droit(client: Client, corpus: Corpus, suffixe: str) -> None:
    """Each list, in each format, read again, has every row and cell of the corpus."""
    for nom, liste in corpus.toutes_listes.items():
        attendues = [ligne._asdict() for ligne in lignes(corpus, [liste])]
        contenu = octets(client, f"listes/{droit.cle(nom)}.{suffixe}")
        assert lire(contenu, suffixe) == attendues


@pytest.mark.parametrize("suffixe", ["csv", "json", "xlsx", "parquet"])
def test_les_tableaux_relus_sont_ceux_du_droit(
    client: Client, corpus: Corpus, suffixe: str
) -> None:
    """Occupations, regions and defects, read again, are those of the corpus, all of them."""
    lus = {nom: lire(octets(client, f"{nom}.{suffixe}"), suffixe) for nom in ANCIENS}
    assert [(m["code"], m["intitule"]) for m in lus["metiers"] if m["code"] in corpus.metiers] == [
        (m.code, m.intitule) for m in corpus.metiers.values()
    ]
    assert {m["code"] for m in lus["metiers"]} >= {n["code"] for n in droit.noms().repertoire}
    for metier in lus["metiers"]:
        ouvrent = {i for i, x in corpus.listes.items() if metier["code"] in x.ouvertures}
        assert set(metier["listes"].split()) == ouvrent
    departements = {(d.region, d.code) for d in corpus.departements.values()}
    assert {
        (r["code"], d) for r in lus["regions"] for d in r["departements"].split()
    } == departements
    assert {d["id"]: d["rivale"] for d in lus["defauts"]} == {
        x.id: x.rivale.fr for x in corpus.lectures.values()
    }
    change = {d["id"] for d in lus["defauts"] if d["change_une_reponse"] == "oui"}
    assert change == {p.lecture for p in corpus.portees}


@pytest.mark.parametrize("suffixe", ["csv", "json", "xlsx", "parquet"])
def test_chaque_jeu_est_le_meme_dans_chaque_format(
    client: Client, corpus: Corpus, suffixe: str
) -> None:
    """Each table beside the lists, in each format, read again, has every row and cell."""
    for nom in JEUX:
        feuille = de_jeu(nom, corpus)
        attendues = [dict(zip(feuille.champs, r, strict=True)) for r in feuille.lignes]
        assert lire(octets(client, f"{nom}.{suffixe}"), suffixe) == attendues, nom
        assert attendues, nom


def test_le_registre_et_les_passages_sont_publies_entiers(client: Client, corpus: Corpus) -> None:
    """The ledger has each event with its two days; a passage each row, deciding or proposing."""
    evenements = lire(octets(client, "evenements.json"), "json")
    assert [(e["id"], e["connu_le"], e["effet_le"]) for e in evenements] == [
        (e.id, str(e.connu_le or ""), str(e.effet_le)) for e in corpus.registre.evenements
    ]
    passages = lire(octets(client, "passages.json"), "json")
    assert len(passages) == sum(
        len(etapes) for p in corpus.passages for g in p.etapes.values() for etapes in g.values()
    )
    codes = {m["code"] for m in lire(octets(client, "metiers.json"), "json")}
    sources = {s["id"] for s in lire(octets(client, "sources.json"), "json")}
    for ligne in passages:
        assert {ligne["de"], ligne["vers"]} <= codes
        assert ligne["source"] in sources
    assert {ligne["decide"] for ligne in passages} == {"oui", "non"}


def test_le_catalogue_compte_ce_qui_est_connu_de_chaque_liste(
    client: Client, corpus: Corpus
) -> None:
    """Every list is told with its days and rows; those not known to open are in their table."""
    catalogue = {x["liste"]: x for x in lire(octets(client, "catalogue.json"), "json")}
    assert set(catalogue) == set(corpus.toutes_listes)
    constats = Counter(c["liste"] for c in lire(octets(client, "constats.json"), "json"))
    for nom, ligne in catalogue.items():
        liste = corpus.toutes_listes[nom]
        assert (ligne["examine_du"] == "") == (not liste.periodes)
        assert int(ligne["fermees"]) + int(ligne["incertaines"]) == constats[nom]
        assert int(ligne["ouvertes"]) == sum(e.ouvre for e in liste.entrees)
    assert constats


@pytest.mark.parametrize("nom", ["liste", *JEUX])
def test_un_schema_decrit_chaque_colonne_et_chaque_cellule(
    client: Client, corpus: Corpus, nom: str
) -> None:
    """A Table Schema is one, names the columns in order, and every row keeps its constraints."""
    schema = json.loads(octets(client, f"schemas/{nom}.json"))
    jsonschema.validate(schema, TABLE_SCHEMA)
    jeux = [f"listes/{droit.cle(i)}.json" for i in corpus.toutes_listes] if nom == "liste" else []
    for chemin in jeux or [f"{nom}.json"]:
        rangees = lire(octets(client, chemin), "json")
        entete = octets(client, chemin.replace(".json", ".csv")).decode().splitlines()[0]
        assert [f["name"] for f in schema["fields"]] == entete.split(",")
        for champ in schema["fields"]:
            _verifier([r[champ["name"]] for r in rangees], champ.get("constraints", {}))


def _verifier(cellules: list[str], contraintes: dict[str, Any]) -> None:
    pleines = [c for c in cellules if c]
    if contraintes.get("required"):
        assert len(pleines) == len(cellules)
    if contraintes.get("unique"):
        assert len(set(cellules)) == len(cellules)
    if motif := contraintes.get("pattern"):
        assert all(re.fullmatch(motif, c) for c in pleines)
    if possibles := contraintes.get("enum"):
        assert set(pleines) <= set(possibles)


def test_les_donnees_liees_disent_tout_le_droit(
    client: Client, corpus: Corpus, settings: Settings
) -> None:
    """Parsed again, the graph has each occupation once and each list with what it opens."""
    settings.ADRESSE_PUBLIQUE = SITE.rstrip("/")
    graphe = Graph().parse(data=octets(client, "skos.ttl"), format="turtle")
    codes = {str(n) for s in graphe.subjects(SKOS.inScheme) for n in graphe[s : SKOS.notation]}
    assert codes == {m.code for m in tableaux.codes(corpus).values()}
    for nom, liste in corpus.listes.items():
        sujet = URIRef(f"{SITE}listes/{droit.cle(nom)}/")
        assert (sujet, RDF.type, SKOS.Collection) in graphe
        assert (sujet, DCTERMS.identifier, Literal(nom)) in graphe
        jours = {o.toPython() for o in graphe.objects(sujet) if isinstance(o, Literal)}
        attendus = {liste.examine_du} | (set() if liste.sans_fin else {liste.examine_au})
        assert attendus <= jours
        assert _couples(graphe, sujet) == {(e.metier, e.zone) for e in liste.entrees if e.ouvre}


def test_un_passage_lie_dit_s_il_decide_ou_propose(client: Client, corpus: Corpus) -> None:
    """Every row of a passage is one mapping; one that proposes, or has a condition, is close."""
    graphe = Graph().parse(data=octets(client, "skos.ttl"), format="turtle")
    liens = (SKOS.exactMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.closeMatch)
    dits: dict[tuple[str, str], set[URIRef]] = {}
    for lien in liens:
        for depart, arrivee in graphe.subject_objects(lien):
            dits.setdefault((_code(depart), _code(arrivee)), set()).add(lien)
    etapes = [
        (p, e)
        for p in corpus.passages
        for groupe in p.etapes.values()
        for lues in groupe.values()
        for e in lues
    ]
    assert set(dits) == {(e.de, e.vers) for _, e in etapes}
    for passage, etape in etapes:
        ferme = passage.decide and etape.decide and not (etape.activite or etape.qualifications)
        assert ferme or SKOS.closeMatch in dits[etape.de, etape.vers]
        assert not ferme or len(dits[etape.de, etape.vers]) == 1
    assert {lien for trouves in dits.values() for lien in trouves} >= {*liens[:2], liens[3]}


def test_une_correspondance_exacte_est_seule_des_deux_cotes(corpus: Corpus) -> None:
    """An exact match leaves for no other code of that nomenclature, and no other reaches it."""
    for passage in corpus.passages:
        lues = list(skos_passages.correspondances(passage))
        for vers, de, lien, atteint in lues:
            departs = {a for v, d, _, a in lues if (v, d) == (vers, de)}
            arrivees = {d for v, d, _, a in lues if (v, a) == (vers, atteint)}
            if lien == SKOS.exactMatch:
                assert (departs, arrivees) == ({atteint}, {de})
            if lien == SKOS.broadMatch:
                assert departs == {atteint}
                assert len(arrivees) > 1


def _code(nom: Node) -> str:
    return re.split("[/#]", str(nom).rstrip("/"))[-1]


def _couples(graphe: Graph, sujet: URIRef) -> set[tuple[str, str]]:
    couples = set()
    for membre in graphe.objects(sujet, SKOS.member):
        zone = str(membre).partition("#")[2]
        metiers = graphe.objects(membre, SKOS.member) if zone else [membre]
        couples |= {(str(m).rstrip("/").rpartition("/")[2], zone or "partout") for m in metiers}
    return couples


def test_une_liste_liee_est_dans_le_graphe_entier(client: Client, corpus: Corpus) -> None:
    """What a list alone says, the whole graph says too."""
    entier = Graph().parse(data=octets(client, "skos.ttl"), format="turtle")
    for nom, liste in corpus.listes.items():
        graphe = Graph().parse(data=octets(client, f"listes/{droit.cle(nom)}.ttl"), format="turtle")
        assert len(set(graphe.subjects(SKOS.inScheme))) == len(liste.ouvertures)
        assert set(graphe) <= set(entier)


def test_chaque_nomenclature_est_un_schema(client: Client, corpus: Corpus) -> None:
    """Each nomenclature is a scheme of its own, which holds its occupations and no other."""
    graphe = Graph().parse(data=octets(client, "skos.ttl"), format="turtle")
    attendus: dict[str, set[str]] = {}
    for metier in tableaux.codes(corpus).values():
        attendus.setdefault(metier.nomenclature, set()).add(metier.code)
    for nom, codes in attendus.items():
        (schema,) = graphe.subjects(DCTERMS.identifier, Literal(nom))
        assert (schema, RDF.type, SKOS.ConceptScheme) in graphe
        dedans = graphe.subjects(SKOS.inScheme, schema)
        assert {str(n) for s in dedans for n in graphe[s : SKOS.notation]} == codes


def test_la_langue_demandee_ne_change_pas_les_octets(
    client: Client, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same address gives the same bytes, in French, to a reader who prefers English."""
    monkeypatch.setattr(skos, "dire_zone", lambda *_: f"zone {get_language()}")
    # As in a process that has just begun.
    monkeypatch.setattr(SUCCESSION, "_servi", DroitServi(corpus))
    premiers = octets(client, "skos.ttl", accept_language="en")
    monkeypatch.setattr(SUCCESSION, "_servi", DroitServi(corpus))
    assert premiers == octets(client, "skos.ttl")
    assert b"zone fr" in premiers


def test_le_paquet_decrit_chaque_tableau(client: Client) -> None:
    """The Data Package names every table with its size, digest and schema, and no other."""
    paquet = json.loads(octets(client, "datapackage.json"))
    decrits = {r["path"]: r for r in paquet["resources"]}
    assert set(decrits) == {c for c in chemins() if schema_de(c)}
    for chemin, ressource in decrits.items():
        assert ressource["bytes"] == len(octets(client, chemin))
        assert ressource["schema"].removeprefix("schemas/").removesuffix(".json") == schema_de(
            chemin
        )


@pytest.mark.parametrize(
    "chemin", ["metiers.csv", "skos.ttl", "schemas/liste.json", "metiers.xlsx"]
)
def test_un_fichier_se_garde_et_se_revalide(client: Client, chemin: str) -> None:
    """A file bears its type, licence and tag, may be read from elsewhere, and answers 304."""
    premiere = client.get(f"/donnees/{chemin}")
    assert "licence-ouverte" in premiere["Link"]
    assert premiere["Access-Control-Allow-Origin"] == "*"
    assert premiere["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age" in premiere["Cache-Control"]
    assert premiere["Content-Disposition"].endswith(f'filename="{chemin.rpartition("/")[2]}"')
    seconde = client.get(f"/donnees/{chemin}", headers={"if-none-match": premiere["ETag"]})
    assert (seconde.status_code, seconde.content) == (304, b"")
    autre = client.get(f"/donnees/{chemin}", headers={"if-none-match": '"autre"'})
    assert autre.content == premiere.content
    depuis = client.get(
        f"/donnees/{chemin}", headers={"if-modified-since": premiere["Last-Modified"]}
    )
    assert depuis.status_code == 304


def test_on_ne_fait_que_lire(client: Client) -> None:
    """Files are read, never written to."""
    assert client.post("/donnees/metiers.csv").status_code == 405
    assert client.head("/donnees/metiers.csv")["ETag"] == client.get("/donnees/metiers.csv")["ETag"]


def test_la_table_entiere_est_publiee(
    client: Client, table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The decision table is written once, whole, with its receipt, then served as it is."""
    monkeypatch.setattr(table_publiee, "_dossier", lambda: tmp_path)
    assert table_publiee.prete("table.parquet") is None
    lue = pq.read_table(io.BytesIO(octets(client, "table.parquet")))
    regimes = pq.read_table(io.BytesIO(octets(client, "table-nationalites.parquet")))
    assert lue.num_rows == sum(table.frequences()[IMPOSSIBLE + 1 :])
    assert {"nationalite", "statut"} <= set(regimes.schema.names)
    recu = json.loads(lue.schema.metadata[b"opposable"])
    assert recu["sha256"] == droit.corpus().sha256
    ecrite = table_publiee.prete("table.parquet")
    assert ecrite is not None
    date = ecrite.stat().st_mtime_ns
    reponse = client.get("/donnees/table.parquet")
    reponse.close()
    etag = reponse["ETag"]
    assert client.get("/donnees/table.parquet", headers={"if-none-match": etag}).status_code == 304
    assert ecrite.stat().st_mtime_ns == date
    assert [p.name for p in tmp_path.iterdir()] == [table_publiee.empreinte()]


def test_chaque_ensemble_a_sa_table(
    client: Client, table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables of other nomenclatures are written by a command alone, then served and listed."""
    monkeypatch.setattr(table_publiee, "_dossier", lambda: tmp_path)
    monkeypatch.setattr(table_publiee, "tabulate", lambda _corpus, _parmi: table)
    monkeypatch.setattr(table_publiee, "publier", _ecrire_deux_fichiers)
    premiere, *autres = table_publiee.publiees()
    assert [p.ensemble for p in autres] == list(axes.ensembles(droit.corpus()))[1:]
    page = client.get("/donnees/").content.decode()
    assert COMMANDE in page
    assert not any(autre.table in page for autre in autres)
    assert client.get(f"/donnees/{autres[0].table}").status_code == 404
    dit = io.StringIO()
    call_command("preparer_donnees", toutes=True, stdout=dit)
    page = client.get("/donnees/").content.decode()
    assert COMMANDE not in page
    for publiee in (premiere, *autres):
        for nom in (publiee.table, publiee.nationalites):
            somme = hashlib.sha256(octets(client, nom)).hexdigest()
            assert somme in page
            assert f"{nom} : {len(octets(client, nom))} octets, SHA-256 {somme}" in dit.getvalue()


def _ecrire_deux_fichiers(_table: Table, _corpus: Corpus, chemin: Path) -> None:
    chemin.write_bytes(chemin.name.encode())
    chemin.with_name(f"{chemin.stem}-nationalites.parquet").write_bytes(b"nationalites")


PIEGES = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "http://a.example", "61231", "01", ""]


def test_aucune_cellule_n_est_une_formule() -> None:
    """Cells that look like formulas stay text in every format, and come back."""
    feuille = Feuille("Liste", ("a",), [(piege,) for piege in PIEGES])
    par_csv = [ligne["a"] for ligne in lire(en_csv(feuille), "csv")]
    assert [c.removeprefix("'") for c in par_csv] == PIEGES
    assert not any(c.startswith(("=", "+", "-", "@", "\t", "＝")) for c in par_csv)
    for ecrire, suffixe in ((en_json, "json"), (en_parquet, "parquet"), (en_xlsx, "xlsx")):
        lues = [ligne["a"] for ligne in lire(ecrire(feuille), suffixe)]
        assert lues == PIEGES[: len(lues)]
        assert len(lues) >= len(PIEGES) - 1  # a reader may drop a last row left empty


def test_les_memes_donnees_font_les_memes_octets() -> None:
    """No clock goes into a file: written twice it is the same."""
    feuille = Feuille("Liste", LigneDeListe._fields, [("x",) * len(LigneDeListe._fields)])
    for ecrire in (en_csv, en_json, en_parquet, en_xlsx):
        assert ecrire(feuille) == ecrire(feuille)
    with ZipFile(io.BytesIO(en_xlsx(feuille))) as classeur:
        assert b">1970-01-01T00:00:00Z<" in classeur.read("docProps/core.xml")


def test_un_tableau_vide_garde_ses_colonnes() -> None:
    """Without any row the header remains."""
    feuille = Feuille("Liste", ("a", "b"), [])
    assert en_csv(feuille) == b"a,b\r\n"
    assert pq.read_table(io.BytesIO(en_parquet(feuille))).schema.names == ["a", "b"]
    assert en_json(feuille) == b"[]\n"


def test_une_liste_sans_fin_n_a_pas_de_dernier_jour(corpus: Corpus) -> None:
    """In linked data a list in force is valid from a day, and through none."""
    for identifiant, liste in corpus.listes.items():
        graphe = Graph().parse(data=skos.une_liste(identifiant, corpus, SITE), format="turtle")
        fins = {str(fin) for fin in graphe.objects(None, skos.SCHEMA_ORG.validThrough)}
        assert fins == (set() if liste.sans_fin else {liste.examine_au.isoformat()})


def test_une_faute_de_la_maison_n_est_pas_une_adresse_absente(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault while a file is made is a fault of the site, not a file that does not exist."""

    def casser(*_: object) -> None:
        raise KeyError("dedans")

    monkeypatch.setattr(fichiers, "contenu", casser)
    client.raise_request_exception = False
    assert client.get("/donnees/metiers.csv").status_code == 500
    assert client.get("/donnees/absent.csv").status_code == 404
