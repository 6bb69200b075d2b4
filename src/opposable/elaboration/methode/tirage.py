"""Drawing lists: the steps of a scheme applied to figures, one verdict for each cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from opposable.elaboration.chiffres.releve import FRANCE
from opposable.elaboration.chiffres.tension import par_periode
from opposable.elaboration.methode.etapes import APPLIQUER, Cellules
from opposable.elaboration.methode.maintien import AUCUN, Maintien
from opposable.elaboration.methode.selection import Elaboration, Selection
from opposable.errors import SchemaError

if TYPE_CHECKING:
    from opposable.elaboration.chiffres.nomenclature import Nomenclature
    from opposable.elaboration.chiffres.releve import Releve
    from opposable.elaboration.methode.schema import Schema, Tirage

TOUTE_MESURE = "toutes"
"""Scale of a scheme whose thresholds are meant for any figures."""


def elaborer(
    schema: Schema, releve: Releve, nomenclature: Nomenclature, maintien: Maintien = AUCUN
) -> Elaboration:
    """Draw the lists of a scheme.

    Args:
        schema: The steps.
        releve: The figures, one period or several (added up).
        nomenclature: Labels, levels and domains of the occupations.
        maintien: What is already open, and leaves only under a lower threshold.

    Returns:
        Every list, with a verdict for each occupation in each territory.

    Raises:
        SchemaError: The scheme does not fit the figures, or a file it names cannot be used.
    """
    _exiger_mesure(schema, releve)
    chiffres = (releve if len(releve.periodes) == 1 else releve.cumuler()).avec_france()
    periodes = releve.avec_france()
    selections: dict[str, Selection] = {}
    for tirage in schema.tirages:
        selections[tirage.id] = _tirer(tirage, schema, chiffres, nomenclature, selections, maintien)
    return Elaboration(schema, chiffres, periodes, nomenclature, selections, maintien)


def elaborer_par_periode(
    schema: Schema, releve: Releve, nomenclature: Nomenclature, maintien: Maintien
) -> Elaboration:
    """Draw period after period, what one keeps being in place for the next; return the last.

    Raises:
        SchemaError: The scheme does not fit the figures, or a file it names cannot be used.
    """
    *avant, dernier = par_periode(releve)
    for periode, chiffres in avant:
        tiree = elaborer(schema, chiffres, nomenclature, maintien)
        gardes = {nom: s.retenus() for nom, s in tiree.selections.items()}
        maintien = Maintien(maintien.marge, gardes, f"période {periode}")
    derniere = elaborer(schema, dernier[1], nomenclature, maintien)
    return replace(derniere, periodes=releve.avec_france())


def _exiger_mesure(schema: Schema, releve: Releve) -> None:
    """Check that thresholds and figures are on the same scale.

    A yearly flow of offers over a mean stock of seekers is not the ratio of 2006.
    """
    if schema.mesure not in (TOUTE_MESURE, releve.mesure):
        dite = (
            f"les chiffres sont en « {releve.mesure} »"
            if releve.mesure
            else ("rien ne dit celle des chiffres")
        )
        raise SchemaError(
            schema.id,
            f"ses seuils valent pour la mesure « {schema.mesure} », et {dite} : un flux annuel sur "
            f"un stock n'est pas à la même échelle. Si les chiffres sont à celle-là, écrivez "
            f"--mesure {schema.mesure} ; sinon prenez un schéma à leur mesure, comme "
            "--schema variante-flux.toml pour --mesure flux-annuel",
        )


def _tirer(
    tirage: Tirage,
    schema: Schema,
    releve: Releve,
    nomenclature: Nomenclature,
    avant: dict[str, Selection],
    maintien: Maintien,
) -> Selection:
    tous = sorted({*nomenclature.metiers, *releve.metiers})
    parmi = sorted(avant[tirage.parmi].metiers()) if tirage.parmi else tous
    lieux = releve.regions if tirage.par_region else (FRANCE,)
    cellules = Cellules(
        tous,
        parmi,
        lieux,
        schema.effectif_minimal,
        releve,
        nomenclature,
        maintien.pour(tirage, releve),
        maintien.marge,
    )
    for etape in tirage.etapes:
        APPLIQUER[etape.genre](cellules, etape)
    return Selection(tirage.id, tirage.nom, tirage.par_region, cellules.verdicts())
