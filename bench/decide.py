"""One application at a time: this project, ZEN and OpenFisca-Core, on the same rule.

    uv sync --group bench && .venv/bin/python bench/decide.py

Without uv: install the project, `zen-engine` and `OpenFisca-Core` in one environment and run
this file with its Python. A peer that is not installed is left out, and said so.

Every engine answers the same applications, several rounds, each in turn; before anything is
timed the answers are compared one by one. What is timed is one answer, from facts already in
the form each engine takes.
`decide` is timed once the kinds of application were met; the first time is told apart.
Every engine starts from the same facts: nationality, occupation, place, kind, days. The lines
“regime given” spare the peers the first step, the regime of a nationality on a day.

Nothing is written.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from opposable import Demande, decide, load_corpus, tabulate
from opposable.decision.determination import determiner
from opposable.decision.examen import examiner
from opposable.decision.faits import Faits, etablir
from opposable.decision.precedent import precedents
from opposable.decision.redaction import redacteur

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from opposable.law.corpus import Corpus
    from opposable.law.liste import Liste
    from opposable.law.nationalite import Statut

SEED, SPARED = 20071220, 300
LISTED, TELLING, EARLY, UNSAID, MASTER = 0.5, 0.5, 0.2, 0.05, 0.05
"""Shares: codes on a list, nationalities whose regime changes, first two months, no place."""
FIRST, LAST = date(2007, 12, 20), date(2008, 8, 31)
"""Days whose law the peers carry: the lists of the circular and of its orders, no agreement yet,
nor any file filed before them."""
NON_OPPOSABLE, OPPOSABLE = "non_opposable", "opposable"
INDETERMINEE, NON_REQUISE = "indeterminee", "autorisation_non_requise"
COMMAND = (
    *("decide", "--nationalite", "POL", "--metier", "42114", "--departement", "35"),
    *("--type", "introduction", "--depose-le", "2008-02-01"),
)
AIMED_WHOLE, AIMED_JSON, AIMED_BARE, AIMED_PROCESS, AIMED_TIMES = 2, 5, 2, 0.12, 200
AIMED_ZEN = 4
SAME_FACTS = {
    "ZEN": ("zen-engine (static loader)",),
    "OpenFisca-Core": ("OpenFisca-Core (from entities)", "OpenFisca-Core (default simulation)"),
}
COLD = "cold process (p99: the slowest)"
PEERS = {"zen": "zen-engine", "openfisca": "OpenFisca-Core"}


class Engine(NamedTuple):
    """An engine: what it answers one application from, how, and what its answer says."""

    facts: Sequence[Any]
    answer: Callable[[Any], Any]
    situation: Callable[[Any], str] | None


# -- applications -------------------------------------------------------------------------


def lists(corpus: Corpus) -> list[Liste]:
    """Return the lists common to all of the days that the peers know."""
    return [
        one
        for one in corpus.listes.values()
        if not one.d_accord and one.examine_au >= FIRST and one.examine_du <= LAST
    ]


def applications(corpus: Corpus, count: int) -> list[Demande]:
    """Draw applications of the days that the peers know: half of the codes are listed."""
    chance = random.Random(SEED)  # noqa: S311 - nothing is secret here
    first, last = FIRST, LAST
    listed = sorted({m for one in lists(corpus) for m in one.ouvertures})
    telling = [n.code for n in corpus.nationalites.values() if len(n.statuts) > 1]
    usual = list(corpus.nationalites)

    def one() -> Demande:
        examined = first + timedelta(days=chance.randrange((last - first).days))
        if chance.random() < EARLY:
            examined = first + timedelta(days=chance.randrange(60))
        code = (
            chance.choice(listed)
            if chance.random() < LISTED
            else str(chance.randrange(10**4, 10**5))
        )
        return Demande(
            nationalite=chance.choice(telling if chance.random() < TELLING else usual),
            metier=code,
            region=None if chance.random() < UNSAID else chance.choice([*corpus.regions]),
            type=chance.choice(corpus.valeurs["type"]),
            depose_le=max(FIRST, examined - timedelta(days=chance.choice((0, 5, 20, 60)))),
            examine_le=examined,
            metier_initial=chance.choice([None, code, code, "98765"]),
            activite=chance.choice([None, None, *corpus.valeurs["activite"]]),
            diplome_francais="master" if chance.random() < MASTER else None,
        )

    return [one() for _ in range(count)]


def plain(demande: Demande, corpus: Corpus) -> dict[str, Any]:
    """Return the facts as the peers take them, the regime worked out beside; days as integers."""
    filed, examined = demande.depose_le, demande.examine_le
    statut = corpus.nationalites[demande.nationalite or ""].statut(examined or date.min)
    initial = demande.metier_initial
    return {
        "nationalite": demande.nationalite or "",
        "regime": statut.regime.value if statut else "",
        "listes": bool(statut and statut.listes),
        "diplome": demande.diplome_francais or "",
        "type": demande.type or "",
        "initial": "" if initial is None else "meme" if initial == demande.metier else "change",
        "metier": demande.metier or "",
        "region": demande.region or "",
        "activite": demande.activite or "",
        "depose": filed.toordinal() if filed else 0,
        "examine": examined.toordinal() if examined else 0,
    }


WORKED_OUT = ("regime", "listes")


def without(facts: Sequence[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    """Return the facts but these."""
    return [{k: v for k, v in one.items() if k not in names} for one in facts]


def free(liste: Liste) -> dict[str, list[str]]:
    """Return the codes a list opens without restriction, by region; `*` is everywhere."""
    opened: dict[str, list[str]] = {}
    for code, ouverture in liste.ouvertures.items():
        if ouverture.partout:
            if not ouverture.partout.activite:
                opened.setdefault("*", []).append(code)
            continue
        for region in ouverture.par_region:
            opened.setdefault(region, []).append(code)
    return opened


def restricted(liste: Liste) -> dict[str, str]:
    """Return the codes opened everywhere for one activity alone."""
    rows = ((code, one.partout) for code, one in liste.ouvertures.items())
    return {code: row.activite for code, row in rows if row and row.activite}


# -- ZEN ----------------------------------------------------------------------------------

COLUMNS = (
    *("regime", "listes", "examine", "depose", "type", "initial"),
    *("region", "metier", "activite", "diplome"),
)


def zen_rows(corpus: Corpus) -> Iterator[dict[str, str]]:
    """Yield the rule as rows of a decision table; the first that holds answers."""
    yield _row(NON_REQUISE, regime=_any(["francais", "libre_circulation"]))
    yield _row(NON_REQUISE, regime='"ue_transitoire"', diplome='"master"')
    heads = {one.id: _head(one) for one in lists(corpus)}
    for one in lists(corpus):
        if one.depose_du is None:
            continue
        late = {**heads[one.id], "depose": f"< {one.depose_du.toordinal()}"}
        yield _row(INDETERMINEE, **late, type='"renouvellement"')
        if one.reprend:
            yield _row(INDETERMINEE, **late, type='"introduction"', metier=_any(one.ouvertures))
        yield _row(OPPOSABLE, **late, type='"introduction"')
    yield _row(INDETERMINEE, listes="false", type='"renouvellement"')
    yield _row(NON_OPPOSABLE, type='"renouvellement"', initial='"meme"')
    first = min(one.examine_du for one in lists(corpus))
    since = f">= {first.toordinal()}"
    yield _row(OPPOSABLE, regime='"exclu_par_accord"', examine=since)
    yield _row(INDETERMINEE, listes="false")
    for one in lists(corpus):
        yield from _openings(one, heads[one.id])
    yield _row(INDETERMINEE, type='"renouvellement"', initial='""')
    yield _row(INDETERMINEE, regime='"accord_en_vigueur"')
    yield from (_row(OPPOSABLE, **head) for head in heads.values())
    yield _row(INDETERMINEE)  # the day is outside of every list


def _openings(liste: Liste, head: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield what a list opens: restricted codes, then each region, then where none is said."""
    for code, activity in restricted(liste).items():
        here = {**head, "metier": json.dumps(code)}
        yield _row(NON_OPPOSABLE, **here, activite=json.dumps(activity))
        yield _row(INDETERMINEE, **here, activite='""')
    zoned: set[str] = set()
    for region, codes in free(liste).items():
        where = {} if region == "*" else {"region": json.dumps(region)}
        zoned |= set() if region == "*" else set(codes)
        yield _row(NON_OPPOSABLE, **head, **where, metier=_any(codes))
    if zoned:
        yield _row(INDETERMINEE, **head, region='""', metier=_any(sorted(zoned)))


