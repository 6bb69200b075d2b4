"""`opposable elaborate`: from a year of figures to lists, their reasons, and a draft text."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opposable.cli.application import Sortie
from opposable.decision.demande import lire_date
from opposable.ecrit.nombre import compter
from opposable.ecrit.typographie import composer
from opposable.errors import DateError, FichierError
from opposable.law.chargement import load_corpus
from opposable.law.nationalite import Regime

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from opposable.elaboration.chiffres.anomalie import Anomalie
    from opposable.elaboration.chiffres.importation import Importation
    from opposable.elaboration.chiffres.importation_metiers import NomenclatureLue
    from opposable.elaboration.chiffres.nomenclature import Nomenclature
    from opposable.elaboration.chiffres.releve import Releve
    from opposable.elaboration.examen.bilan import Bilan
    from opposable.elaboration.methode.schema import Schema
    from opposable.elaboration.methode.selection import Elaboration
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
    out: Annotated[Path, typer.Option(help="Dossier à écrire.")],
    nomenclature: Annotated[
        Path | None,
        typer.Option(
            help="Métiers : code, intitulé, niveau, domaine ; sans elle, ni niveau ni domaine."
        ),
    ] = None,
    codes: Annotated[
        str, typer.Option(help="Nomenclature des codes (rome-1999, rome-v3…), sinon reconnue.")
    ] = "",
    schema: Annotated[
        str, typer.Option(help="Schéma fourni (annexe-1.toml, …) ou fichier TOML.")
    ] = "annexe-1.toml",
    fichiers: Annotated[
        Path | None, typer.Option(help="Dossier des fichiers que le schéma nomme.")
    ] = None,
    periode: Annotated[list[str] | None, typer.Option(help="Période à garder (répétable).")] = None,
    mesure: Annotated[str, typer.Option(help="Échelle des chiffres.")] = "",
    unites: Annotated[int, typer.Option(help="100 : deux décimales.", min=1, max=1_000_000)] = 1,
    niveau: Annotated[
        str, typer.Option(help="Niveau retenu quand il y en a plusieurs : plus_bas, plus_haut.")
    ] = "plus_bas",
    tirages: Annotated[int, typer.Option(help="Tirages du hasard.", min=40, max=20_000)] = 1_000,
    graine: Annotated[int, typer.Option(help="Graine du hasard.")] = 20_071_220,
    effectif_minimal: Annotated[
        int | None, typer.Option(help="Moins de demandeurs ne s'évaluent pas.", min=0)
    ] = None,
    marge: Annotated[
        str, typer.Option(help="Distance au seuil en deçà de laquelle une entrée bascule.")
    ] = "0,05",
    balayage: Annotated[
        str, typer.Option(help="Seuils essayés, MIN:MAX:PAS, comme 0,5:1,5:0,05.")
    ] = "",
    hysterese: Annotated[
        str, typer.Option(help="De combien un métier déjà ouvert peut passer sous le seuil.")
    ] = "0",
    en_place: Annotated[
        str, typer.Option(help="Ce qui est déjà ouvert : liste, texte, jour, CSV ou dossier.")
    ] = "",
    compare: Annotated[str, typer.Option(help="Liste, texte ou jour à comparer.")] = "",
    public: Annotated[Regime, typer.Option(help="Public comparé.")] = Regime.PAYS_TIERS,
    projet_id: Annotated[str, typer.Option(help="Écrit aussi un projet de texte de ce nom.")] = "",
    projet_titre: Annotated[str, typer.Option(help="Titre du projet.")] = "",
    examine_du: Annotated[str, typer.Option(help="Projet : premier jour d'examen.")] = "",
    examine_au: Annotated[str, typer.Option(help="Projet : dernier jour d'examen.")] = "",
) -> None:
    """Draw, write, and print what was drawn."""
    from opposable.batch.garde import borner_la_memoire  # noqa: PLC0415
    from opposable.elaboration.examen.bilan import dresser  # noqa: PLC0415 - NumPy only where it serves
    from opposable.elaboration.methode.balayage import lire_balayage, lire_seuil  # noqa: PLC0415
    from opposable.elaboration.restitution.ecriture import ecrire  # noqa: PLC0415

    borner_la_memoire()
    corpus = load_corpus()
    ecart, seuils = lire_seuil("marge", marge), lire_balayage(balayage)
    jours = _jours(out.with_name(projet_id), examine_du, examine_au) if projet_id else None
    elaboration, anomalies, constats = _tirer(
        corpus,
        donnees,
        (nomenclature, codes, niveau),
        (_schema(schema), fichiers, effectif_minimal),
        periode,
        mesure,
        unites,
        (en_place, lire_seuil("hysterese", hysterese), public),
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
        marge=ecart,
        seuils=seuils,
    )
    ecrire(bilan, out)
    if jours is not None:
        _projeter(elaboration, corpus, out, projet_id, projet_titre, public, jours)
    _dire(bilan, out)
    raise SystemExit(Sortie.REJETS if anomalies else Sortie.REPONSE)


def _schema(nom: str) -> Path:
    """Return the path of a scheme: a file, or one of those that come with the program."""
    from opposable.elaboration.methode import schema as fourni  # noqa: PLC0415

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
    nomenclature: tuple[Path | None, str, str],
    schema: tuple[Path, Path | None, int | None],
    periodes: list[str] | None,
    mesure: str,
    unites: int,
    place: tuple[str, Fraction, Regime],
) -> tuple[Elaboration, tuple[Anomalie, ...], tuple[str, ...]]:
    """Read the files and draw."""
    from opposable.elaboration.methode.schema_toml import lire_schema  # noqa: PLC0415

    metiers, lue = _lire(corpus, donnees, nomenclature, (mesure, unites, periodes))
    toml, dossier, minimum = schema
    lu = lire_schema(toml, dossier)
    lu = lu if minimum is None else replace(lu, effectif_minimal=minimum)
    elaboration = _appliquer(corpus, lu, lue.releve, metiers.nomenclature, place)
    anomalies = (*metiers.anomalies, *lue.anomalies)
    return elaboration, anomalies, (*metiers.constats, *lue.constats)


def _lire(
    corpus: Corpus,
    donnees: Path,
    nomenclature: tuple[Path | None, str, str],
    chiffres: tuple[str, int, list[str] | None],
) -> tuple[NomenclatureLue, Importation]:
    """Read the occupations and the figures; without a file, occupations are those of figures."""
    from opposable.elaboration.chiffres.importation import importer  # noqa: PLC0415
    from opposable.elaboration.chiffres.reconnaissance import deduire  # noqa: PLC0415

    mesure, unites, periodes = chiffres
    metiers = _lire_metiers(corpus, *nomenclature)
    lue = importer(
        donnees,
        regions={code: region.nom for code, region in corpus.regions.items()},
        nomenclature=metiers.nomenclature if metiers else None,
        mesure=mesure,
        unites=unites,
        periodes=periodes,
    )
    _, codes, _ = nomenclature
    return metiers or deduire(donnees.name, lue.releve.metiers, corpus, codes), lue


def _lire_metiers(
    corpus: Corpus, fichier: Path | None, codes: str, niveau: str
) -> NomenclatureLue | None:
    """Read the file of occupations, if there is one; its codes say which nomenclature it is."""
    from opposable.elaboration.chiffres.importation_metiers import importer_nomenclature  # noqa: PLC0415
    from opposable.elaboration.chiffres.reconnaissance import reconnaitre  # noqa: PLC0415

    if fichier is None:
        return None
    lue = importer_nomenclature(fichier, codes, niveau=niveau)
    dite = codes or reconnaitre(fichier.name, lue.nomenclature.metiers, corpus)
    return replace(lue, nomenclature=replace(lue.nomenclature, id=dite))


def _appliquer(
    corpus: Corpus,
    schema: Schema,
    releve: Releve,
    nomenclature: Nomenclature,
    place: tuple[str, Fraction, Regime],
) -> Elaboration:
    """Draw at once, or period after period where what is open leaves under a lower threshold."""
    from opposable.elaboration.methode.en_place import lire_maintien  # noqa: PLC0415
    from opposable.elaboration.methode.tirage import elaborer, elaborer_par_periode  # noqa: PLC0415

    nom, marge, regime = place
    if not marge:
        if nom:
            raise FichierError("--en-place", "dites aussi de combien : --hysterese 0,05")
        return elaborer(schema, releve, nomenclature)
    if not nom and len(releve.periodes) == 1:
        raise FichierError(
            "--hysterese",
            "rien n'est en place : nommez ce qui est déjà ouvert avec --en-place, ou donnez "
            "plusieurs périodes",
        )
    maintien = lire_maintien(
        nom, marge, corpus=corpus, regime=regime, schema=schema, nomenclature=nomenclature
    )
    return elaborer_par_periode(schema, releve, nomenclature, maintien)


def _projeter(
    elaboration: Elaboration,
    corpus: Corpus,
    out: Path,
    nom: str,
    titre: str,
    public: Regime,
    jours: tuple[date, date],
) -> None:
    """Write the last list as a draft text."""
    from opposable.elaboration.restitution.projet import ecrire_projet  # noqa: PLC0415

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
        examine_du=jours[0],
        examine_au=jours[1],
    )


def _jours(projet: Path, du: str, au: str) -> tuple[date, date]:
    """Read the days of a draft before anything is written; its folder must be free."""
    if projet.exists():
        raise FichierError(str(projet), "ce projet existe, peut-être corrigé : nommez-en un autre")
    return _jour("examine_du", du), _jour("examine_au", au)


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
        sures = fragilite.comptes["sures"] if fragilite else 0
        gardees = len(selection.maintenus())
        phrase = f"{selection.nom} : {compter(len(selection.retenus()), 'entrée')}"
        phrase += f", {compter(sures, 'sûre')}" if fragilite else ""
        phrase += f", {compter(gardees, 'maintenue')}" if gardees else ""
        sys.stderr.write(f"{composer(phrase)}\n")
    phrase = f"{compter(len(bilan.anomalies), 'anomalie')} ; tout est dans {out}/"
    sys.stderr.write(f"{composer(phrase)}\n")
