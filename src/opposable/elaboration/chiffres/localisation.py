"""The territory of each row of a table: which level is meant, then which place it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opposable.elaboration.chiffres.cles import Cle, Cles, ranger
from opposable.elaboration.chiffres.colonnes import connues, plier
from opposable.elaboration.chiffres.lieux import Lecteur, Maille, Sens
from opposable.errors import FichierError
from opposable.fichiers.table import Distinctes, Table, en_texte
from opposable.fichiers.tableaux import en_textes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from opposable.elaboration.chiffres.lieux import Lieux

NON_UTILISEE = Cle("", "", hors=True)


class Localisation(NamedTuple):
    """Where the rows are.

    Attributes:
        cles: Territory of each row, finer than a region where figures are to be added up.
        maille: Level read.
        region_de: Region of each of these territories that is finer; empty where none is.
        dite_par: What told the level, a French clause; empty where nothing had to.
    """

    cles: Cles
    maille: Maille
    region_de: Mapping[str, str]
    dite_par: str


class _Distinct(NamedTuple):
    """A distinct place of the file, as written, and what it may mean."""

    texte: str
    bassin: str
    sens: Sens


def localiser(
    table: Table, titres: Mapping[str, str], lieux: Lieux, demandee: Maille | None
) -> Localisation:
    """Read the territory of each row.

    Args:
        table: The table.
        titres: Title by role: `territoire`, and if need be `maille`, `intitule`, `bassin`.
        lieux: The territories.
        demandee: Level asked for, None to have the file tell it.

    Raises:
        FichierError: Nothing tells whether codes are those of regions or of departments.
    """
    distincts, rangs = _distincts(table, titres, Lecteur(lieux))
    maille, dite_par = _fixer(table.nom, titres, distincts, demandee)
    par_colonne = "maille" in titres
    lues = [_lire(d, maille, lieux, par_colonne=par_colonne) for d in distincts]
    _exiger_un_decoupage(table.nom, titres["territoire"], distincts, maille, lieux)
    region_de = {
        cle.valeur: lieux.region_de[cle.dit] if maille is Maille.DEPARTEMENTS else cle.dit
        for cle in lues
        if cle.dit and cle.valeur != cle.dit
    }
    colonne = Distinctes(en_textes([*(d.texte for d in distincts), None]), rangs)
    return Localisation(ranger(colonne, [*lues, Cle("")]), maille, region_de, dite_par)


def _exiger_un_decoupage(
    nom: str, titre: str, distincts: Sequence[_Distinct], maille: Maille, lieux: Lieux
) -> None:
    """Refuse codes that are those of another version of the regions, and of no other."""
    if maille is not Maille.REGIONS:
        return
    autres = sorted({d.texte for d in distincts if d.texte in lieux.ailleurs})
    lues = {d.sens.codes.get(maille, "") for d in distincts}
    if autres and not lues & lieux.propres:
        raise FichierError(
            nom,
            f"la colonne « {titre} » a des codes ({', '.join(autres[:3])}) qui ne sont d'aucune "
            f"région de {lieux.annee} ; si ce sont des régions, écrivez --territoires "
            f"{lieux.ailleurs[autres[0]]} ; si ce sont des départements, --maille departements",
        )


def _distincts(
    table: Table, titres: Mapping[str, str], lecteur: Lecteur
) -> tuple[list[_Distinct], NDArray[np.int64]]:
    """Return the distinct places of the file, each read once, and the rank of each row's."""
    roles = [r for r in ("territoire", "intitule", "maille", "bassin") if r in titres]
    colonnes = [table.distinctes(titres[role]) for role in roles]
    codes = np.zeros(len(table.lignes), dtype=np.int64)
    for colonne in colonnes:
        codes = codes * len(colonne.valeurs) + colonne.rangs
    _, premieres, rangs = np.unique(codes, return_index=True, return_inverse=True)
    distincts = []
    for rangee in premieres.tolist():
        ecrits = {
            role: en_texte(colonne.valeurs[colonne.rangs[rangee]])
            for role, colonne in zip(roles, colonnes, strict=True)
        }
        sens = lecteur.lire(ecrits["territoire"], ecrits.get("intitule", ""), ecrits.get("maille"))
        distincts.append(_Distinct(ecrits["territoire"], ecrits.get("bassin", ""), sens))
    return distincts, rangs.astype(np.int64)