def _head(liste: Liste) -> dict[str, str]:
    """Return the cells that say whom a list is for, and when."""
    days = f"[{liste.examine_du.toordinal()}..{liste.examine_au.toordinal()}]"
    return {"regime": _any(liste.public), "listes": "true", "examine": days}


def _row(answer: str, **cells: str) -> dict[str, str]:
    return {**cells, "situation_emploi": json.dumps(answer)}


def _any(values: Iterable[str]) -> str:
    return ", ".join(json.dumps(value) for value in values)


def zen_regimes(corpus: Corpus) -> Iterator[dict[str, str]]:
    """Yield the regime of each nationality by period; what is not named is a third country."""
    groups: dict[tuple[str, bool, date, date], list[str]] = {}
    for nationality in corpus.nationalites.values():
        for one in nationality.statuts:
            key = (one.regime.value, one.listes, one.du, one.au)
            groups.setdefault(key, []).append(nationality.code)
    usual = max(groups, key=lambda key: len(groups[key]))
    for (regime, listes, du, au), codes in groups.items():
        answer = {"regime": json.dumps(regime), "listes": json.dumps(listes)}
        if (regime, listes, du, au) != usual:
            days = f"[{du.toordinal()}..{au.toordinal()}]"
            yield {"nationalite": _any(codes), "examine": days, **answer}
    yield {"regime": json.dumps(usual[0]), "listes": json.dumps(usual[1])}


