"""A scheme is read, or refused with the reason: whatever is written in it."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from elaboration.test_tirage import NOMENCLATURE, TETE, UNE, releve
from opposable.elaboration.chiffres.nomenclature import Niveau
from opposable.elaboration.methode import schema as module
from opposable.elaboration.methode.nommes import lire_nommes
from opposable.elaboration.methode.schema import Genre, Schema
from opposable.elaboration.methode.schema_toml import CONSTAT, ETAPE, SELECTION, lire_schema
from opposable.elaboration.methode.schema_toml import TETE as CLES_DE_TETE
from opposable.elaboration.methode.tirage import elaborer
from opposable.errors import SchemaError

FOURNIS = sorted((Path(module.__file__).parent / "donnees").glob("*-*.toml"))
COMPTES = {"A": ((9, 10), (10, 10))}

VALEURS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6)
    | st.sampled_from(
        ["0.9", "1e999999999", "tension", "plus_fortes", "donnes", "a", "II", "../x"]
    ),
    lambda un: st.lists(un, max_size=3) | st.dictionaries(st.text(max_size=5), un, max_size=3),
    max_leaves=6,
)


def toml(valeur: Any) -> str:
    """Write a value as TOML; what has no TOML form becomes another that has."""
    if isinstance(valeur, bool) or valeur is None:
        return str(bool(valeur)).lower()
    if isinstance(valeur, dict):
        return "{" + ", ".join(f"{toml(str(c))} = {toml(v)}" for c, v in valeur.items()) + "}"
    if isinstance(valeur, list):
        return "[" + ", ".join(map(toml, valeur)) + "]"
    if isinstance(valeur, str):
        return json.dumps(valeur, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(valeur)


def tables(cles: set[str], **autres: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a table with some of its keys, each of any type."""
    return st.fixed_dictionaries(
        {}, optional={c: autres.get(c, st.nothing()) | VALEURS for c in sorted(cles)}
    )


ETAPES = st.lists(tables(ETAPE, genre=st.sampled_from([*Genre])), max_size=3)
SCHEMAS = tables(
    CLES_DE_TETE,
    selection=st.lists(tables(SELECTION, etape=ETAPES), max_size=3),
    constat=st.lists(tables(CONSTAT), max_size=2),
)


@settings(max_examples=300, deadline=None)
@given(SCHEMAS)
@example({"id": "a", "nom": "a", "mesure": "a", "selection": [{"id": "s", "nom": "s"}]})
def test_des_types_quelconques_partout(
    tmp_path_factory: pytest.TempPathFactory, contenu: dict[str, Any]
) -> None:
    """Whatever the types, a scheme or a refusal in words; nothing else is raised."""
    chemin = tmp_path_factory.mktemp("s") / "s.toml"
    texte = "\n".join(f"{cle} = {toml(valeur)}" for cle, valeur in contenu.items())
    chemin.write_bytes(texte.encode("utf-8", "replace"))
    _lire(chemin)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(UNE)))
def test_des_octets_quelconques_dans_un_schema(
    tmp_path_factory: pytest.TempPathFactory, octets: bytes, place: int
) -> None:
    """Bytes thrown into a sound scheme leave a scheme or a refusal."""
    chemin = tmp_path_factory.mktemp("s") / "s.toml"
    sain = UNE.encode()
    chemin.write_bytes(sain[:place] + octets + sain[place:])
    _lire(chemin)


def _lire(chemin: Path) -> None:
    try:
        assert isinstance(lire_schema(chemin), Schema)
    except SchemaError as refus:
        assert refus.message.startswith("s.toml")  # noqa: PT017 - either is right


