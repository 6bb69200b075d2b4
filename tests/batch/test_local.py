"""Whole files: every format, every row accounted for, the destination whole or untouched."""

import csv
import hashlib
import json
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from opposable.batch.explication import Explication
from opposable.batch.local import Bilan, Options, traiter
from opposable.batch.noyau import Noyau
from opposable.batch.reponses import AJOUTES
from opposable.batch.reprise import reprendre
from opposable.batch.synthese import Synthese
from opposable.decision.decide import decide
from opposable.decision.demande import Demande
from opposable.ecrit.typographie import composer
from opposable.errors import FichierError

COMMANDE = (sys.executable, "-c", "from opposable.cli import main; main()")
TITRES = "id,nationalite,metier,departement,type,depose_le"
BONNE = "1,SEN,61231,75,introduction,2008-02-01"
CSV = f"""{TITRES}
{BONNE}
2,XQZ,61231,75,introduction,2008-02-01
3,POL,42114
"4
suite",SEN+POL, 42114 ,35,introduction,2008-02-01
5,POL,42114,35,introduction,2008-02-30
"""


@pytest.fixture
def demandes(tmp_path: Path) -> Path:
    """A CSV file of two good rows and three faulty ones."""
    chemin = tmp_path / "demandes.csv"
    chemin.write_text(CSV, encoding="utf-8")
    return chemin


def lancer(noyau: Noyau, entree: Path, sortie: Path, **options: object) -> Bilan:
    """Decide a file."""
    return traiter(noyau, str(entree), str(sortie), Options(**options))  # type: ignore[arg-type]