def zen_graph(corpus: Corpus, *, given: bool) -> dict[str, Any]:
    """Return the decision: the regime where it is not given, then the rule."""
    answer = ["situation_emploi"]
    tables = [
        _zen_node(
            "regime", ("nationalite", "examine"), WORKED_OUT, zen_regimes(corpus), passing=True
        ),
        _zen_node("rule", COLUMNS, answer, zen_rows(corpus), passing=False),
    ][given:]
    ends = ({"id": name, "name": name, "type": f"{name}putNode"} for name in ("in", "out"))
    nodes = [next(ends), *tables, next(ends)]
    edges = [
        {"id": f"e{i}", "sourceId": one["id"], "targetId": two["id"], "type": "edge"}
        for i, (one, two) in enumerate(pairwise(nodes))
    ]
    return {"nodes": nodes, "edges": edges}


def _zen_node(
    name: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    rows: Iterator[dict[str, str]],
    *,
    passing: bool,
) -> dict[str, Any]:
    content = {
        "hitPolicy": "first",
        "passThrough": passing,
        "inputs": [{"id": each, "name": each, "field": each} for each in inputs],
        "outputs": [{"id": f"o-{each}", "name": each, "field": each} for each in outputs],
        "rules": [
            {"_id": str(i), **{(f"o-{k}" if k in outputs else k): v for k, v in row.items()}}
            for i, row in enumerate(rows)
        ],
    }
    return {"id": name, "name": name, "type": "decisionTableNode", "content": content}


