"""Drafts of lists that the tests write and throw away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

CODE = "B0Z20"
"""A code of two nomenclatures at once, under the drafts `DE_2009` and `DE_2021`."""
LABELS = {
    "fap-2009": "Ouvriers non qualifiés des travaux publics, du béton et de l'extraction",
    "fap-2021": "Un autre label de 2021",
}


class Projet(NamedTuple):
    """A draft of one list, as an author would write it."""

    id: str
    public: str
    remplace: str
    nomenclature: str
    territoires: str
    rangees: tuple[tuple[str, str, str], ...]
    apporte: str = ""
    forme: str = "[A-Z][0-9][A-Z][0-9]{2}"

    def ecrire(self, parent: Path) -> Path:
        """Write its folder."""
        dossier = parent / self.id
        dossier.mkdir()
        fichiers = {
            "instrument.toml": self._tete(),
            "dispositions.csv": "instrument,ancre,titre,resume,summary,decide,certitude\n"
            f"{self.id},{self.id}#1,Liste,Ce qu'il ouvre,What it opens,oui,infere\n",
            "liste.csv": "rang,zone,metier_imprime,metier,intitule,domaine,activite,ouvre,"
            "lectures,ancre,certitude\n"
            + "".join(
                f"{i},{zone},{code},{code},{label},,,oui,,{self.id}#1/{zone}/{i},infere\n"
                for i, (zone, code, label) in enumerate(self.rangees, 1)
            ),
            "metiers.csv": "code,intitule,domaine\n"
            + "".join(f"{code},{label},\n" for _, code, label in self.rangees if self.apporte),
        }
        for nom, texte in fichiers.items():
            (dossier / nom).write_text(texte, encoding="utf-8")
        return dossier

    def _tete(self) -> str:
        siens = (("id", self.apporte), ("nom", self.apporte), ("forme", self.forme))
        cles = "".join(f'{cle} = "{valeur}"\n' for cle, valeur in siens)
        propre = f"[[nomenclature]]\n{cles}" if self.apporte else ""
        return f"""id = "{self.id}"
nature = "projet"
titre = "Projet {self.id}"
title = "Draft {self.id}"
ancre = "{self.id}#1"
certitude = "infere"
certitude_publication = "infere"
[[liste]]
id = "{self.id}/liste"
nom = "liste {self.id}"
name = "list {self.id}"
public = [{self.public}]
fondement = "ouverture_tiers"
nomenclature = "{self.nomenclature}"
territoires = "{self.territoires}"
fichiers = ["liste.csv"]
remplace = ["{self.remplace}"]
examine_du = 2010-01-01
examine_au = 2011-08-12
ancre = "{self.id}#1"
certitude = "infere"
{propre}"""


TIERS = ('"pays_tiers", "accord_en_vigueur"', "arrete-2008-01-18-tiers/liste")
DE_2009 = Projet(
    "essai-2009", *TIERS, "fap-2009", "regions-2007", (("53", CODE, "Un label imprimé"),)
)
DE_2021 = Projet(
    "essai-2021",
    '"ue_transitoire"',
    "arrete-2008-01-18-ue/liste",
    "fap-2021",
    "regions-2016",
    (("53", CODE, LABELS["fap-2021"]), ("84", "A9Z99", "Un code que 2009 n'a pas")),
    apporte="fap-2021",
)