def _fixer(
    nom: str, titres: Mapping[str, str], distincts: Sequence[_Distinct], demandee: Maille | None
) -> tuple[Maille, str]:
    """Return the level to read, and what told it."""
    dites = {m for d in distincts if d.sens.dite for m in d.sens.codes} - {Maille.FRANCE}
    if demandee is not None:
        return demandee, f"--maille {demandee}"
    if "maille" in titres:
        return _par_colonne(nom, titres["maille"], dites), f"la colonne « {titres['maille']} »"
    titre = _du_titre(titres["territoire"])
    if titre is not None and (not dites or titre in dites):
        return titre, f"le titre « {titres['territoire']} »"
    codes = sorted({d.texte for d in distincts if d.sens.codes and not d.sens.dite} - {""})
    if titre is None and dites and not (codes and len(dites) > 1):
        return min(dites, key=[*Maille].index), "les noms des territoires"
    if codes or titre is not None:
        raise FichierError(nom, _demander(titres["territoire"], codes, titre))
    return Maille.FRANCE, ""


def _par_colonne(nom: str, titre: str, dites: set[Maille]) -> Maille:
    lues = dites - {Maille.AUTRE}
    if dites and not lues:
        raise FichierError(
            nom,
            f"la colonne « {titre} » ne donne ni région ni département : demandez les chiffres par "
            "région ou par département",
        )
    return min(lues, key=[*Maille].index, default=Maille.FRANCE)


def _du_titre(titre: str) -> Maille | None:
    """Return the level that a title tells, None where it tells none."""
    return next(
        (
            Maille(m)
            for m, titres in connues()["titres_de_maille"].items()
            if plier(titre) in titres
        ),
        None,
    )


def _demander(titre: str, codes: Sequence[str], dite: Maille | None) -> str:
    if dite is not None:
        return (
            f"la colonne « {titre} » et les noms écrits à côté ne disent pas la même maille ; "
            "écrivez --maille regions ou --maille departements"
        )
    exemples = ", ".join(codes[:3]) + ("…" if len(codes) > 3 else "")  # noqa: PLR2004 - examples
    return (
        f"rien ne dit si la colonne « {titre} » ({exemples}) porte des régions ou des "
        "départements : les mêmes codes servent aux deux ; écrivez --maille regions ou --maille "
        "departements, ou ajoutez une colonne « type_territoire » (REG, DEP)"
    )


def _lire(lu: _Distinct, maille: Maille, lieux: Lieux, *, par_colonne: bool) -> Cle:
    """Return the territory of a distinct place, at the level that is read."""
    codes = lu.sens.codes
    if not lu.texte and not par_colonne:
        return Cle("", "aucun territoire ; complétez la ligne")
    if Maille.FRANCE in codes:
        return Cle(codes[Maille.FRANCE])
    if maille not in codes:
        autre = lu.sens.dite and codes and par_colonne
        return NON_UTILISEE if autre else Cle("", _pourquoi(lu, maille, lieux))
    code = codes[maille]
    fin = f"dép. {code}" if maille is Maille.DEPARTEMENTS else code
    valeur = f"{fin}, bassin {lu.bassin}" if lu.bassin else fin
    return Cle(valeur, corrigee=lu.sens.complete, dit=code)


def _pourquoi(lu: _Distinct, maille: Maille, lieux: Lieux) -> str:
    """Say why a place is not read."""
    if maille is Maille.DEPARTEMENTS:
        return "ni un département, ni la France entière ; donnez son code"
    pistes = []
    departement = lu.sens.codes.get(Maille.DEPARTEMENTS, "")
    if departement:
        nom = lieux.departements[departement]
        pistes.append(f"un département ({nom}) : pour en lire, écrivez --maille departements")
    if lu.texte in lieux.ailleurs:
        ailleurs = lieux.ailleurs[lu.texte]
        pistes.append(f"une région d'un autre découpage : écrivez --territoires {ailleurs}")
    if pistes:
        return f"aucune des régions lues ; c'est {', ou '.join(pistes)}"
    annee = f" de {lieux.annee}" if lieux.annee else ""
    return f"ni une région{annee}, ni la France entière ; donnez le code à deux chiffres"
