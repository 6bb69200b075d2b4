"""A file decided on the web: every row told, nothing kept, every upload hostile."""

import csv
import html
import io
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from opposable.decision.decide import decide
from opposable.decision.demande import Demande
from opposable.ecrit.typographie import composer
from opposable.web.socle import droit

TITRES = "id,nationalite,metier,region,type,depose_le"
BONNE = "1,SEN,61231,82,introduction,2008-02-01"
FAUSSE = "2,XYZ,61231,82,introduction,2008-02-01"
CSV = f"{TITRES}\n{BONNE}\n{FAUSSE}\n".encode()


@pytest.fixture(autouse=True)
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, to see that none is left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def envoyer(client: Client, contenu: bytes, nom: str = "d.csv", **champs: str) -> Any:
    """Send a file as the form does."""
    return client.post("/fichier/", {"fichier": SimpleUploadedFile(nom, contenu), **champs})


def test_chaque_ligne_est_decidee_ou_rejetee(client: Client, dossier: Path) -> None:
    """The page tells rows read, decided and rejected with the reason, and leaves no file."""
    reponse = envoyer(client, CSV)
    page = reponse.content.decode()
    assert reponse.status_code == 200
    assert composer("lues : 2") in page
    assert "XYZ" in page
    assert "non_opposable" in page
    assert not list(dossier.iterdir())


def test_le_csv_telecharge_porte_les_reponses_de_decide(client: Client) -> None:
    """The file sent back holds the answer of `decide` for each row."""
    reponse = envoyer(client, f"{TITRES}\n{BONNE}\n".encode(), sortie="csv")
    faits = dict(zip(TITRES.split(","), BONNE.split(","), strict=True))
    attendue = decide(Demande.depuis(faits), droit.corpus())
    (rendue,) = csv.DictReader(io.StringIO(reponse.content.decode()))
    assert rendue["situation_emploi"] == attendue.situation_emploi.value
    assert rendue["regle"] == attendue.regle
    assert "attachment" in reponse["Content-Disposition"]


def test_les_rejets_viennent_avec_les_reponses(client: Client) -> None:
    """Where rows were rejected the download holds both files."""
    reponse = envoyer(client, CSV, sortie="xlsx")
    with zipfile.ZipFile(io.BytesIO(reponse.content)) as archive:
        noms = ["a-corriger.csv", "reponses.rejets.csv", "reponses.xlsx"]
        assert sorted(archive.namelist()) == noms
        renvoi = archive.read("a-corriger.csv").decode("utf-8-sig").splitlines()
        assert renvoi[0] == f"{TITRES},ligne_du_fichier,a_corriger"
        assert renvoi[1].startswith(f"{FAUSSE},3,")
        feuille = CalamineWorkbook.from_filelike(
            io.BytesIO(archive.read("reponses.xlsx"))
        ).get_sheet_by_index(0)
        assert len(feuille.to_python()) == 2


def test_un_classeur_est_decide(client: Client) -> None:
    """XLSX is read as CSV is."""
    tampon = io.BytesIO()
    with Workbook(tampon) as classeur:
        feuille = classeur.add_worksheet()
        feuille.write_row(0, 0, TITRES.split(","))
        feuille.write_row(1, 0, BONNE.split(","))
    reponse = envoyer(client, tampon.getvalue(), "demandes.xlsx")
    assert composer("lues : 1") in reponse.content.decode()


def test_les_motifs_se_demandent(client: Client) -> None:
    """With the box ticked each row has its reasons."""
    page = envoyer(client, CSV, expliquer="oui").content.decode()
    assert "pays tiers au" in page


@pytest.mark.parametrize(
    ("contenu", "nom"),
    [
        (b"", "vide.csv"),
        (b"\x00\x01\x02", "nul.csv"),
        (b"\xff\xfe\x00", "x.csv"),
        (b"a,b\n1,2\n", "colonnes.csv"),
        (b"PK\x03\x04tronque", "tronque.xlsx"),
        (b"<html>", "page.html"),
        (CSV, "sans-suffixe"),
        (CSV, "../../etc/passwd.exe"),
        (f"{TITRES},metier\n{BONNE},1\n".encode(), "double.csv"),
    ],
)
def test_un_fichier_hostile_est_refuse_en_mots(
    client: Client, dossier: Path, contenu: bytes, nom: str
) -> None:
    """Whatever is sent, the page says what is wrong beside the field and keeps nothing."""
    reponse = envoyer(client, contenu, nom)
    assert reponse.status_code == 422
    assert 'id="fichier-erreur"' in reponse.content.decode()
    assert not list(dossier.iterdir())


