"""The services that handle files on a day: one of each kind per department.

The kinds are a data file; when each of them exists is what the law data say of its like.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from opposable.dossiers.droits import Service
from opposable.ecrit.bilingue import Bilingue
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from opposable.dossiers.etat import Dossier
    from opposable.law.corpus import Corpus

GENRES = Path(__file__).parent / "donnees" / "services.csv"


class ServiceNomme(NamedTuple):
    """A service of a department: its kind, what people call it, the kinds of file it receives.

    Attributes:
        competences: For each kind of file, the place that makes one of them competent: that of
            work, of residence, or the employer's seat.
    """

    id: str
    genre: str
    departement: str
    region: str
    nom: Bilingue
    competences: Mapping[str, str]

    @property
    def types(self) -> frozenset[str]:
        """Kinds of file it receives."""
        return frozenset(self.competences)

    @property
    def pur(self) -> Service:
        """What rights know of it."""
        return Service(self.id, self.region)


@du_droit(64)
def services_purs(jour: date) -> tuple[Service, ...]:
    """Return what rights know of the services of a day."""
    return tuple(service.pur for service in services(jour).values())


@du_droit(64)
def services(jour: date) -> Mapping[str, ServiceNomme]:
    """Return the services that handle files on a day, by identifier.

    Law: 2/4.
    """
    corpus = droit.corpus()
    with GENRES.open(encoding="utf-8", newline="") as lignes:
        return {s.id: s for ligne in csv.DictReader(lignes) for s in _du_genre(ligne, corpus, jour)}


def _du_genre(ligne: Mapping[str, str], corpus: Corpus, jour: date) -> Iterator[ServiceNomme]:
    pareils = [s for s in corpus.services if s.sigle == ligne["suit"] and s.du <= jour <= s.au]
    if not pareils:
        return
    competences = {type_: s.competence for s in pareils for type_ in s.types}
    for code, ici in corpus.territoires[ligne["territoires"]].departements.items():
        if code == ligne["sauf"] or ligne["departement"] not in {"", code}:
            continue
        nom = Bilingue(f"{ligne['nom']} – {ici.nom}", f"{ligne['name']} – {ici.nom}")
        yield ServiceNomme(
            f"{ligne['genre']}-{code}", ligne["genre"], code, ici.region, nom, competences
        )


def nom_du_service(service: str, jour: date) -> str:
    """Return what people call a service on a day; its identifier where it is no more."""
    connu = services(jour).get(service)
    return connu.nom.dire(droit.langue()) if connu else service


def lieux(dossier: Dossier) -> dict[str, str | None]:
    """Return the department of each place that may make a service competent, None not said.

    None is deduced from another: where people live is not where they work.
    """
    return {
        "travail": dossier.demande.departement,
        "residence": dossier.donnees.travailleur.departement,
        "siege": dossier.donnees.employeur.departement,
    }


def competents(dossier: Dossier, jour: date) -> tuple[ServiceNomme, ...]:
    """Return the services that receive a file on a day, the usual one first.

    None where its kind, or the place that makes one competent, is not said.

    Law: 2/4.
    """
    ou, type_ = lieux(dossier), dossier.demande.type or ""
    tous = (s for s in services(jour).values() if type_ in s.types)
    return tuple(s for s in tous if s.departement == ou[s.competences[type_]])


def lieux_attendus(type_: str | None, jour: date) -> frozenset[str]:
    """Return the places of which one makes a service competent for a kind of file that day.

    Law: 2/4.
    """
    tous = services(jour).values()
    return frozenset(s.competences[type_] for s in tous if type_ and type_ in s.types)