def zen_engines(corpus: Corpus, facts: Sequence[dict[str, Any]]) -> dict[str, Engine]:
    """Build ZEN: its static loader, which prepares the decision, then its usual way."""
    import zen  # noqa: PLC0415 - may be absent

    graphs = {"rule": zen_graph(corpus, given=False), "given": zen_graph(corpus, given=True)}
    engine = zen.ZenEngine({"loader": {"type": "static", "content": graphs}})
    decision = zen.ZenEngine().create_decision(json.dumps(graphs["rule"]))
    same, spared = without(facts, *WORKED_OUT), without(facts, "nationalite")

    def said(answer: Any) -> str:
        return str(answer["result"]["situation_emploi"])

    return {
        "zen-engine (static loader)": Engine(same, lambda f: engine.evaluate("rule", f), said),
        "zen-engine (static loader, regime given)": Engine(
            spared, lambda f: engine.evaluate("given", f), said
        ),
        "zen-engine (create_decision)": Engine(same[:SPARED], decision.evaluate, said),
    }


# -- OpenFisca-Core -----------------------------------------------------------------------

PERIOD = "2008-02"


def openfisca_engines(corpus: Corpus, facts: Sequence[dict[str, Any]]) -> dict[str, Engine]:
    """Build OpenFisca: one applicant is one simulation, built either of its two ways."""
    from openfisca_core.simulations import SimulationBuilder  # noqa: PLC0415 - may be absent

    system, coded = openfisca_system(corpus)

    def by_entities(one: dict[str, Any]) -> Any:
        simulation = SimulationBuilder().build_from_entities(system, one)
        return simulation.calculate("situation_emploi", PERIOD)

    def by_default(one: dict[str, Any]) -> Any:
        simulation = SimulationBuilder().build_default_simulation(system, 1)
        for name, value in one.items():
            simulation.set_input(name, PERIOD, value)
        return simulation.calculate("situation_emploi", PERIOD)

    def said(answer: Any) -> str:
        return str(answer.decode()[0].name)

    named = [{n: coded(n, v) for n, v in one.items()} for one in facts]
    same, spared = without(named, *WORKED_OUT), without(named, "nationalite")
    entities = [{"personnes": {"p": {n: {PERIOD: v} for n, v in one.items()}}} for one in same]

    def arrays(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{n: [v] for n, v in one.items()} for one in told]

    return {
        "OpenFisca-Core (from entities)": Engine(entities, by_entities, said),
        "OpenFisca-Core (default simulation)": Engine(arrays(same), by_default, said),
        "OpenFisca-Core (default simulation, regime given)": Engine(
            arrays(spared), by_default, said
        ),
    }


def openfisca_system(corpus: Corpus) -> tuple[Any, Callable[[str, Any], Any]]:
    """Return the system that carries the rule, and how it takes the value of a fact."""
    import numpy as np  # noqa: PLC0415
    from openfisca_core import entities, indexed_enums, periods, taxbenefitsystems, variables  # noqa: PLC0415

    def enum(name: str, values: Sequence[str]) -> Any:
        return indexed_enums.Enum(name, {value or "vide": value or "vide" for value in values})

    regimes = sorted({s.regime.value for n in corpus.nationalites.values() for s in n.statuts})
    activities = ["", *corpus.valeurs["activite"]]
    enums = {
        "regime": enum("Regime", ["", *regimes]),
        "diplome": enum("Diplome", ["", "master", "autre"]),
        "type": enum("Type", corpus.valeurs["type"]),
        "initial": enum("Initial", ["", "meme", "change"]),
        "activite": enum("Activite", activities),
        "situation_emploi": enum(
            "Situation", [NON_OPPOSABLE, OPPOSABLE, INDETERMINEE, NON_REQUISE]
        ),
    }
    regions = {code: i for i, code in enumerate(["", *corpus.regions])}
    tables = [_OpenList(np, one, regions, activities) for one in lists(corpus)]
    person = entities.build_entity("personne", "personnes", "Applicant", is_person=True)
    system = taxbenefitsystems.TaxBenefitSystem([person])

    def variable(name: str, **more: Any) -> None:
        enumerated = enums.get(name)
        shape = (
            {
                "value_type": indexed_enums.Enum,
                "possible_values": enumerated,
                "default_value": next(iter(enumerated)),
            }
            if enumerated is not None
            else {"value_type": bool if name == "listes" else int}
        )
        common = {"entity": person, "definition_period": periods.DateUnit.MONTH, "label": name}
        system.add_variable(type(name, (variables.Variable,), {**shape, **common, **more}))

    ranks = {code: i for i, code in enumerate(corpus.nationalites)}
    for name in ("nationalite", *COLUMNS):
        formula = _worked_out(np, corpus, enums, name) if name in WORKED_OUT else None
        variable(name, **({"formula": formula} if formula else {}))
    variable("situation_emploi", formula=_formula(np, enums, tables))

    def coded(name: str, value: Any) -> Any:
        if name == "nationalite":
            return ranks[value]
        if name == "region":
            return regions[value]
        if name == "metier":
            return int(value)
        return (value or "vide") if name in enums else value

    return system, coded