def test_une_bombe_est_refusee(client: Client, dossier: Path) -> None:
    """A workbook that unfolds far beyond its size is refused."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 700_000_000)
    assert len(tampon.getvalue()) < 5 * 1024 * 1024
    assert envoyer(client, tampon.getvalue(), "bombe.xlsx").status_code == 422
    assert not list(dossier.iterdir())


def test_un_texte_partage_un_million_de_fois_est_refuse(client: Client, dossier: Path) -> None:
    """A small workbook that cites one long text in every cell is refused, the server unharmed."""
    tampon = io.BytesIO()
    with Workbook(tampon, {"in_memory": True}) as classeur:
        feuille = classeur.add_worksheet()
        feuille.write_row(0, 0, TITRES.split(","))
        for rang in range(1, 90_000):
            feuille.write_row(rang, 0, ["x" * 32_000] * 3)
    assert len(tampon.getvalue()) < 5 * 1024 * 1024
    reponse = envoyer(client, tampon.getvalue(), "partage.xlsx")
    assert reponse.status_code == 422
    assert "256 Mio" in reponse.content.decode()
    assert not list(dossier.iterdir())


@pytest.mark.parametrize("fin", [b"\n", b"\r", b"\r\n", b"a\n", b";;;\n"])
def test_des_millions_de_lignes_breves_sont_refusees_avant_lecture(
    client: Client, fin: bytes
) -> None:
    """A file of nothing but line ends is refused from their number alone."""
    reponse = envoyer(client, TITRES.encode() + b"\n" + fin * 900_000)
    assert reponse.status_code == 422
    assert "lignes" in reponse.content.decode()


def test_une_cellule_immense_est_une_ligne_comme_une_autre(client: Client) -> None:
    """A cell as long as the file is told with its row, cut to a length that can be read."""
    immense = "x" * 300_000
    page = envoyer(client, f"{TITRES},note\n{BONNE},{immense}\n{FAUSSE},b\n".encode())
    assert page.status_code == 200
    assert len(page.content) < 60_000


def test_un_retour_seul_dans_une_cellule_ne_coupe_pas_le_rejet(client: Client) -> None:
    """A rejected cell that holds ends of lines is told on one line of the file of rejects."""
    contenu = f'{TITRES}\n{BONNE}\n1,"X\rY\nZ",61231,82,introduction,2008-02-01\n'.encode()
    reponse = envoyer(client, contenu, sortie="csv")
    with zipfile.ZipFile(io.BytesIO(reponse.content)) as archive:
        rejets = archive.read("reponses.rejets.csv").decode()
    assert len(rejets.splitlines()) == 2
    assert "X Y Z" in rejets


def test_un_fichier_trop_grand_est_un_413(client: Client) -> None:
    """Past the bound that the page states, the answer is 413 with what to do."""
    reponse = envoyer(client, b"x" * (5 * 1024 * 1024 + 1))
    assert reponse.status_code == 413
    assert "découpez-le" in reponse.content.decode()


def test_trop_de_lignes_est_refuse(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the number of rows that the page states, the file is refused."""
    monkeypatch.setattr("opposable.web.public.lots.decider.LIGNES_AU_PLUS", 1)
    assert envoyer(client, CSV).status_code == 422


def test_sans_fichier_la_page_le_dit(client: Client) -> None:
    """The form sent without a file says so."""
    assert client.post("/fichier/").status_code == 422


def test_le_jeton_est_exige() -> None:
    """A file sent from elsewhere is refused."""
    strict = Client(enforce_csrf_checks=True)
    assert envoyer(strict, CSV).status_code == 403


