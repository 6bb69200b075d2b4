"""`opposable elaborate`: from a year of figures to lists, their reasons, and a draft text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opposable.batch.droit_bati import droit_bati
from opposable.cli.sortie import Sortie
from opposable.decision.demande import lire_date
from opposable.ecrit.nombre import compter
from opposable.ecrit.typographie import composer
from opposable.errors import DateError
from opposable.law.nationalite import Regime

if TYPE_CHECKING:
    from datetime import date

    from opposable.elaboration.examen.bilan import Bilan

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
    mesure: Annotated[
        str, typer.Option(help="Échelle des chiffres : flux-annuel, anpe-2006…")
    ] = "",
    unites: Annotated[
        int | None,
        typer.Option(help="100 : deux décimales, lues exactement.", min=1, max=1_000_000),
    ] = None,
    maille: Annotated[
        str, typer.Option(help="regions ou departements, quand le fichier ne le dit pas.")
    ] = "",
    territoires: Annotated[
        str, typer.Option(help="Découpage des régions, par son identifiant.")
    ] = "",
    colonnes: Annotated[
        str, typer.Option(help="Titres à lire : offres=TITRE,demandeurs=TITRE,territoire=…")
    ] = "",
    indicateurs: Annotated[
        str, typer.Option(help="Une ligne par indicateur : offres=NOM,demandeurs=NOM.")
    ] = "",
    natures: Annotated[
        str, typer.Option(help="Trimestres et mois : offres=flux,demandeurs=stock.")
    ] = "",
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
    from opposable.elaboration import conduite  # noqa: PLC0415 - NumPy only where it serves
    from opposable.elaboration.chiffres.annee import COMPTES  # noqa: PLC0415
    from opposable.elaboration.chiffres.consignes import (  # noqa: PLC0415
        Consignes,
        lire_couples,
        lire_maille,
        lire_natures,
    )
    from opposable.elaboration.examen.bilan import Epreuve  # noqa: PLC0415
    from opposable.elaboration.examen.rien import pourquoi_rien  # noqa: PLC0415
    from opposable.elaboration.methode.balayage import lire_balayage, lire_seuil  # noqa: PLC0415
    from opposable.elaboration.methode.schema_toml import trouver_schema  # noqa: PLC0415
    from opposable.fichiers.memoire import memoire_bornee  # noqa: PLC0415

    commande = conduite.Commande(
        donnees=donnees,
        consignes=Consignes(
            mesure=mesure,
            unites=unites,
            periodes=None if periode is None else tuple(periode),
            maille=lire_maille(maille),
            colonnes=lire_couples("colonnes", colonnes),
            indicateurs=lire_couples("indicateurs", indicateurs, COMPTES),
            natures=lire_natures(natures),
        ),
        territoires=territoires,
        metiers=nomenclature,
        codes=codes,
        niveau=niveau,
        schema=trouver_schema(schema),
        fichiers=fichiers,
        effectif_minimal=effectif_minimal,
        en_place=en_place,
        hysterese=lire_seuil("hysterese", hysterese),
        public=public,
        comparee=compare,
        epreuve=Epreuve(tirages, graine, lire_seuil("marge", marge), lire_balayage(balayage)),
        sortie=out,
        texte=None
        if not projet_id
        else conduite.Texte(
            dossier=out.with_name(projet_id),
            id=projet_id,
            titre=projet_titre,
            examine_du=_jour("examine_du", examine_du),
            examine_au=_jour("examine_au", examine_au),
        ),
    )
    bilan = conduite.conduire(commande, droit_bati(), memoire_bornee())
    _dire(bilan, out)
    if rien := pourquoi_rien(bilan):
        sys.stderr.write(f"opposable : {rien}\n")
        raise SystemExit(Sortie.FAUTE)
    raise SystemExit(Sortie.REJETS if bilan.anomalies else Sortie.REPONSE)


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
