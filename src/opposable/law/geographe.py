"""Tables → territories: each version of them, read once, and the zones its lists can name."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from opposable.errors import LawDataError
from opposable.law.cellule import Rangee
from opposable.law.lecteur import Lecteur
from opposable.law.territoire import Departement, Region, Territoires, tenir, zones

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opposable.law.entree import Zones

VERSIONS = "corpus.toml#territoires"
REGIONS, DEPARTEMENTS = "regions", "departements"
"""What a version of the territories is made of, a table each."""


class Geographe(Lecteur):
    """Reads the territories. It lives as long as the construction it serves."""

    @property
    def versions(self) -> Mapping[str, Territoires]:
        """The versions of the territories, the base first.

        Raises:
            LawDataError: None is named, or one does not hold the regions of the base whole.
        """
        fichiers = [self.fichier(v, quoi) for v in self._ids for quoi in (REGIONS, DEPARTEMENTS)]
        return self.deriver(VERSIONS, (VERSIONS, *fichiers), self._lire_les_versions)

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        rangees = (Rangee(VERSIONS, i, ligne) for i, ligne in enumerate(self.table(VERSIONS), 1))
        return tuple(rangee.texte("id") for rangee in rangees)

    def fichier(self, version: str, quoi: str = REGIONS) -> str:
        """Return the table of the regions, or departments, of a version."""
        autre = f"territoires/{version.replace(REGIONS, quoi)}.csv"
        return f"{quoi}.csv" if version == self._ids[0] else autre

    def zones(self, version: str) -> Zones:
        """Return what each zone of a version covers."""
        nom = self.fichier(version)
        regions = self.par_cle(nom, Region.lire, "code")
        return self.deriver(f"zones de {version}", (nom,), lambda: zones(regions))

    def _lire_les_versions(self) -> Mapping[str, Territoires]:
        rangees = [Rangee(VERSIONS, i, ligne) for i, ligne in enumerate(self.table(VERSIONS), 1)]
        fichier = self.fichier(self._ids[0], DEPARTEMENTS)
        base = self.par_cle(fichier, Departement.lire, "code")
        return {rangee.texte("id"): self._version(rangee, base) for rangee in rangees}

    def _version(self, rangee: Rangee, base: Mapping[str, Departement]) -> Territoires:
        version = rangee.texte("id")
        fichier = self.fichier(version, DEPARTEMENTS)
        departements = self.par_cle(fichier, Departement.lire, "code")
        try:
            tient = tenir(base, departements)
        except ValueError as erreur:
            raise LawDataError(fichier, f"{version} : {erreur}", champ="region") from None
        return Territoires(
            id=version,
            nom=rangee.bilingue("nom", "name"),
            regions=self.par_cle(self.fichier(version), Region.lire, "code"),
            departements=departements,
            tient=tient,
        )
