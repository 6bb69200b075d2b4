"""The kernel answers as `decide`, row by row, field by field."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from opposable.batch.noyau import Noyau
from opposable.batch.rejet import FAITS
from opposable.batch.reponses import AJOUTES
from opposable.decision.chargement import load_corpus
from opposable.decision.decide import decide
from opposable.decision.demande import Demande
from opposable.errors import DemandeError, FichierError
from opposable.law.corpus import Corpus

Ligne = dict[str, str | None]
LIGNES = 50_000


def attendu(ligne: Ligne, corpus: Corpus) -> dict[str, object]:
    """The seven fields as `decide` says them."""
    champs = {champ: (valeur or "").strip() for champ, valeur in ligne.items()}
    dite = decide(Demande.depuis(champs), corpus)
    lectures = [a.lecture.id for a in dite.lectures]
    return {
        "situation_emploi": dite.situation_emploi.value,
        "regle": dite.regle,
        "liste": dite.liste,
        "fondement": dite.fondement.texte.fr if dite.fondement else None,
        "autorite": dite.autorite.id if dite.autorite else None,
        "notifiable_le": dite.notifiable_le,
        "lectures": " ".join(lectures) or None,
    }


class Tirage:
    """Random rows: every code of the law, days around every cut, and faults."""

    def __init__(self, noyau: Noyau, graine: int) -> None:
        self.hasard = random.Random(graine)  # noqa: S311 - a test, not a secret
        corpus = noyau.corpus
        self.corpus = corpus
        self.nationalites = list(corpus.nationalites)
        codes = {m.metier for m in noyau.table.metiers if m.metier and m.metier.isdigit()}
        self.metiers = sorted(codes)
        self.restreints = sorted({m.metier for m in noyau.table.metiers if m.activite and m.metier})
        periodes = noyau.table.periodes
        self.coupes = [p.examine_du for p in periodes[1:]] + [p.depose_du for p in periodes[3:6]]
        self.coupes = [jour for jour in self.coupes if jour > date.min]

    def jour(self) -> date:
        """A day, often one of change or next to one."""
        if self.hasard.random() < 0.3:
            return self.hasard.choice(self.coupes) + timedelta(self.hasard.randint(-1, 1))
        return self.coupes[0] + timedelta(self.hasard.randint(-400, 6500))

    def parfois(self, chance: float, valeurs: list[str]) -> str | None:
        """One of the values, or nothing."""
        return self.hasard.choice(valeurs) if self.hasard.random() < chance else None

    def nationalite(self) -> str | None:
        """One nationality, several, a faulty one, or none."""
        if self.hasard.random() < 0.3:
            combien = self.hasard.randint(2, 4)
            return "+".join(self.hasard.choice(self.nationalites) for _ in range(combien))
        fautes = ["sen", "ZZZ", "SEN+", "+", " POL ", "SEN + POL", "", " "]
        return self.parfois(0.03, fautes) or self.parfois(0.95, self.nationalites)

    def ligne(self) -> Ligne:
        """A row."""
        metier = self.parfois(0.1, self.restreints) or self.parfois(0.8, self.metiers)
        metier = self.parfois(0.03, ["M1805", "1234", " 61231 ", "６１２３１"]) or metier
        departement = self.parfois(0.6, list(self.corpus.departements))
        region = self.parfois(0.4, list(self.corpus.regions))
        if departement and region and self.hasard.random() < 0.9:
            region = self.corpus.departements[departement].region
        depose_le = self.jour()
        examine_le = depose_le + timedelta(self.hasard.choice([0, 1, 5, 30, 90, 400, 0, 9, -1]))
        fausses = ["2008-2-1", "31/12/2008", "2008-02-30", "20080201", ""]
        autres = [metier or "61231", *self.metiers[:3], "x"]
        return {
            "nationalite": self.nationalite(),
            "metier": metier,
            "departement": self.parfois(0.01, ["1", "976", "99"]) or departement,
            "region": self.parfois(0.01, ["1", "84"]) or region,
            "type": self.parfois(0.01, ["Introduction"])
            or self.parfois(0.95, [*self.corpus.valeurs["type"], "renouvellement"]),
            "depose_le": self.parfois(0.02, fausses) or depose_le.isoformat(),
            "examine_le": self.parfois(0.01, fausses) or self.parfois(0.6, [str(examine_le)]),
            "metier_initial": self.parfois(0.4, autres),
            "activite": self.parfois(0.4, list(self.corpus.valeurs["activite"])),
            "diplome_francais": self.parfois(0.01, ["Master"])
            or self.parfois(0.3, ["master", "autre"]),
        }


def lot_de(lignes: list[Ligne]) -> pa.RecordBatch:
    """The rows as a batch of plain text."""
    colonnes = [pa.array([ligne.get(champ) for ligne in lignes], pa.string()) for champ in FAITS]
    return pa.RecordBatch.from_arrays(colonnes, names=list(FAITS))


def ecarts(noyau: Noyau, lignes: list[Ligne]) -> Iterator[tuple[Ligne, object, object]]:
    """Rows for which the kernel and `decide` differ."""
    resultat = noyau.decider(lot_de(lignes))
    trouves = resultat.lot.to_pylist()
    rejets = {rejet.ligne: rejet for rejet in resultat.rejets}
    for rang, (ligne, trouve) in enumerate(zip(lignes, trouves, strict=True)):
        rejet = rejets.get(rang)
        obtenu: object = (rejet.champ, rejet.raison) if rejet else trouve
        voulu: object
        try:
            voulu = attendu(ligne, noyau.corpus)
        except DemandeError as erreur:
            voulu = (erreur.champ, erreur.probleme)
            if any(trouve.values()):
                yield ligne, "une ligne rejetée est vide", trouve
        if obtenu != voulu:
            yield ligne, voulu, obtenu


@pytest.mark.parametrize("graine", [1, 2])
def test_kernel_says_what_decide_says(noyau: Noyau, graine: int) -> None:
    """On random rows, faults and several nationalities included, both say the same bytes."""
    tirage = Tirage(noyau, graine)
    lignes = [tirage.ligne() for _ in range(LIGNES)]
    assert next(ecarts(noyau, lignes), None) is None


@pytest.mark.parametrize("lecture", ["six-nationaux", "senegal-date"])
def test_kernel_follows_a_rival_reading(lecture: str) -> None:
    """Under a rival reading the kernel says what `decide` says under it."""
    noyau = Noyau(load_corpus(lectures=[lecture]))
    tirage = Tirage(noyau, 3)
    assert next(ecarts(noyau, [tirage.ligne() for _ in range(8_000)]), None) is None


def test_forms_of_columns_change_nothing(noyau: Noyau) -> None:
    """Plain text, dictionaries, dates and instants give the same answers."""
    tirage = Tirage(noyau, 4)
    jours = ("depose_le", "examine_le")
    lignes = [
        ligne | {jour: tirage.jour().isoformat() for jour in jours[:1]} | {jours[1]: None}
        for ligne in (tirage.ligne() for _ in range(2_000))
    ]
    texte = lot_de(lignes)
    voulu = noyau.decider(texte).lot.to_pylist()
    for type_ in (pa.date32(), pa.date64(), pa.timestamp("us"), pa.timestamp("ns", "UTC")):
        colonnes = [
            colonne.cast(pa.date32()).cast(pa.timestamp("us")).cast(type_)
            if champ in jours
            else colonne.dictionary_encode()
            for champ, colonne in zip(FAITS, texte.columns, strict=True)
        ]
        autre = pa.RecordBatch.from_arrays(colonnes, names=list(FAITS))
        assert noyau.decider(autre).lot.to_pylist() == voulu


def test_many_distinct_values_change_nothing(noyau: Noyau) -> None:
    """Dictionaries too large to be multiplied out give the same answers."""
    lignes: list[Ligne] = [
        {
            "nationalite": "SEN",
            "metier": f"{10_000 + rang}",
            "metier_initial": f"{10_000 + rang % 7 * 900}",
            "departement": "75",
            "type": "renouvellement",
            "depose_le": "2008-02-01",
        }
        for rang in range(7_000)
    ]
    assert next(ecarts(noyau, lignes), None) is None


def test_instants_count_by_their_day(noyau: Noyau) -> None:
    """The hour of an instant is not looked at."""
    instant = np.datetime64("2008-01-20T23:59", "s")
    ligne = {"nationalite": ["SEN"], "metier": ["61231"], "type": ["introduction"]}
    lot = pa.RecordBatch.from_pydict(ligne | {"depose_le": pa.array([instant])})
    assert noyau.decider(lot).lot.to_pylist()[0]["liste"].startswith("circulaire")


def test_days_outside_the_calendar_are_rejected(noyau: Noyau) -> None:
    """A day no calendar writes is a rejected row, not a crash."""
    jours = pa.array([2_147_483_647, -2_147_483_648, 3_000_000, 0], pa.int32()).cast(pa.date32())
    lot = pa.RecordBatch.from_pydict({"nationalite": ["SEN"] * 4, "depose_le": jours})
    rejets = noyau.decider(lot).rejets
    assert [(r.ligne, r.champ) for r in rejets] == [
        (0, "depose_le"),
        (1, "depose_le"),
        (2, "depose_le"),
    ]


def test_output_is_the_contract(noyau: Noyau) -> None:
    """Seven columns in their order, text as dictionaries, the day as a date."""
    lot = noyau.decider(lot_de([])).lot
    assert tuple(lot.schema.names) == AJOUTES
    assert lot.schema.field("notifiable_le").type == pa.date32()
    autres = [c for c in lot.schema if c.name != "notifiable_le"]
    assert all(pa.types.is_dictionary(c.type) for c in autres)


def test_numbers_in_place_of_codes_are_refused(noyau: Noyau) -> None:
    """A column of numbers has lost its leading zeros: the whole column is refused."""
    lot = pa.RecordBatch.from_pydict({"metier": [61231], "depose_le": ["2008-02-01"]})
    with pytest.raises(FichierError, match="metier : la colonne est de type int64"):
        noyau.decider(lot)


def test_rows_keep_their_order_in_any_cut(noyau: Noyau) -> None:
    """Batches of any size give the rows of one batch."""
    tirage = Tirage(noyau, 5)
    lot = lot_de([tirage.ligne() for _ in range(3_000)])
    entier = noyau.decider(lot).lot.to_pylist()
    coupes = [noyau.decider(lot.slice(debut, 7)).lot for debut in range(0, 3_000, 7)]
    assert [ligne for coupe in coupes for ligne in coupe.to_pylist()] == entier