def test_une_cellule_hostile_est_echappee(client: Client) -> None:
    """What a cell holds is text, on the page and in the file."""
    hostile = f"{TITRES},note\n{BONNE},<script>alert(1)</script>\n{BONNE},=1+1\n"
    page = envoyer(client, hostile.encode()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    telecharge = envoyer(client, hostile.encode(), sortie="csv").content.decode()
    assert ",=1+1" not in telecharge


def test_le_fichier_d_exemple_est_accepte(client: Client) -> None:
    """The example that the page offers is decided whole."""
    exemple = client.get("/fichier/exemple.csv").content
    page = envoyer(client, exemple).content.decode()
    assert composer("rejetées : 0") in page


def test_des_titres_et_des_mots_en_francais_sont_lus(client: Client) -> None:
    """Headings and values as an office writes them are decided, and what was read is told."""
    titres = "Dossier;Nationalité;Métier;Département;Type de demande;Date de dépôt"
    page = envoyer(
        client,
        f"{titres}\n1;Sénégalaise;61231;Rennes (35);Introduction;1er février 2008\n".encode(),
    ).content.decode()
    assert composer("décidées : 1") in page
    assert "SEN" in page
    assert "2008-02-01" in page


def test_un_titre_douteux_se_dit_et_se_nomme(client: Client) -> None:
    """A heading that may mean anything is asked about; named in the form, it is read."""
    contenu = b"id,nationalite,metier,region,type,Date\n1,SEN,61231,82,introduction,2008-02-01\n"
    refus = envoyer(client, contenu)
    assert refus.status_code == 422
    assert "peut-être" in refus.content.decode()
    page = envoyer(client, contenu, colonnes="depose_le=Date").content.decode()
    assert composer("décidées : 1") in page


def test_le_modele_se_telecharge(client: Client) -> None:
    """The workbook to fill in has its lists, and is a workbook."""
    reponse = client.get("/fichier/modele.xlsx")
    with CalamineWorkbook.from_filelike(io.BytesIO(reponse.content)) as classeur:
        assert classeur.sheet_names == ["Demandes", "Listes"]


def test_les_reponses_viennent_d_abord_en_mots_avec_un_lien(client: Client) -> None:
    """Each row shows its answer in words before its cells, and leads to its whole answer."""
    titres = "Dossier;Nationalité;Métier;Département;Type de demande;Date de dépôt"
    ligne = "1;Sénégalaise;61231;Rennes (35);Introduction;1er février 2008"
    page = html.unescape(envoyer(client, f"{titres}\n{ligne}\n".encode()).content.decode())
    assert page.index("La situation de l’emploi n’est pas opposable") < page.index("Sénégalaise")
    (adresse,) = set(re.findall(r'href="(/reponse/\?[^"]*)"', page))
    obtenue = client.get(adresse).content.decode()
    assert "Ille-et-Vilaine (35)" in obtenue
    assert "n’est pas opposable" in obtenue


@pytest.mark.parametrize(("sortie", "nom"), [("csv", "reponses.csv"), ("xlsx", "reponses.xlsx")])
def test_les_reponses_se_telechargent_sans_renvoyer(client: Client, sortie: str, nom: str) -> None:
    """The page carries its answers: a button downloads what sending again would."""
    envoi = f"{TITRES}\n{BONNE}\n".encode()
    page = envoyer(client, envoi).content.decode()
    (signe,) = re.findall(r'name="reponses" value="([^"]+)"', page)
    rendu = client.post("/fichier/reponses/", {"reponses": signe, "sortie": sortie})
    assert nom in rendu["Content-Disposition"]
    attendu = envoyer(client, envoi, sortie="csv").content
    if sortie == "csv":
        assert rendu.content == attendu
    else:
        with CalamineWorkbook.from_filelike(io.BytesIO(rendu.content)) as classeur:
            lues = classeur.get_sheet_by_index(0).to_python()
        assert lues == list(csv.reader(io.StringIO(attendu.decode("utf-8-sig"))))


def test_les_lignes_a_corriger_viennent_avec_elles(client: Client) -> None:
    """Where rows were rejected the same button brings them too."""
    (signe,) = re.findall(r'name="reponses" value="([^"]+)"', envoyer(client, CSV).content.decode())
    rendu = client.post("/fichier/reponses/", {"reponses": signe, "sortie": "csv"})
    with zipfile.ZipFile(io.BytesIO(rendu.content)) as archive:
        assert "a-corriger.csv" in archive.namelist()


@pytest.mark.parametrize("signe", ["", "x", "eJwrTi0uzszPAwALWAK5:x:y"])
def test_des_reponses_que_l_on_n_a_pas_faites_sont_refusees(client: Client, signe: str) -> None:
    """What this server did not sign never comes back as a file of its own."""
    rendu = client.post("/fichier/reponses/", {"reponses": signe})
    assert rendu.status_code == 422
    assert "attachment" not in rendu.get("Content-Disposition", "")


def test_les_titres_devines_se_confirment(client: Client) -> None:
    """Titles are shown as read, to be confirmed: a doubtful one is proposed, not taken."""
    contenu = b"id,nationalite,metier,region,type,Date\n1,SEN,61231,82,introduction,2008-02-01\n"
    fichier = SimpleUploadedFile("d.csv", contenu)
    page = client.post("/fichier/titres/", {"fichier": fichier}).content.decode()
    assert re.search(r'name="titre_depose_le">.*?value="Date" selected', page, re.DOTALL)
    choix = {"titres": "confirmes", "titre_depose_le": "Date", "titre_nationalite": "nationalite"}
    assert composer("décidées : 1") in envoyer(client, contenu, **choix).content.decode()


def test_les_titres_viennent_seuls_a_qui_les_attend(client: Client) -> None:
    """With JavaScript the titles come into the form, where the file still is."""
    fichier = SimpleUploadedFile("d.csv", CSV)
    entetes = {"HX-Request": "true"}
    page = client.post("/fichier/titres/", {"fichier": fichier}, headers=entetes).content.decode()
    assert page.lstrip().startswith("<fieldset")


def test_un_fichier_sans_titre_le_dit_avant(client: Client) -> None:
    """A file in which no title is found is refused with its reason."""
    fichier = SimpleUploadedFile("d.csv", b"")
    assert client.post("/fichier/titres/", {"fichier": fichier}).status_code == 422
