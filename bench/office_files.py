"""Files of an office by the million, made for `office.py`: drawn at once, written in bulk.

Six years of files: the last ones open, the others decided, with their journal, their decision, the
words they are found by and the figures they are counted in. Rows go in by one statement a table
(`COPY` on PostgreSQL), in the order of the index that is the largest; indices and constraints
are those of the migrations, put aside meanwhile and made again.
"""

from __future__ import annotations

import json
from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import chain, count
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from django.db import connection, transaction

from opposable.web.bureau.models import (
    Compteur,
    FicheActe,
    FicheDecision,
    FicheDossier,
    Mot,
    MotAmpute,
    MotDuDossier,
    Total,
)
from opposable.web.bureau.repertoire import amputer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model

JOUR = date(2008, 6, 10)
DEBUT = date(2002, 6, 10)
RECENT = 120
"""Days during which most files are still open."""
SYLLABES = ("ba", "du", "ker", "lo", "mi", "ne", "ra", "si", "ti", "vo", "za", "gue", "phi", "che")
NOMS, PRENOMS, EMPLOYEURS, METIERS = 60_000, 3_000, 80_000, 120
ACTES = 3
NOTIFIES, INCOMPLETS, AVIS, A_SIGNER = 0.995, 0.2, 0.95, 0.4
"""Where the draw of a file puts it: told, waited for, with an opinion asked, ready to sign."""
EMPREINTE = "0" * 64
POSTE = json.dumps({"employeur": None, "remuneration": None, "provisoire": False})
MINUTE = {"griefs": [], "prepare_par": "examen", "signe_par": "chef", "date_le": JOUR.isoformat()}
SITUATIONS = ("non_opposable", "opposable", "indeterminee")
TYPES = ("introduction", "changement_statut", "renouvellement")


class Tirage(NamedTuple):
    """What was drawn for each file, a row an array."""

    service: Any
    jour: Any
    etat: Any
    nom: Any
    prenom: Any
    employeur: Any
    metier: Any
    type: Any
    situation: Any
    agent: Any
    hasard: Any


ETATS = ("en_construction", "en_instruction", "accepte", "refuse", "sans_suite")
OUVERTS, ACCEPTE, REFUSE = 2, 2, 3


def tirer(nombre: int, services: int) -> Tirage:
    """Draw files in the order they were filed: large services and frequent names among them."""
    hasard = np.random.default_rng(14)
    jours = (JOUR - DEBUT).days
    jour = np.sort(hasard.integers(0, jours, nombre))
    ouvert = hasard.random(nombre) < np.where(jour > jours - RECENT, 0.8, 0.002)
    etat = np.where(
        ouvert,
        hasard.integers(0, OUVERTS, nombre),
        hasard.choice([2, 3, 4], nombre, p=[0.6, 0.3, 0.1]),
    )

    def frequents(combien: int) -> Any:
        poids = 1 / np.arange(5, combien + 5)
        return hasard.choice(combien, nombre, p=poids / poids.sum())

    return Tirage(
        frequents(services), jour, etat,
        frequents(NOMS), frequents(PRENOMS), frequents(EMPLOYEURS), frequents(METIERS),
        hasard.integers(0, len(TYPES), nombre), hasard.integers(0, len(SITUATIONS), nombre),
        hasard.integers(0, 9, nombre), hasard.random(nombre),
    )  # fmt: skip


def vocabulaire() -> list[str]:
    """Return invented words, each once, of four to twelve letters and more."""
    hasard = np.random.default_rng(15)
    mots: dict[str, None] = {}
    while len(mots) < NOMS + PRENOMS + EMPLOYEURS:
        tires = hasard.integers(0, len(SYLLABES), (20_000, 5))
        tailles = hasard.integers(2, 6, 20_000)
        for rangs, taille in zip(tires.tolist(), tailles.tolist(), strict=True):
            mots["".join(SYLLABES[r] for r in rangs[:taille])] = None
    return list(mots)


def remplir(nombre: int, services: list[str]) -> None:
    """Write the files and all that belongs to them."""
    tires, mots = tirer(nombre, len(services)), Mots(vocabulaire())
    liens: list[Any] = []
    with a_nu():
        _verser(FicheDossier, COLONNES, _fiches(tires, services, mots, liens))
        _verser(MotDuDossier, ("mot_id", "service", "dossier_id"), _liens(liens, services))
        _verser(Mot, ("id", "mot"), ((cle, mot) for mot, cle in mots.connus.items()))
        _verser(MotAmpute, ("forme", "mot_id"), _formes(mots.connus))
        _verser(FicheActe, ACTE, _actes(tires))
        _verser(FicheDecision, ("id", "dossier_id", "sens", "minute"), _decisions(tires))
        _verser(Compteur, CASE, _cases(tires, services))
        _verser(Total, TOTAL, _totaux(tires, services))
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