@settings(max_examples=150, deadline=None)
@given(tables(ETAPE, genre=st.sampled_from([*Genre]), fichier=st.text(max_size=4)))
def test_un_schema_lu_s_applique_ou_se_refuse(
    tmp_path_factory: pytest.TempPathFactory, brute: dict[str, Any]
) -> None:
    """A step that could be read can be drawn, or its file is refused."""
    chemin = tmp_path_factory.mktemp("s") / "s.toml"
    etape = "\n".join(f"{c} = {toml(v)}" for c, v in ({"id": "e", "nom": "e"} | brute).items())
    tete = TETE.replace('mesure="a"', 'mesure="toutes"')
    texte = f'{tete}[[selection]]\nid="s"\nnom="s"\n[[selection.etape]]\n{etape}\n'
    chemin.write_bytes(texte.encode("utf-8", "replace"))
    try:
        elaborer(lire_schema(chemin), releve(COMPTES), NOMENCLATURE)
    except SchemaError as refus:
        assert refus.message  # noqa: PT017 - either is right


@pytest.mark.parametrize("chemin", FOURNIS, ids=lambda chemin: chemin.name)
def test_les_schemas_fournis_se_lisent(chemin: Path) -> None:
    """Every scheme that comes with the program is sound."""
    assert lire_schema(chemin).tirages


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ('seuil="0.9"', 'seuil="0.9"\nniveaux=2', "liste de textes attendue"),
        ('seuil="0.9"', 'seuil="0.9"\nniveaux=["VII"]', "niveaux : attendus parmi I, II"),
        ('seuil="0.9"', 'seuil="-1"', "écrit en texte"),
        ('seuil="0.9"', 'seuil="1e999999999"', "écrit en texte"),
        ('seuil="0.9"', 'seuil="0.9"\nstrict="oui"', "true ou false"),
        ('seuil="0.9"', 'seuil="0.9"\nattendu=-1', "de 0 à 10¹⁵"),
        ('seuil="0.9"', 'seuil="0.9"\nattendu=true', "un entier est attendu"),
        ('seuil="0.9"', 'seuil="0.9"\nattendu=10000000000000000', "de 0 à 10¹⁵"),
        ('seuil="0.9"', f"attendu={'9' * 5000}", "TOML illisible"),
        ('seuil="0.9"', f"x={'[' * 5000}", "TOML illisible"),
        ('id="s"', 'id="../s"', "ne peut nommer une sélection"),
        ('id="s"', 'id="verdicts"', "ne peut nommer une sélection"),
        ('id="s"', 'id="S"', "ne peut nommer une sélection"),
        ('nom="s"', 'nom="s\\u0007"', "un caractère ne s'écrit pas"),
        ('nom="s"', 'nom="s"\npar_region=1', "true ou false"),
        ('genre="tension"', 'genre="plus_fortes"\nx=1', "clé inconnue : x"),
        ('genre="tension"\nseuil="0.9"', 'genre="plus_fortes"', "un nombre ou un seuil"),
        ('genre="tension"', 'genre="ajouts"', "demande fichier"),
        ('genre="tension"', "genre=[]", "genre : donnes, tension"),
    ],
)
def test_chaque_faute_est_nommee(tmp_path: Path, avant: str, apres: str, dit: str) -> None:
    """A wrong type, a name that would leave the folder or a number without end is named."""
    assert avant in UNE
    chemin = tmp_path / "s.toml"
    chemin.write_text(UNE.replace(avant, apres), encoding="utf-8")
    with pytest.raises(SchemaError) as refus:
        lire_schema(chemin)
    assert dit in refus.value.message


def test_un_schema_trop_long_est_refuse(tmp_path: Path) -> None:
    """A file without end is not parsed."""
    (tmp_path / "s.toml").write_text("#" * 1_000_001, encoding="utf-8")
    with pytest.raises(SchemaError, match="raccourcissez-le"):
        lire_schema(tmp_path / "s.toml")


