"""`opposable elaborate`: from a year of figures to lists, their reasons, and a draft text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opposable.cli.application import Sortie
from opposable.decision.demande import lire_date
from opposable.errors import DateError, FichierError
from opposable.law.chargement import load_corpus
from opposable.law.nationalite import Regime

if TYPE_CHECKING:
    from datetime import date

    from opposable.elaboration.anomalie import Anomalie
    from opposable.elaboration.bilan import Bilan
    from opposable.elaboration.selection import Elaboration
    from opposable.law.corpus import Corpus

AIDE = """Tire des listes de métiers à partir d'offres et de demandeurs d'emploi (annexe 1).

Exemple :

  opposable elaborate --donnees 2009.csv --nomenclature metiers.csv --codes rome-v3
  --schema mon-schema.toml --mesure flux-annuel --out sortie
"""


def ajouter(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("elaborate", help=AIDE)(elaborate)


def elaborate(
    donnees: Annotated[Path, typer.Option(help="Chiffres : CSV, XLSX ou Parquet.")],
    nomenclature: Annotated[Path, typer.Option(help="Métiers : code, intitulé, niveau, domaine.")],
    codes: Annotated[str, typer.Option(help="Nomenclature des codes : rome-1999, rome-v3.")],
    out: Annotated[Path, typer.Option(help="Dossier à écrire.")],
    schema: Annotated[
        str, typer.Option(help="Schéma fourni (annexe-1.toml, …) ou fichier TOML.")
    ] = "annexe-1.toml",
    fichiers: Annotated[
        Path | None, typer.Option(help="Dossier des fichiers que le schéma nomme.")
    ] = None,
    periode: Annotated[list[str] | None, typer.Option(help="Période à garder (répétable).")] = None,
    mesure: Annotated[str, typer.Option(help="Échelle des chiffres.")] = "",
    unites: Annotated[int, typer.Option(help="100 : deux décimales.", min=1)] = 1,
    niveau: Annotated[
        str, typer.Option(help="Niveau retenu quand il y en a plusieurs : plus_bas, plus_haut.")
    ] = "plus_bas",
    tirages: Annotated[int, typer.Option(help="Tirages du hasard.", min=40)] = 1_000,
    graine: Annotated[int, typer.Option(help="Graine du hasard.")] = 20_071_220,
    compare: Annotated[str, typer.Option(help="Liste, texte ou jour à comparer.")] = "",
    public: Annotated[Regime, typer.Option(help="Public comparé.")] = Regime.PAYS_TIERS,
    projet_id: Annotated[str, typer.Option(help="Écrit aussi un projet de texte de ce nom.")] = "",
    projet_titre: Annotated[str, typer.Option(help="Titre du projet.")] = "",
    examine_du: Annotated[str, typer.Option(help="Projet : premier jour d'examen.")] = "",
    examine_au: Annotated[str, typer.Option(help="Projet : dernier jour d'examen.")] = "",
) -> None:
    """Draw, write, and print what was drawn."""
    from opposable.elaboration.bilan import dresser  # noqa: PLC0415 - NumPy only where it serves
    from opposable.elaboration.ecriture import ecrire  # noqa: PLC0415

    corpus = load_corpus()
    elaboration, anomalies, constats = _tirer(
        corpus,
        donnees,
        (nomenclature, codes, niveau),
        (_schema(schema), fichiers),
        periode,
        mesure,
        unites,
    )
    bilan = dresser(
        elaboration,
        corpus,
        anomalies=anomalies,
        constats=constats,
        comparee=compare,
        regime=public,
        tirages=tirages,
        graine=graine,
    )
    ecrire(bilan, out)
    if projet_id:
        _projeter(elaboration, corpus, out, projet_id, projet_titre, public, examine_du, examine_au)
    _dire(bilan, out)
    raise SystemExit(Sortie.REJETS if anomalies else Sortie.REPONSE)


def _schema(nom: str) -> Path:
    """Return the path of a scheme: a file, or one of those that come with the program."""
    from opposable.elaboration import schema as fourni  # noqa: PLC0415

    donne = Path(nom)
    if donne.exists():
        return donne
    livre = Path(fourni.__file__).parent / "donnees" / donne.name
    if livre.exists() and donne.name == nom:
        return livre
    connus = ", ".join(sorted(p.name for p in livre.parent.glob("*-*.toml")))
    raise FichierError(nom, f"ce schéma n'existe pas ; donnez un fichier, ou l'un de : {connus}")


def _tirer(
    corpus: Corpus,
    donnees: Path,
    nomenclature: tuple[Path, str, str],
    schema: tuple[Path, Path | None],
    periodes: list[str] | None,
    mesure: str,
    unites: int,
) -> tuple[Elaboration, tuple[Anomalie, ...], tuple[str, ...]]:
    """Read the files and draw."""
    from opposable.elaboration.importation import importer  # noqa: PLC0415
    from opposable.elaboration.lecture_schema import lire_schema  # noqa: PLC0415
    from opposable.elaboration.nomenclature_lue import importer_nomenclature  # noqa: PLC0415
    from opposable.elaboration.tirage import elaborer  # noqa: PLC0415

    fichier, codes, niveau = nomenclature
    metiers = importer_nomenclature(fichier, codes, niveau=niveau)
    lue = importer(
        donnees,
        regions={code: region.nom for code, region in corpus.regions.items()},
        nomenclature=metiers.nomenclature,
        mesure=mesure,
        unites=unites,
        periodes=periodes,
    )
    elaboration = elaborer(lire_schema(*schema), lue.releve, metiers.nomenclature)
    anomalies = (*metiers.anomalies, *lue.anomalies)
    return elaboration, anomalies, (*metiers.constats, *lue.constats)


def _projeter(
    elaboration: Elaboration,
    corpus: Corpus,
    out: Path,
    nom: str,
    titre: str,
    public: Regime,
    du: str,
    au: str,
) -> None:
    """Write the last list as a draft text."""
    from opposable.elaboration.projet import ecrire_projet  # noqa: PLC0415

    liste = next(li for li in corpus.listes.values() if public in li.public)
    ecrire_projet(
        list(elaboration.selections.values())[-1],
        corpus,
        out.with_name(nom),
        nomenclature=elaboration.nomenclature,
        id=nom,
        titre=titre or nom,
        title=titre or nom,
        public=[regime.value for regime in liste.public],
        fondement=liste.fondement,
        examine_du=_jour("examine_du", du),
        examine_au=_jour("examine_au", au),
    )


def _jour(champ: str, texte: str) -> date:
    if not texte:
        raise DateError(champ, texte, f"un projet demande --{champ.replace('_', '-')} AAAA-MM-JJ")
    return lire_date(champ, texte)


def _dire(bilan: Bilan, out: Path) -> None:
    """Print what was drawn on standard error."""
    for constat in bilan.constats:
        sys.stderr.write(f"{constat}\n")
    for nom, selection in bilan.elaboration.selections.items():
        fragilite = bilan.fragilites.get(nom)
        sures = f", {fragilite.comptes['sures']} sûres" if fragilite else ""
        sys.stderr.write(f"{selection.nom} : {len(selection.retenus())} entrées{sures}\n")
    sys.stderr.write(f"{len(bilan.anomalies)} anomalies ; tout est dans {out}/\n")