def lire_csv(chemin: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with chemin.open(encoding="utf-8-sig", newline="") as fichier:
        return list(csv.DictReader(fichier))


def ecrire(tmp_path: Path, contenu: str | bytes, nom: str = "entree.csv") -> Path:
    """Write a file."""
    chemin = tmp_path / nom
    chemin.write_bytes(contenu.encode() if isinstance(contenu, str) else contenu)
    return chemin


def test_rows_read_are_decided_or_rejected(noyau: Noyau, demandes: Path, tmp_path: Path) -> None:
    """Rejected rows are in their file with line, field and reason; the others are decided."""
    sortie = tmp_path / "reponses.csv"
    bilan = lancer(noyau, demandes, sortie)
    assert (bilan.lues, bilan.decidees, bilan.rejetees) == (5, 2, 3)
    assert [ligne["id"] for ligne in lire_csv(sortie)] == ["1", "4\nsuite"]
    rejets = lire_csv(tmp_path / "reponses.csv.rejets.csv")
    assert [(r["ligne"], r["champ"]) for r in rejets] == [
        ("3", "nationalite"),
        ("4", ""),
        ("6", "depose_le"),
    ]
    dite = composer("3 cellules pour 6 titres ; complétez la ligne")
    assert rejets[1]["raison"].startswith(dite)


def test_good_run_takes_away_old_rejected_rows(noyau: Noyau, tmp_path: Path) -> None:
    """The file of rejected rows of an earlier run does not outlive it."""
    ancien = ecrire(tmp_path, "x", "o.csv.rejets.csv")
    lancer(noyau, ecrire(tmp_path, f"{TITRES}\n{BONNE}\n"), tmp_path / "o.csv")
    assert not ancien.exists()


@pytest.mark.parametrize("suffixe", [".csv", ".parquet", ".arrow", ".feather", ".jsonl", ".xlsx"])
def test_formats_go_round(noyau: Noyau, demandes: Path, tmp_path: Path, suffixe: str) -> None:
    """What is written in any format is read again with the same answers."""
    milieu, retour = tmp_path / f"milieu{suffixe}", tmp_path / "retour.csv"
    lancer(noyau, demandes, milieu)
    colonnes = TITRES.split(",")
    bilan = lancer(noyau, milieu, retour, colonnes=colonnes)
    direct = tmp_path / "direct.csv"
    lancer(noyau, demandes, direct)
    assert bilan.rejetees == 0
    assert lire_csv(retour) == lire_csv(direct)


def test_what_is_always_said_is_declared_so(noyau: Noyau, demandes: Path, tmp_path: Path) -> None:
    """Of the fields added, those that every decided row has cannot be null in the file."""
    sortie = tmp_path / "reponses.parquet"
    assert lancer(noyau, demandes, sortie).rejetees
    lue = pq.read_table(sortie)
    toujours = {c.name for c in lue.schema if not c.nullable}
    assert toujours == {"situation_emploi", "regle"}
    assert all(lue.column(nom).null_count == 0 for nom in toujours)


def test_columns_keeps_what_is_asked(noyau: Noyau, demandes: Path, tmp_path: Path) -> None:
    """With `--columns`, other columns of the input are not in the output."""
    lancer(noyau, demandes, tmp_path / "o.csv", colonnes=["id"])
    assert tuple(lire_csv(tmp_path / "o.csv")[0]) == ("id", *AJOUTES)


@pytest.mark.parametrize(
    ("separateur", "encodage", "constat"),
    [
        (";", "cp1252", "point-virgule, encodage CP1252"),
        ("\t", "utf-8", "tabulation, encodage UTF-8"),
        (",", "utf-8-sig", "virgule, encodage UTF-8 avec BOM"),
    ],
)
def test_delimiter_and_encoding_are_found_and_said(
    noyau: Noyau, tmp_path: Path, separateur: str, encodage: str, constat: str
) -> None:
    """Excel's semicolons and CP1252 are read, said, and written back so that Excel reads them."""
    texte = f"{TITRES}\n{BONNE}\n".replace("1,SEN", "Zoé,SEN").replace(",", separateur)
    entree = ecrire(tmp_path, texte.encode(encodage))
    bilan = lancer(noyau, entree, tmp_path / "o.csv")
    assert constat in bilan.constats[0]
    ecrit = (tmp_path / "o.csv").read_text(encoding="utf-8")
    assert f"Zoé{separateur}" in ecrit.replace('"', "")
    assert ecrit.startswith("\ufeff") == (encodage != "utf-8")


def test_real_dates_of_excel(noyau: Noyau, tmp_path: Path) -> None:
    """Dates and whole numbers typed in Excel are read as days and codes."""
    entree = tmp_path / "e.xlsx"
    with Workbook(entree) as classeur:
        feuille = classeur.add_worksheet()
        jour = classeur.add_format({"num_format": "dd/mm/yyyy"})
        feuille.write_row(0, 0, TITRES.split(","))
        feuille.write_row(1, 0, [1, "SEN", 61231, "75", "introduction"])
        feuille.write_datetime(1, 5, datetime(2008, 2, 1), jour)  # noqa: DTZ001 - Excel has no zone
    assert lancer(noyau, entree, tmp_path / "o.csv").decidees == 1
    assert lire_csv(tmp_path / "o.csv")[0]["depose_le"] == "2008-02-01"


PIEGES = ["=1+1", "+1", "-1", "@x", "\tx", "＝1", "=cmd|'/c calc'!A0"]


@pytest.mark.parametrize("suffixe", [".csv", ".xlsx"])
def test_no_cell_begins_a_formula(noyau: Noyau, tmp_path: Path, suffixe: str) -> None:
    """Cells and titles that a spreadsheet would run are written behind an apostrophe."""
    reste = {"metier": "61231", "type": "introduction", "depose_le": "2008-02-01"}
    lignes = [{"id": p, "=titre": p, "nationalite": "SEN", **reste} for p in PIEGES]
    entree = tmp_path / "e.jsonl"
    entree.write_text("\n".join(json.dumps(ligne) for ligne in lignes), encoding="utf-8")
    sortie = tmp_path / f"o{suffixe}"
    lancer(noyau, entree, sortie)
    if suffixe == ".csv":
        with sortie.open(encoding="utf-8", newline="") as fichier:
            cellules = [c for rangee in csv.reader(fichier) for c in rangee]
    else:
        rangees = CalamineWorkbook.from_path(sortie).get_sheet_by_index(0).to_python()
        cellules = [str(c) for rangee in rangees for c in rangee]
    assert not [c for c in cellules if c[:1] in set("=+-@\t\r＝＋－＠")]
    assert all(f"'{piege}" in cellules for piege in PIEGES)


def test_reasons_are_those_of_decide(noyau: Noyau, demandes: Path, tmp_path: Path) -> None:
    """`--explain` adds the French reasons of `decide`, word for word."""
    lancer(noyau, demandes, tmp_path / "o.csv", explication=Explication(noyau.corpus))
    faits = {"nationalite": "SEN", "metier": "61231", "departement": "75"}
    demande = Demande.depuis(faits | {"type": "introduction", "depose_le": "2008-02-01"})
    motifs = decide(demande, noyau.corpus).motifs
    assert lire_csv(tmp_path / "o.csv")[0]["motifs"] == " ".join(m.dire() for m in motifs)


def test_summary_counts_every_decided_row(noyau: Noyau, demandes: Path, tmp_path: Path) -> None:
    """The counts by answer, regime, region and list add up to the rows decided."""
    synthese = Synthese(noyau)
    bilan = lancer(noyau, demandes, tmp_path / "o.csv", synthese=synthese)
    comptes = synthese.comptes()
    assert sum(c.demandes for c in comptes) == bilan.decidees
    assert ("non_opposable", "pays_tiers", "11") in [c[:3] for c in comptes]


HOSTILES: list[tuple[str, bytes, str]] = [
    ("e.csv", b"id,metier,type,depose_le\n", "« nationalite » absente"),
    ("e.csv", b"origine,metier,type,depose_le\n", "« origine » est peut-être"),
    ("e.csv", f"{TITRES},type\n".encode(), "« type » répétée"),
    ("e.csv", f"{TITRES}\n1,".encode() + b"a" * 5_000_000, "la ligne 2 dépasse"),
    ("e.csv", f'{TITRES}\n1,"'.encode() + b"a\n" * 5_000_000, "guillemet"),
    ("e.csv", b",".join(b"c%d" % i for i in range(2_000)), "2000 colonnes"),
    ("e.csv", f"{TITRES},situation_emploi\n".encode(), "est déjà là"),
    ("e.jsonl", b'{"id":"' + b"a" * 5_000_000, "dépasse"),
    ("e.arrow", b"ARROW1" + b"x" * 100, "Arrow illisible"),
    ("e.doc", b"x", "« nationalite », .* absentes"),
]


@pytest.mark.parametrize(("nom", "octets", "message"), HOSTILES)
def test_unusable_input_is_refused(
    noyau: Noyau, tmp_path: Path, nom: str, octets: bytes, message: str
) -> None:
    """A French message says what and where; the old output is untouched, nothing is left."""
    sortie = ecrire(tmp_path, "ancien", "o.csv")
    entree = ecrire(tmp_path, octets, nom)
    with pytest.raises(FichierError, match=message):
        lancer(noyau, entree, sortie)
    assert sortie.read_bytes() == b"ancien"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.fixture(scope="module")
def sains(noyau: Noyau, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same 200 good rows in every binary format."""
    dossier = tmp_path_factory.mktemp("sains")
    entree = ecrire(dossier, f"{TITRES}\n" + f"{BONNE}\n" * 200)
    for suffixe in ("parquet", "arrow", "xlsx"):
        lancer(noyau, entree, dossier / f"o.{suffixe}", colonnes=TITRES.split(","))
    sains = {s: (dossier / f"o.{s}").read_bytes() for s in ("parquet", "arrow", "xlsx")}
    table = pa.ipc.open_file(pa.py_buffer(sains["arrow"])).read_all()
    flux = pa.BufferOutputStream()
    with pa.ipc.new_stream(flux, table.schema) as ecrivain:
        ecrivain.write_table(table)
    return sains | {"arrows": flux.getvalue().to_pybytes()}


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from(["parquet", "arrow", "arrows", "xlsx"]),
    st.floats(0, 1, exclude_max=True),
    st.binary(max_size=8),
    st.booleans(),
)
def test_damaged_files_are_decided_rejected_or_refused(
    noyau: Noyau,
    sains: dict[str, bytes],
    tmp_path: Path,
    suffixe: str,
    ou: float,
    mis: bytes,
    coupe: bool,  # noqa: FBT001
) -> None:
    """Cut anywhere or with bytes changed: rows read = decided + rejected, or a clean refusal."""
    sain = sains[suffixe]
    place = int(ou * len(sain))
    octets = sain[:place] + mis + (b"" if coupe else sain[place + len(mis) :])
    entree = ecrire(tmp_path, octets, f"abime.{suffixe}")
    try:
        bilan = lancer(noyau, entree, tmp_path / "o.csv", colonnes=["id"])
    except FichierError:
        return
    assert bilan.lues == bilan.decidees + bilan.rejetees
    assert len(lire_csv(tmp_path / "o.csv")) == bilan.decidees


def test_truncated_stream_is_refused(noyau: Noyau, sains: dict[str, bytes], tmp_path: Path) -> None:
    """An Arrow stream, which the batch alone reads, is refused when cut before its middle."""
    octets = sains["arrows"]
    for place in range(8, len(octets) // 2, 61):
        entree = ecrire(tmp_path, octets[:place], "coupe.arrows")
        with pytest.raises(FichierError):
            lancer(noyau, entree, tmp_path / "o.csv")
        assert list(tmp_path.iterdir()) == [entree]


def test_text_that_deploys_is_refused(noyau: Noyau, tmp_path: Path) -> None:
    """A small Parquet file whose rows decode to gigabytes is refused in bounded memory."""
    n = 40_000
    rangs = pa.array([0] * n, pa.int32())
    valeurs = dict(zip(TITRES.split(","), BONNE.split(","), strict=True)) | {"note": "é" * 100_000}
    table = pa.table(
        {t: pa.DictionaryArray.from_arrays(rangs, pa.array([v])) for t, v in valeurs.items()}
    )
    entree = tmp_path / "e.parquet"
    pq.write_table(table, entree, store_schema=False)
    assert entree.stat().st_size < 1_000_000
    bilan = lancer(noyau, entree, tmp_path / "o.parquet")
    assert bilan.decidees == n
    with pytest.raises(FichierError, match="déploie"):
        lancer(noyau, entree, tmp_path / "o.csv")


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(alphabet='ab1,;"\n\r\t é=+', max_size=200).map(str.encode),
        st.lists(
            st.sampled_from([BONNE, "", '"', ",,,,,", "1,SEN", 'a,"b\nc",,,,']), max_size=6
        ).map(lambda lignes: "\n".join(lignes).encode()),
    ),
    st.sampled_from(["csv", "jsonl", "parquet", "arrow", "xlsx"]),
    st.booleans(),
)
def test_any_bytes_are_decided_rejected_or_refused(
    noyau: Noyau,
    tmp_path: Path,
    octets: bytes,
    suffixe: str,
    titres: bool,  # noqa: FBT001
) -> None:
    """Whatever the bytes: rows read = decided + rejected, or a clean refusal."""
    contenu = f"{TITRES}\n".encode() + octets if titres else octets
    entree = ecrire(tmp_path, contenu, f"e.{suffixe}")
    try:
        bilan = lancer(noyau, entree, tmp_path / "o.csv")
    except FichierError:
        return
    assert bilan.lues == bilan.decidees + bilan.rejetees
    assert len(lire_csv(tmp_path / "o.csv")) == bilan.decidees
    rejets = tmp_path / "o.csv.rejets.csv"
    assert (len(lire_csv(rejets)) if rejets.exists() else 0) == bilan.rejetees


def test_each_row_keeps_its_line_among_broken_ones(noyau: Noyau, tmp_path: Path) -> None:
    """Rows of a wrong length, wherever they are, do not shift the lines of the others."""
    lignes = [TITRES]
    faute = BONNE.replace("SEN", "XQZ")
    lignes += ["x" if n % 7 == 0 else BONNE if n % 5 else faute for n in range(2, 60_000)]
    bilan = lancer(noyau, ecrire(tmp_path, "\n".join(lignes)), tmp_path / "o.csv")
    rejets = lire_csv(tmp_path / "o.csv.rejets.csv")
    voulues = [n for n in range(2, 60_000) if n % 7 == 0 or n % 5 == 0]
    assert [int(r["ligne"]) for r in rejets] == voulues
    assert bilan.lues == 60_000 - 2


def test_resume_goes_on_at_the_last_part(noyau: Noyau, tmp_path: Path) -> None:
    """After an interruption the finished parts are kept, and the result is that of one run."""
    entree, sortie = tmp_path / "e.parquet", tmp_path / "o.parquet"
    lignes = [BONNE.replace("SEN", "XQZ" if i % 9 == 0 else "SEN").split(",") for i in range(3_000)]
    colonnes = dict(zip(TITRES.split(","), map(list, zip(*lignes, strict=True)), strict=True))
    pq.write_table(pa.table(colonnes), entree, row_group_size=100)
    vus: list[int] = []

    def interrompre(_lues: int, position: int, _total: int | None) -> None:
        vus.append(position)
        if len(vus) > 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reprendre(noyau, str(entree), str(sortie), Options(avancement=interrompre))
    assert not sortie.exists()
    vus.clear()
    bilan = reprendre(noyau, str(entree), str(sortie), Options(avancement=lambda *_: vus.append(0)))
    direct = tmp_path / "d.parquet"
    assert lancer(noyau, entree, direct).rejetees == bilan.rejetees == 334
    assert len(vus) < 30
    assert pq.read_table(sortie).to_pylist() == pq.read_table(direct).to_pylist()
    rejets = (tmp_path / "o.parquet.rejets.csv").read_bytes()
    assert rejets == (tmp_path / "d.parquet.rejets.csv").read_bytes()
    assert not [p for p in tmp_path.iterdir() if "parties" in p.name]


def test_interrupted_run_leaves_the_old_file(noyau: Noyau, demandes: Path, tmp_path: Path) -> None:
    """Stopped in the middle, the old output is untouched and nothing half-written stays."""
    sortie = ecrire(tmp_path, "ancien", "o.csv")

    def interrompre(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lancer(noyau, demandes, sortie, avancement=interrompre)
    assert sortie.read_text(encoding="utf-8") == "ancien"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["demandes.csv", "o.csv"]


def opposable(*mots: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    commande = [*COMMANDE, *mots]
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        commande, capture_output=True, encoding="utf-8", check=False, **options
    )


def test_command_tells_its_account(demandes: Path, tmp_path: Path) -> None:
    """Exit code 3 where rows were rejected, 2 where the input cannot be used."""
    fait = opposable("batch", str(demandes), str(tmp_path / "o.csv"), "--summary")
    assert fait.returncode == 3
    assert "5 lignes lues = 2 décidées + 3 rejetées" in fait.stderr
    assert (tmp_path / "o.csv.synthese.csv").exists()
    assert opposable("batch", "absent.csv", str(tmp_path / "o.csv")).returncode == 2


def test_pipes(demandes: Path) -> None:
    """`-` reads and writes pipes, rejected rows go to standard error."""
    fait = opposable("batch", "-", "-", "--to", "jsonl", input=demandes.read_text("utf-8"))
    assert fait.returncode == 3
    assert [json.loads(ligne)["id"] for ligne in fait.stdout.splitlines()] == ["1", "4\nsuite"]
    assert "ligne 3, nationalite" in fait.stderr


def test_quote_never_closed_in_a_pipe_is_refused_as_it_comes() -> None:
    """Code 2 and one sentence while the pipe still runs: no thread that reads is left behind."""
    fait = opposable("batch", "-", "-", input=f'{TITRES}\n"' + "a\n" * 20_000_000)
    assert fait.returncode == 2
    assert "guillemet" in fait.stderr
    assert len(fait.stderr.splitlines()) == 1


def test_head_closes_the_pipe(tmp_path: Path) -> None:
    """With `| head -1`: the line comes out, then a French message and code 2."""
    entree = ecrire(tmp_path, f"{TITRES}\n" + f"{BONNE}\n" * 200_000)
    commande = [*COMMANDE, "batch", str(entree), "-"]
    with subprocess.Popen(commande, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as lance:
        assert lance.stdout
        assert lance.stderr
        assert lance.stdout.readline().decode().startswith('"id"')
        lance.stdout.close()
        dit = lance.stderr.read().decode()
    assert lance.returncode == 2
    assert "s’est arrêté" in dit
    assert "Traceback" not in dit


@pytest.mark.parametrize("suffixe", [".csv", ".parquet", ".arrow", ".jsonl", ".xlsx"])
def test_full_disk_leaves_the_old_file(noyau: Noyau, tmp_path: Path, suffixe: str) -> None:
    """On a disk of one megabyte: a French message, the old file untouched, nothing left."""
    ids = (hashlib.sha256(b"%d" % i).hexdigest() for i in range(50_000))
    lignes = "".join(f"{i},SEN,61231,75,introduction,2008-02-01\n" for i in ids)
    entree = ecrire(tmp_path, f"{TITRES}\n{lignes}")
    disque = tmp_path / "disque"
    disque.mkdir()
    monter = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disque)]
    try:
        monte = subprocess.run(monter, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        monte = False
    if not monte:
        pytest.skip("un petit disque ne peut être monté ici")
    try:
        sortie = ecrire(disque, "ancien", f"o{suffixe}")
        with pytest.raises(FichierError, match="le disque est plein"):
            lancer(noyau, entree, sortie)
        assert sortie.read_text(encoding="utf-8") == "ancien"
        assert list(disque.iterdir()) == [sortie]
    finally:
        subprocess.run(["umount", str(disque)], check=True)


def test_full_disk_and_closed_pipe_are_told(tmp_path: Path) -> None:
    """When nothing more can be written: a French message, code 2, the old file untouched."""
    entree = ecrire(tmp_path, f"{TITRES}\n" + f"{BONNE}\n" * 100_000)
    sortie = ecrire(tmp_path, "ancien", "o.csv")
    resource = pytest.importorskip("resource")

    def disque_plein() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

    fait = opposable("batch", str(entree), str(sortie), preexec_fn=disque_plein)
    assert fait.returncode == 2
    assert "dépasse la taille permise" in fait.stderr
    assert sortie.read_text(encoding="utf-8") == "ancien"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["entree.csv", "o.csv"]
    lecture, ecriture = os.pipe()
    os.close(lecture)
    commande = [*COMMANDE, "batch", str(entree), "-"]
    ferme = subprocess.run(commande, stdout=ecriture, stderr=subprocess.PIPE, check=False)
    os.close(ecriture)
    assert ferme.returncode == 2
    assert "s’est arrêté" in ferme.stderr.decode()


def test_csv_is_read_by_others(noyau: Noyau, demandes: Path, tmp_path: Path) -> None:
    """Another reader of CSV finds the days as days."""
    lancer(noyau, demandes, tmp_path / "o.csv")
    options = pacsv.ParseOptions(newlines_in_values=True)
    table = pacsv.read_csv(tmp_path / "o.csv", parse_options=options)
    assert table.column("notifiable_le").to_pylist() == [date(2008, 2, 1), date(2008, 2, 1)]