class Mots:
    """The words of the files, each with its key."""

    def __init__(self, inventes: list[str]) -> None:
        self.connus: dict[str, int] = {}
        self.noms = inventes[:NOMS]
        self.prenoms = inventes[NOMS : NOMS + PRENOMS]
        self.employeurs = inventes[NOMS + PRENOMS :]

    def cle(self, mot: str) -> int:
        """Return the key of a word, a new one the first time."""
        return self.connus.setdefault(mot, len(self.connus) + 1)


COLONNES = (
    "id", "numero", "demandeur", "plie", "etat", "service", "departement", "agent", "siret",
    "depose_le", "clos_le", "notifie_le", "autorise_du", "autorise_au", "bouge_le", "echeance_le",
    "notifiable_le", "attend", "avis_de", "a_signer", "a_reexaminer", "nombre_de_faits",
    "nombre_d_actes", "demande", "donnees", "pieces", "poste", "incomplets", "saisines",
    "propositions", "constatations", "signalement", "decision_id", "bloque_le",
)  # fmt: skip


def _fiches(t: Tirage, services: list[str], mots: Mots, liens: list[Any]) -> Iterator[list[Any]]:
    jours = [DEBUT + timedelta(days=rang) for rang in range((JOUR - DEBUT).days + 800)]
    dits = [jour.isoformat() for jour in jours]
    aujourd_hui = (JOUR - DEBUT).days
    comptes: Counter[tuple[int, int]] = Counter()
    decisions = count(1)
    champs = zip(*(c.tolist() for c in t), strict=True)
    for cle, (s, j, e, n, p, emp, m, ty, _, ag, h) in enumerate(champs, 1):
        service, annee, ouvert = services[s], jours[j].year, e < OUVERTS
        comptes[s, annee] += 1
        numero = f"{annee}-{service}-{comptes[s, annee]:05}"
        siret, metier = f"{100_000_000 + emp * 7_919}00017", str(61_000 + m)
        nom, prenom, employeur = mots.noms[n], mots.prenoms[p], mots.employeurs[emp]
        dite = f"{numero.replace('-', ' ')} {siret} {metier} societe {employeur}"
        plie = f"{dite} {siret[:9]} {nom} {prenom}"
        liens.append((s, [mots.cle(mot) for mot in dict.fromkeys(plie.split())]))
        clos = None if ouvert else min(j + int(h * 60), aujourd_hui)
        notifie = clos is not None and (h < NOTIFIES or clos < aujourd_hui - 40)
        accepte = e == ACCEPTE
        bouge = clos or min(j + int(h * 30), aujourd_hui)
        yield [
            cle, numero, f"societe {employeur}", plie, ETATS[e], service, service[-2:],
            f"agent-{s}-{ag}" if ag else None, siret,
            dits[j], None if clos is None else dits[clos], dits[clos] if notifie else None,
            dits[clos] if accepte and notifie else None,
            dits[clos + 365] if accepte and notifie else None,
            dits[bouge], dits[j + 61] if ouvert else None,
            dits[clos] if e in {ACCEPTE, REFUSE} and not notifie else None,
            ("demandeur" if h < INCOMPLETS else "service") if ouvert else "personne",
            services[(s + 1) % len(services)] if ouvert and h > AVIS else None,
            ouvert and A_SIGNER < h < A_SIGNER + INCOMPLETS / 2, False, 0, ACTES,
            json.dumps({"metier": metier, "nationalite": "MAR", "type": TYPES[ty],
                        "depose_le": dits[j]}),
            json.dumps({"employeur.nom": f"Société {employeur}", "employeur.siret": siret,
                        "travailleur.nom": nom.title(), "travailleur.prenoms": prenom.title()}),
            "[]", POSTE, "[]", "[]", "[]", "[]", f"{n:016x}{p:016x}{emp:016x}{m:016x}",
            next(decisions) if e in {ACCEPTE, REFUSE} else None,
            dits[clos + 1] if accepte and not notifie else None,
        ]  # fmt: skip


def _liens(liens: list[Any], services: list[str]) -> Iterator[list[Any]]:
    """Each word of each file, in the order the words are read by."""
    tailles = np.fromiter((len(cles) for _, cles in liens), np.int64, len(liens))
    mot = np.fromiter(chain.from_iterable(cles for _, cles in liens), np.int64, tailles.sum())
    dossier = np.repeat(np.arange(1, len(liens) + 1), tailles)
    service = np.repeat(np.fromiter((s for s, _ in liens), np.int64, len(liens)), tailles)
    rang_du_nom = np.argsort(np.argsort(services))
    ordre = np.lexsort((dossier, rang_du_nom[service], mot))
    for debut in range(0, len(ordre), LOT):
        ici = ordre[debut : debut + LOT]
        noms = [services[s] for s in service[ici].tolist()]
        yield from zip(mot[ici].tolist(), noms, dossier[ici].tolist(), strict=True)


def _formes(mots: dict[str, int]) -> list[tuple[str, int]]:
    return sorted((forme, cle) for mot, cle in mots.items() for forme in amputer(mot))


ACTE = (
    "dossier_id", "rang", "le", "instant", "auteur", "role", "acte", "contenu", "precedente",
    "empreinte",
)  # fmt: skip