def _worked_out(np: Any, corpus: Corpus, enums: dict[str, Any], name: str) -> Any:
    """Return the formula of what a nationality has on a day: that of the last period begun."""
    told = [n.statuts for n in corpus.nationalites.values()]

    def value(one: Statut) -> Any:
        return one.listes if name == "listes" else enums["regime"][one.regime.value].index

    periods = [
        (
            np.array([each[min(rank, len(each) - 1)].du.toordinal() for each in told]),
            np.array([value(each[min(rank, len(each) - 1)]) for each in told]),
        )
        for rank in range(max(map(len, told)))
    ]

    def formula(person: Any, period: Any) -> Any:
        nationality, day = person("nationalite", period), person("examine", period)
        answer = periods[0][1][nationality]
        for since, then in periods[1:]:
            answer = np.where(day >= since[nationality], then[nationality], answer)
        return answer

    return formula


class _OpenList:
    """What a list opens, as dense arrays: 1 open, 2 for the activity told beside."""

    def __init__(
        self, np: Any, liste: Liste, regions: dict[str, int], activities: list[str]
    ) -> None:
        self.liste = liste
        self.first, self.last = liste.examine_du.toordinal(), liste.examine_au.toordinal()
        self.since = liste.depose_du.toordinal() if liste.depose_du else 0
        self.open = np.zeros((len(regions), 10**5), dtype=bool)
        self.zoned = np.zeros(10**5, dtype=bool)
        self.listed = np.zeros(10**5, dtype=bool)
        self.activity = np.zeros(10**5, dtype=np.int8)
        self.listed[[int(code) for code in liste.ouvertures]] = True
        for region, codes in free(liste).items():
            rows = slice(None) if region == "*" else regions[region]
            self.open[rows, [int(code) for code in codes]] = True
            if region != "*":
                self.zoned[[int(code) for code in codes]] = True
        for code, activity in restricted(liste).items():
            self.activity[int(code)] = activities.index(activity)


