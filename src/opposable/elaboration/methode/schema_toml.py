"""Reading a scheme: TOML → steps, every fault named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from opposable.elaboration.chiffres.nomenclature import Niveau
from opposable.elaboration.methode.bloc import Bloc
from opposable.elaboration.methode.schema import Constat, Etape, Genre, Mesure, Schema, Tirage
from opposable.errors import FichierError, SchemaError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOURNIS = Path(__file__).parent / "donnees"
"""Folder of the schemes that come with the program."""
TAILLE_AU_PLUS = 1_000_000
NOM_DE_FICHIER = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
"""Identifiers of selections: their lists are written under these names."""
PRIS = {"verdicts", "anomalies", "elaboration", "rapport"}
"""Names of the other files of the folder."""
TETE = {"id", "nom", "mesure", "effectif_minimal", "domaines_total", "selection", "constat"}
CONSTAT = {"chiffre", "selection", "etapes", "mesure"}
SELECTION = {"id", "nom", "par_region", "parmi", "etape"}
ETAPE = {
    "id",
    "nom",
    "genre",
    "ancre",
    "seuil",
    "strict",
    "niveaux",
    "nombre",
    "fichier",
    "attendu",
}
EXIGE: Mapping[Genre, tuple[str, ...]] = {
    Genre.DONNES: ("fichier",),
    Genre.TENSION: ("seuil",),
    Genre.PLUS_FORTES: (),
    Genre.PARTOUT: ("fichier",),
    Genre.AJOUTS: ("fichier",),
    Genre.RETRAITS: ("fichier",),
}


def trouver_schema(nom: str) -> Path:
    """Return the path of a scheme: a file, or one of those that come with the program.

    Raises:
        FichierError: It is neither; those that come with the program are told.
    """
    donne = Path(nom)
    if donne.exists():
        return donne
    fourni = FOURNIS / donne.name
    if fourni.exists() and donne.name == nom:
        return fourni
    connus = ", ".join(sorted(p.name for p in FOURNIS.glob("*.toml")))
    raise FichierError(nom, f"ce schéma n'existe pas ; donnez un fichier, ou l'un de : {connus}")


def lire_schema(chemin: Path, dossier: Path | None = None) -> Schema:
    """Read a scheme.

    Args:
        chemin: The TOML file.
        dossier: Folder of the files it names; its own where None.

    Raises:
        SchemaError: It cannot be read, a key is unknown, missing, or of the wrong kind.
    """
    try:
        texte = chemin.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as erreur:
        raise SchemaError(chemin.name, f"fichier illisible ({erreur})") from erreur
    if len(texte) > TAILLE_AU_PLUS:
        raise SchemaError(chemin.name, f"plus de {TAILLE_AU_PLUS} caractères : raccourcissez-le")
    try:
        contenu = tomllib.loads(texte)
    except (ValueError, RecursionError) as erreur:
        raise SchemaError(chemin.name, f"TOML illisible ({erreur})") from erreur
    return _schema(Bloc(chemin.name, contenu), dossier or chemin.parent)


def _schema(tete: Bloc, dossier: Path) -> Schema:
    """Read the head, then every selection."""
    tete.cles(TETE)
    identite = {cle: tete.texte(cle) for cle in ("id", "nom", "mesure")}
    tirages: list[Tirage] = []
    for bloc in tete.blocs("selection"):
        tirages.append(_tirage(bloc.nomme(), [t.id for t in tirages], dossier))
    constats = tete.blocs("constat") if tete.a("constat") else []
    return Schema(
        **identite,
        effectif_minimal=tete.entier("effectif_minimal") or 0,
        domaines_total=tete.entier("domaines_total"),
        tirages=tuple(tirages),
        constats=tuple(_constat(bloc, tirages) for bloc in constats),
    )


def _constat(bloc: Bloc, tirages: Sequence[Tirage]) -> Constat:
    nom = bloc.texte("chiffre")
    bloc = Bloc(bloc.fichier, bloc.ligne, nom)
    bloc.cles(CONSTAT)
    etapes = {t.id: {e.id for e in t.etapes} for t in tirages}
    selection, citees = bloc.texte("selection"), bloc.mots("etapes")
    if selection not in etapes or not set(citees) <= etapes[selection]:
        raise bloc.refus("sélection ou étape inconnue")
    return Constat(nom, selection, citees, bloc.parmi("mesure", Mesure))


def _tirage(bloc: Bloc, avant: Sequence[str], dossier: Path) -> Tirage:
    nom = bloc.texte("id")
    bloc.cles(SELECTION)
    _nommer(bloc, nom, avant)
    parmi = bloc.optionnel("parmi") or ""
    if parmi and parmi not in avant:
        raise bloc.refus(f"« parmi » nomme « {parmi} », qui n'est pas une sélection d'avant")
    etapes = tuple(_etape(b.nomme(), dossier) for b in bloc.blocs("etape"))
    doubles = {e.id for e in etapes if [x.id for x in etapes].count(e.id) > 1}
    if doubles:
        raise bloc.refus(f"étape donnée deux fois : {', '.join(sorted(doubles))}")
    return Tirage(nom, bloc.texte("nom"), bloc.vrai("par_region"), parmi, etapes)


def _nommer(bloc: Bloc, nom: str, avant: Sequence[str]) -> None:
    """Check that a selection can give its name to the file of its list."""
    if not NOM_DE_FICHIER.fullmatch(nom) or nom in PRIS:
        raise bloc.refus(
            f"« {nom} » ne peut nommer une sélection : des minuscules sans accent, chiffres et "
            f"tirets, hors {', '.join(sorted(PRIS))} (sa liste est écrite sous ce nom)"
        )
    if nom in avant:
        raise bloc.refus(f"la sélection « {nom} » est donnée deux fois")


def _etape(bloc: Bloc, dossier: Path) -> Etape:
    bloc.cles(ETAPE)
    genre = bloc.parmi("genre", Genre)
    for cle in EXIGE[genre]:
        if not bloc.a(cle):
            raise bloc.refus(f"une étape « {genre} » demande {cle}")
    if genre is Genre.PLUS_FORTES and not (bloc.a("nombre") or bloc.a("seuil")):
        raise bloc.refus("les plus fortes tensions demandent un nombre ou un seuil")
    return Etape(
        bloc.texte("id"),
        bloc.texte("nom"),
        genre,
        ancre=bloc.optionnel("ancre") or "",
        seuil=bloc.seuil("seuil"),
        strict=bloc.vrai("strict", defaut=True),
        niveaux=_niveaux(bloc),
        nombre=bloc.entier("nombre"),
        fichier=dossier / bloc.texte("fichier") if bloc.a("fichier") else None,
        attendu=bloc.entier("attendu"),
    )


def _niveaux(bloc: Bloc) -> tuple[Niveau, ...]:
    try:
        return tuple(Niveau(mot) for mot in bloc.mots("niveaux"))
    except ValueError:
        raise bloc.erreur("niveaux", f"attendus parmi {', '.join(Niveau)}") from None