def _actes(t: Tirage) -> Iterator[list[Any]]:
    for cle, (jour, service) in enumerate(zip(t.jour.tolist(), t.service.tolist(), strict=True), 1):
        le = (DEBUT + timedelta(days=jour)).isoformat()
        for rang, acte in enumerate(("Deposer", "Instruire", "Examiner"), 1):
            yield [
                cle, rang, le, f"{le} 10:00:00+00:00", f"agent-{service}-1", "instructeur", acte,
                '{"service": "essai"}', EMPREINTE, EMPREINTE,
            ]  # fmt: skip


def _decisions(t: Tirage) -> Iterator[list[Any]]:
    sens = {ACCEPTE: "favorable", REFUSE: "defavorable"}
    dites = {rang: json.dumps({**MINUTE, "sens": dit}) for rang, dit in sens.items()}
    decides = ((cle, e) for cle, e in enumerate(t.etat.tolist(), 1) if e in sens)
    for rang, (cle, etat) in enumerate(decides, 1):
        yield [rang, cle, sens[etat], dites[etat]]


TOTAL = ("service", "situation_emploi", "etat", "nombre")
CASE = ("service", "depose_en", "type", "situation_emploi", "etat", "tacite", "notifie", "nombre")


def _cases(t: Tirage, services: list[str]) -> Iterator[list[Any]]:
    mois = [f"{DEBUT + timedelta(days=r):%Y-%m}" for r in range((JOUR - DEBUT).days)]
    lus = zip(*(c.tolist() for c in (t.service, t.jour, t.type, t.situation, t.etat)), strict=True)
    comptes = Counter((s, mois[j], ty, si, e) for s, j, ty, si, e in lus)
    for (s, m, ty, si, e), n in comptes.items():
        yield [services[s], m, TYPES[ty], SITUATIONS[si], ETATS[e], False, e >= OUVERTS, n]


def _totaux(t: Tirage, services: list[str]) -> Iterator[list[Any]]:
    comptes = Counter(zip(*(c.tolist() for c in (t.service, t.situation, t.etat)), strict=True))
    for (s, si, e), n in comptes.items():
        yield [services[s], SITUATIONS[si], ETATS[e], n]


LOT = 100_000


def _verser(table: type[Model], colonnes: tuple[str, ...], rangees: Iterable[Any]) -> None:
    """Write rows in one statement."""
    nom, dites = table._meta.db_table, ", ".join(colonnes)  # noqa: SLF001
    with connection.cursor() as curseur:
        if connection.vendor == "sqlite":
            marques = ", ".join("?" * len(colonnes))
            ordre = f"INSERT INTO {nom} ({dites}) VALUES ({marques})"  # noqa: S608
            curseur.connection.executemany(ordre, rangees)
            return
        with curseur.copy(f"COPY {nom} ({dites}) FROM STDIN") as flux:
            lot: list[str] = []
            for rangee in rangees:
                lot.append("\t".join("\\N" if v is None else str(v) for v in rangee))
                if len(lot) == LOT // 20:
                    flux.write("\n".join(lot) + "\n")
                    lot.clear()
            if lot:
                flux.write("\n".join(lot) + "\n")
        if "id" in colonnes:
            curseur.execute(f"SELECT setval('{nom}_id_seq', (SELECT max(id) FROM {nom}))")  # noqa: S608


@contextmanager
def a_nu() -> Iterator[None]:
    """Put indices aside while rows are written in one transaction, then make them again."""
    with connection.cursor() as curseur:
        if connection.vendor == "sqlite":
            curseur.execute("PRAGMA synchronous=OFF")
            curseur.execute("PRAGMA foreign_keys=OFF")
            curseur.execute("PRAGMA cache_size=-400000")
        with transaction.atomic():
            refaire = _defaire(curseur)
            yield
            for ordre in refaire:
                curseur.execute(ordre)
    connection.close()


def _defaire(curseur: Any) -> list[str]:
    if connection.vendor == "sqlite":
        curseur.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            " AND tbl_name LIKE 'bureau\\_%' ESCAPE '\\'"
        )
        lus = curseur.fetchall()
        for nom, _ in lus:
            curseur.execute(f'DROP INDEX "{nom}"')
        return [ordre for _, ordre in lus]
    curseur.execute("SET LOCAL session_replication_role = replica")
    curseur.execute("SET LOCAL maintenance_work_mem = '512MB'")
    curseur.execute(
        "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'u' AND conrelid::regclass::text LIKE 'bureau\\_%'"
    )
    contraintes = curseur.fetchall()
    for table, nom, _ in contraintes:
        curseur.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{nom}"')
    curseur.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'bureau\\_%'"
        " AND indexname NOT LIKE '%\\_pkey'"
    )
    indices = curseur.fetchall()
    for nom, _ in indices:
        curseur.execute(f'DROP INDEX "{nom}"')
    return [
        *(ordre for _, ordre in indices),
        *(f'ALTER TABLE {t} ADD CONSTRAINT "{n}" {d}' for t, n, d in contraintes),
    ]