def _formula(np: Any, enums: dict[str, Any], tables: list[_OpenList]) -> Any:
    """Return the rule as one vectorised formula, in the order of the text."""
    first = min(table.first for table in tables)

    def formula(person: Any, period: Any) -> Any:
        said = {name: person(name, period) for name in COLUMNS}

        def is_(name: str, value: str) -> Any:
            return said[name] == enums[name][value]

        renewal, no_list = is_("type", "renouvellement"), ~said["listes"]
        answers = enums["situation_emploi"]
        cases: list[tuple[Any, str]] = [
            (is_("regime", "francais") | is_("regime", "libre_circulation"), NON_REQUISE),
            (is_("regime", "ue_transitoire") & is_("diplome", "master"), NON_REQUISE),
        ]
        openings: list[tuple[Any, str]] = []
        outside = np.ones(len(renewal), dtype=bool)
        for table in tables:
            here = (
                said["listes"] & (said["examine"] >= table.first) & (said["examine"] <= table.last)
            )
            here = here & sum(is_("regime", one) for one in table.liste.public).astype(bool)
            outside = outside & ~here
            if table.since:
                late = here & (said["depose"] < table.since)
                cases.append((late & renewal, INDETERMINEE))
                late = late & is_("type", "introduction")
                if table.liste.reprend:
                    cases.append((late & table.listed[said["metier"]], INDETERMINEE))
                cases.append((late, OPPOSABLE))
            wanted = table.activity[said["metier"]]
            told = np.asarray(said["activite"])
            openings += [
                (here & table.open[said["region"], said["metier"]], NON_OPPOSABLE),
                (here & (wanted > 0) & (told == wanted), NON_OPPOSABLE),
                (here & (wanted > 0) & (told == 0), INDETERMINEE),
                (here & (said["region"] == 0) & table.zoned[said["metier"]], INDETERMINEE),
            ]
        cases += [
            (renewal & no_list, INDETERMINEE),
            (renewal & is_("initial", "meme"), NON_OPPOSABLE),
            (is_("regime", "exclu_par_accord") & (said["examine"] >= first), OPPOSABLE),
            (no_list, INDETERMINEE),
            *openings,
            (renewal & is_("initial", "vide"), INDETERMINEE),
            (is_("regime", "accord_en_vigueur"), INDETERMINEE),
            (outside, INDETERMINEE),
        ]
        return np.select(
            [case for case, _ in cases],
            [answers[answer].index for _, answer in cases],
            answers[OPPOSABLE].index,
        )

    return formula


# -- this project -------------------------------------------------------------------------


def our_engines(corpus: Corpus, demandes: Sequence[Demande]) -> dict[str, Engine]:
    """Build what this project offers: the whole determination, and the table."""
    table, writer, known = tabulate(corpus), redacteur(corpus, "fr"), precedents(corpus)
    faits = [etablir(demande, corpus) for demande in demandes]

    def rank(one: Faits) -> int:
        return table.rang(one, one.nationalites[0])

    return {
        "decide, every reason": Engine(
            demandes, lambda d: decide(d, corpus), lambda a: a.situation_emploi.value
        ),
        "decide, every sentence as JSON": Engine(
            demandes,
            lambda d: writer.ecrire(known.trouver(d), d.id),
            lambda a: json.loads(a)["situation_emploi"],
        ),
        "the rule alone, no precedent": Engine(
            demandes,
            lambda d: determiner(d, examiner(d, corpus)),
            lambda a: a.situation_emploi.value,
        ),
        "table look-up": Engine(faits, table.chercher, lambda a: a.situation_emploi.value),
        "table look-up, rank only": Engine(
            faits, rank, lambda r: table.reponses[r].situation_emploi.value
        ),
    }


# -- measure ------------------------------------------------------------------------------


def check(engines: dict[str, Engine], reference: Sequence[str]) -> None:
    """Compare every answer with `decide`, one by one; stop at the first engine that differs."""
    for name, engine in engines.items():
        if engine.situation is None:
            continue
        for i, facts in enumerate(engine.facts):
            answer = engine.situation(engine.answer(facts))
            if answer != reference[i]:
                sys.exit(f"{name}: {answer} instead of {reference[i]} for {facts}")