def test_un_schema_absent_est_dit(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is refused by name."""
    for chemin in (tmp_path / "s.toml", tmp_path):
        with pytest.raises(SchemaError, match="fichier illisible"):
            lire_schema(chemin)


def test_une_selection_ou_une_etape_donnee_deux_fois(tmp_path: Path) -> None:
    """Identifiers name one thing each."""
    selection = UNE[len(TETE) :]
    etape = selection[selection.index("[[selection.etape") :]
    for texte, dit in ((f"{UNE}\n{selection}", "deux fois"), (f"{UNE}\n{etape}", "deux fois : e")):
        (tmp_path / "s.toml").write_text(texte, encoding="utf-8")
        with pytest.raises(SchemaError, match=dit):
            lire_schema(tmp_path / "s.toml")


def test_tout_ce_qui_est_ecrit_est_lu(tmp_path: Path) -> None:
    """Every key of a scheme reaches its field, files beside the scheme or in the folder named."""
    texte = f"""{TETE}effectif_minimal=5
domaines_total=22
[[selection]]
id="s"
nom="Liste"
par_region=true
[[selection.etape]]
id="e"
nom="Étape"
genre="plus_fortes"
ancre="A1.2"
seuil="1,33"
strict=false
niveaux=["IV","V"]
nombre=9
attendu=9
[[selection]]
id="t"
nom="Suite"
parmi="s"
[[selection.etape]]
id="f"
nom="Donnés"
genre="donnes"
fichier="f.csv"
[[constat]]
chiffre="metiers_30"
selection="t"
etapes=["f"]
mesure="nombre"
"""
    (tmp_path / "s.toml").write_text(texte, encoding="utf-8")
    lu = lire_schema(tmp_path / "s.toml", tmp_path / "ailleurs")
    premiere, seconde = lu.tirages
    (etape,) = premiere.etapes
    assert (lu.id, lu.effectif_minimal, lu.domaines_total) == ("a", 5, 22)
    assert (premiere.par_region, premiere.parmi, seconde.parmi) == (True, "", "s")
    assert (etape.seuil, etape.strict, etape.nombre) == (Fraction(133, 100), False, 9)
    assert (etape.niveaux, etape.attendu, etape.ancre) == ((Niveau.IV, Niveau.V), 9, "A1.2")
    assert seconde.etapes[0].strict
    assert seconde.etapes[0].fichier == tmp_path / "ailleurs" / "f.csv"
    assert lire_schema(tmp_path / "s.toml").tirages[1].etapes[0].fichier == tmp_path / "f.csv"
    assert [(c.chiffre, c.selection, c.etapes) for c in lu.constats] == [
        ("metiers_30", "t", ("f",))
    ]


@pytest.mark.parametrize(
    ("texte", "dit"),
    [
        ("metier\nZ\n", "ligne 2 : métier inconnu ici : « Z »"),
        ("metier,territoire\nA,11\nA,99\n", "ligne 3 : territoire inconnu ici : « 99 »"),
        ("metier\nA\nA\n", "ligne 3 : « A » est nommé deux fois"),
        (
            "metier,territoire,demandeur,motif\nA,,préfet,besoin, local\n",
            "ligne 2 : 5 cellules",
        ),
        ("code\nA\n", "colonne absente : « metier »"),
        ("metier,metier\nA,B\n", "deux colonnes « metier »"),
        ('"metier', "jamais refermé"),
        ('metier\n"A', "jamais refermé"),
        ("", "vide"),
    ],
)
def test_un_fichier_de_metiers_nommes_fautif(tmp_path: Path, texte: str, dit: str) -> None:
    """An unknown code or place, a row twice or crooked is named with its line."""
    (tmp_path / "n.csv").write_text(texte, encoding="utf-8")
    with pytest.raises(SchemaError) as refus:
        lire_nommes(tmp_path / "n.csv", {"A", "B"}, {"11"})
    assert dit in refus.value.message


def test_un_fichier_de_metiers_nommes_absent(tmp_path: Path) -> None:
    """The columns to write are told; an impossible name is refused too."""
    with pytest.raises(SchemaError, match="créez-le, avec les colonnes metier, territoire"):
        lire_nommes(tmp_path / "n.csv", {"A"}, {"11"})
    with pytest.raises(SchemaError, match="absent"):
        lire_nommes(tmp_path / "n\0.csv", {"A"}, {"11"})