def timed(engine: Engine) -> tuple[float, float]:
    """Return p50 and p99 of one answer over the applications, in microseconds."""
    clock, answer, took = time.perf_counter_ns, engine.answer, []
    for facts in engine.facts:
        start = clock()
        answer(facts)
        took.append(clock() - start)
    took.sort()
    return took[len(took) // 2] / 1000, took[min(len(took) - 1, len(took) * 99 // 100)] / 1000


def cold(command: Path) -> float:
    """Return the seconds of one process, from its start to its end."""
    start = time.perf_counter()
    subprocess.run([command, *COMMAND], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.perf_counter() - start


def rounds(engines: dict[str, Engine], command: Path, count: int) -> dict[str, tuple[float, float]]:
    """Time every engine in turn, several rounds; keep the median of each figure."""
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in engines}
    processes: list[float] = []
    for _ in range(count):
        for name, engine in engines.items():
            figures[name].append(timed(engine))
        processes += [cold(command) for _ in range(5)]
    medians = {
        name: (statistics.median(p for p, _ in told), statistics.median(p for _, p in told))
        for name, told in figures.items()
    }
    processes.sort()
    medians[COLD] = (statistics.median(processes) * 1e6, processes[-1] * 1e6)
    return medians


def report(medians: dict[str, tuple[float, float]]) -> Iterator[str]:
    """Yield the table, then the ratios against the aims."""
    whole, bare = medians["decide, every reason"][0], medians["table look-up"][0]
    process = medians[COLD][0] / 1e6
    yield "| one answer | p50 µs | p99 µs | p50 / decide | p50 / look-up |"
    yield "|---|---:|---:|---:|---:|"
    for name, (p50, p99) in medians.items():
        yield f"| {name} | {p50:,.2f} | {p99:,.2f} | {p50 / whole:,.2f} | {p50 / bare:,.1f} |"
    yield ""
    yield "| aim | measured | held |"
    yield "|---|---:|---|"
    written = medians["decide, every sentence as JSON"][0]
    yield _aim("decide with every reason: p50 ≤ 2 µs", f"{whole:.1f} µs", whole <= AIMED_WHOLE)
    yield _aim("every sentence as JSON: p50 ≤ 5 µs", f"{written:.1f} µs", written <= AIMED_JSON)
    yield _aim("look-up: p50 ≤ 2 µs", f"{bare:.2f} µs", bare <= AIMED_BARE)
    yield _aim("cold process: ≤ 0.12 s", f"{process:.3f} s", process <= AIMED_PROCESS)
    fisca = [p for name, (p, _) in medians.items() if name in SAME_FACTS["OpenFisca-Core"]]
    zen = [p for name, (p, _) in medians.items() if name in SAME_FACTS["ZEN"]]
    for name, ours in (("look-up", bare), ("decide", whole)):
        if fisca:
            times = min(fisca) / ours
            aim = f"{name}: ≥ 200 × OpenFisca-Core (its faster way)"
            yield _aim(aim, f"{times:.0f} ×", times >= AIMED_TIMES)
    for name, ours in (("look-up", bare), ("decide", whole)):
        if zen:
            aim = f"{name}: ≥ 4 × ZEN's bare answer (its static loader)"
            yield _aim(aim, f"{zen[0] / ours:.1f} ×", zen[0] / ours >= AIMED_ZEN)


def _aim(name: str, measured: str, held: bool) -> str:  # noqa: FBT001 - said in words at once
    return f"| {name} | {measured} | {'yes' if held else 'no'} |"


def versions() -> str:
    """Return what was measured, and where."""
    told = [f"Python {platform.python_version()}"]
    for name in ("opposable", *PEERS.values(), "numpy"):
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            told.append(f"{name} absent")
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"{', '.join(told)}; {os.cpu_count()} processors, load {load}"


def main() -> None:
    """Read the command line, compare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applications", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    corpus = load_corpus()
    demandes = applications(corpus, asked.applications)
    start = time.perf_counter()
    reference = [decide(demande, corpus).situation_emploi.value for demande in demandes]
    first = (time.perf_counter() - start) / len(demandes) * 1e6
    facts = [plain(demande, corpus) for demande in demandes]
    engines = our_engines(corpus, demandes)
    for build in (zen_engines, openfisca_engines):
        try:
            engines |= build(corpus, facts)
        except ImportError as error:
            print(f"left out: {error} (uv sync --group bench)", file=sys.stderr)
    check(engines, reference)
    print(versions())
    counts = {situation: reference.count(situation) for situation in sorted(set(reference))}
    print(f"{len(demandes)} applications, all answers equal: {counts}")
    print(f"first time each is met, precedents learnt: {first:.1f} µs an application\n")
    command = Path(sys.executable).with_name("opposable")
    print("\n".join(report(rounds(engines, command, asked.rounds))))


if __name__ == "__main__":
    main()
