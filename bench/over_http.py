"""The server over HTTP: the API, the pages, and OpenFisca's web API on the same rule.

    uv sync --all-extras --group bench && .venv/bin/python bench/over_http.py

`wrk` drives each server on loopback from scripts written to a temporary folder. OpenFisca's web
API has its own server, so it lives in an environment of its own:

    uv venv DIR && VIRTUAL_ENV=DIR uv pip install -e . 'openfisca-core[web-api]'
    .venv/bin/python bench/over_http.py --openfisca DIR/bin/python

Without it, it is left out, and said so. Our server is `opposable serve` in production settings,
one worker of `--threads` threads, no rate limit; a settings module of the bench adds one view that
answers `{}`, behind the same middleware. Answers are compared one by one with `decide` before
anything is timed, and every series is run in turn, several rounds. Pages are asked for as browsers
do, compressed: twenty thousand different ones, most drawn as the applications of the API, one in
five on any day of the law, in both languages, so that a page is seldom seen twice (each run begins
at another place of the list); the words typed are names of occupations cut anywhere. Nothing is
written outside the temporary folder.
"""

from __future__ import annotations

import argparse
import http.client
import io
import json
import os
import platform
import random
import re
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode, urljoin
from wsgiref.util import setup_testing_defaults

from decide import PERIOD, SEED, WORKED_OUT, applications, openfisca_system, plain, without

from opposable import Demande, decide, load_corpus
from opposable.recherche.noms import BARRE, Noms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from opposable.law.corpus import Corpus

HOST, API = "127.0.0.1", "/api/v1/determinations"
EMPTY = "/api/v1/banc-vide"
BATCH, EACH, SINGLES = 1_000, 4, 500
PAGES, TYPED = 20_000, 4_000
"""Pages asked for and words typed, each once before any comes again: most were never seen."""
ENGLISH, ANY_DAY, LISTED = 0.2, 0.2, 0.7
"""Shares of the pages: in English; on any day of the law, from 2004 to today; of these, about an
occupation that some list names."""
CONNECTIONS, CROWD = 8, 32
WARM = 10
"""Batches sent first and not counted: a server learns how to lay out each kind of answer once."""
SETTLE = 0.5
"""Seconds of rest before each series."""
START, PATIENCE = 120, 60
JSON = {"Content-Type": "application/json"}
LOADED = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest"})
AIMED_SHARE, AIMED_TIMES, AIMED_BATCH, AIMED_PAGE = 0.75, 10, 10, 40
AIMED_TYPING, AIMED_WEIGHT = 2, 150

SETTINGS = '''"""The settings of the site, with one empty view beside."""

from opposable.web.settings import *

ROOT_URLCONF = "banc_urls"
'''
URLS = f'''"""The addresses of the site, with one empty view before."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from opposable.web import urls
from opposable.web.urls import handler400, handler403, handler404, handler500


@csrf_exempt
def vide(requete):
    """Answer an empty object."""
    return HttpResponse(b"{{}}", content_type="application/json")


urlpatterns = [path("{EMPTY[1:]}", vide), *urls.urlpatterns]
'''
COUNTRY = '''"""The rule as a country package of OpenFisca: that of bench/decide.py."""

from decide import openfisca_system
from openfisca_core.parameters import ParameterNode
from opposable import load_corpus


def CountryTaxBenefitSystem():
    system = openfisca_system(load_corpus())[0]
    one = {"description": "", "values": {"2000-01-01": {"value": 1}}}
    system.parameters = ParameterNode("", data={"banc": one})  # /spec asks for an example
    return system
'''
LUA = """local requests, rank = {}, 0
function init(args)
  local asked = {["Accept-Encoding"] = "gzip"}
  for line in io.lines("%(file)s") do
    local where, body = line:match("^(%%S+)\\t(.*)$")
    requests[#requests + 1] = body == "" and wrk.format("GET", where, asked)
      or wrk.format("POST", where, {["Content-Type"] = "application/json"}, body)
  end
  math.randomseed(os.time())
  rank = math.random(#requests)
end
function request()
  rank = rank %% #requests + 1
  return requests[rank]
end
function done(summary, latency, all)
  local e = summary.errors
  local told = '\\n{"requests": %%d, "us": %%d, "p50": %%d, "p99": %%d, "errors": %%d}\\n'
  io.write(string.format(told,
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


class Server(NamedTuple):
    """A server that runs: its port, its process."""

    port: int
    pid: int


class Series(NamedTuple):
    """What `wrk` asks: of which server, how many connections at once, by which script."""

    server: Server
    connections: int
    script: Path


class Figure(NamedTuple):
    """What one run of `wrk` measured: requests a second, milliseconds of latency and processor."""

    rate: float
    p50: float
    p99: float
    cpu: float


# -- servers ------------------------------------------------------------------------------


def free_port() -> int:
    """Return a port that is free on loopback."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(command: Sequence[str], port: int, ready: str, **env: str) -> Iterator[Server]:
    """Run a server on loopback until the block ends."""
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(  # noqa: S603 - written here
            command, env={**os.environ, **env}, stdout=told, stderr=told
        )
        try:
            if not _answers(process, port, ready):
                told.seek(0)
                sys.exit(f"{command[0]} : {told.read().decode()[-2000:]}")
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _answers(process: subprocess.Popen[bytes], port: int, ready: str) -> bool:
    """Wait until a server answers; give up when it ends or the time is over."""
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        try:
            if ask(port, "GET", ready)[0] < 500:  # noqa: PLR2004 - a fault of the server
                return True
        except OSError:
            time.sleep(0.2)
    return False


def processor(pid: int) -> float:
    """Return the seconds of processor that a process and its children have taken."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    own = (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor(int(child)) for child in children)


def ask(port: int, method: str, where: str, body: bytes | None = None) -> tuple[int, bytes]:
    """Send one request and return the status and the bytes."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request(method, where, body, JSON if body else {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of the site in production, without TLS nor rate limit."""
    (folder / "banc_settings.py").write_text(SETTINGS, encoding="utf-8")
    (folder / "banc_urls.py").write_text(URLS, encoding="utf-8")
    return {
        "DJANGO_SETTINGS_MODULE": "banc_settings",
        "PYTHONPATH": str(folder),
        "OPPOSABLE_VAR": str(folder / "var"),
        "OPPOSABLE_PRODUCTION": "1",
        "OPPOSABLE_SECRET_KEY": secrets.token_urlsafe(50),
        "OPPOSABLE_HOTES": HOST,
        "OPPOSABLE_HTTPS": "0",
        "OPPOSABLE_DEBIT": "0",
    }


def our_server(folder: Path, threads: int) -> Any:
    """Return our server, as `opposable serve` runs it: one worker."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("opposable")), "serve", "--port", str(port)]
    command += ["--fils", str(threads)]
    return serving(command, port, "/sante/pret", **environment(folder))


def openfisca_server(folder: Path, python: Path) -> Any:
    """Return OpenFisca's web API as its documentation runs it, with one worker."""
    (folder / "opposable_openfisca.py").write_text(COUNTRY, encoding="utf-8")
    port = free_port()
    command = [
        *(str(python.with_name("openfisca")), "serve", "--country-package"),
        *("opposable_openfisca", "--port", str(port), "--bind", f"{HOST}:{port}"),
        *("--workers", "1"),
    ]
    path = os.pathsep.join((str(folder), str(Path(__file__).parent)))
    return serving(command, port, "/spec", PYTHONPATH=path)


# -- what is asked ------------------------------------------------------------------------


def stated(corpus: Corpus, count: int) -> list[Demande]:
    """Draw the applications of bench/decide.py, by their department rather than their region."""
    chance = random.Random(SEED)  # noqa: S311 - nothing is secret here
    places: dict[str | None, list[str]] = {}
    for one in corpus.departements.values():
        places.setdefault(one.region, []).append(one.code)
    return [
        replace(one, region=None, departement=chance.choice(places[one.region]))
        if one.region
        else one
        for one in applications(corpus, count)
    ]


def pages(corpus: Corpus, count: int) -> Iterator[str]:
    """Draw addresses of answers: the applications of the API, and some on any day of the law.

    All are different; a kind of application comes again, under other facts.
    """
    chance = random.Random(SEED)  # noqa: S311 - nothing is secret here
    lists = [one for one in corpus.listes.values() if one.ouvertures]
    codes = {
        one.id: [m.ecrit for m in corpus.metiers.values() if m.nomenclature == one.nomenclature]
        for one in lists
    }
    usual = stated(corpus, count)

    def anywhere() -> Demande:
        liste = chance.choice(lists)
        last = min(liste.examine_au, corpus.couverture.au)
        examined = last - timedelta(days=chance.randrange((last - liste.examine_du).days + 1))
        named = corpus.ecrire(liste.nomenclature, chance.choice([*liste.ouvertures]))
        code = named if chance.random() < LISTED else chance.choice(codes[liste.id])
        return Demande(
            nationalite=chance.choice([*corpus.nationalites]),
            metier=code,
            departement=chance.choice([*corpus.departements]),
            type=chance.choice(corpus.valeurs["type"]),
            depose_le=examined - timedelta(days=chance.choice((0, 5, 20, 60))),
            examine_le=examined,
            metier_initial=chance.choice((None, None, code)),
        )

    for one in usual:
        asked = anywhere() if chance.random() < ANY_DAY else one
        language = "/en" if chance.random() < ENGLISH else ""
        yield f"{language}/reponse/?{urlencode(asked.champs())}"


def typed(count: int) -> Iterator[str]:
    """Draw what people type, letter after letter: names of occupations, whole or begun."""
    chance = random.Random(SEED)  # noqa: S311 - nothing is secret here
    noms = Noms.lire()
    names = [name for usages in noms.usuels.values() for name in usages]
    names += [name for row in noms.repertoire for name in row["appellations"].split(BARRE)]
    for _ in range(count):
        name = chance.choice(names)
        words = name[: chance.randrange(2, len(name) + 1)]
        yield f"/suggestions/?{urlencode({'metier': words})}"


def write_script(folder: Path, name: str, asked: Sequence[tuple[str, str]]) -> Path:
    """Write the requests (address, body) and the script that has `wrk` send them in turn."""
    told, script = folder / f"{name}.txt", folder / f"{name}.lua"
    told.write_text("".join(f"{where}\t{body}\n" for where, body in asked), encoding="utf-8")
    script.write_text(LUA % {"file": told}, encoding="utf-8")
    return script


def one_by_one(demandes: Sequence[Demande], where: str) -> list[tuple[str, str]]:
    """Return one request for each application."""
    return [(where, json.dumps(one.champs())) for one in demandes]


def calculations(corpus: Corpus, demandes: Sequence[Demande]) -> Iterator[str]:
    """Yield what OpenFisca's web API is asked, one application each; it is told the region."""
    coded = openfisca_system(corpus)[1]
    regions = {code: one.region for code, one in corpus.departements.items()}
    told = [replace(one, region=regions.get(one.departement or "")) for one in demandes]
    for one in without([plain(demande, corpus) for demande in told], *WORKED_OUT):
        facts: dict[str, Any] = {name: {PERIOD: coded(name, v)} for name, v in one.items()}
        facts["situation_emploi"] = {PERIOD: None}
        yield json.dumps({"personnes": {"p": facts}})


def asked_of_openfisca(python: Path, count: int) -> list[tuple[str, str]]:
    """Return the same applications as OpenFisca takes them, coded in its own environment."""
    command = [str(python), __file__, "--calculations", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=START)  # noqa: S603
    return [("/calculate", body) for body in done.stdout.splitlines()]


# -- checks -------------------------------------------------------------------------------


def expected(demandes: Sequence[Demande], corpus: Corpus) -> bytes:
    """Return the bytes `decide` gives for many applications."""
    told = [decide(Demande.depuis(one.champs()), corpus).en_dict() for one in demandes]
    return json.dumps(told, ensure_ascii=False).encode()


def check(port: int, demandes: Sequence[Demande], corpus: Corpus) -> None:
    """Compare our answers to single applications with `decide`, byte for byte."""
    for one in demandes:
        said = ask(port, "POST", API, json.dumps(one.champs()).encode())
        if said != (200, expected([one], corpus)[1:-1]):
            sys.exit(f"réponse différente de decide : {one.champs()}")


def check_openfisca(
    port: int, bodies: Sequence[tuple[str, str]], demandes: Sequence[Demande], corpus: Corpus
) -> None:
    """Compare OpenFisca's answers with `decide`."""
    for (where, body), one in zip(bodies, demandes, strict=True):
        status, said = ask(port, "POST", where, body.encode())
        answer = json.loads(said)["personnes"]["p"]["situation_emploi"][PERIOD]
        if status != 200 or answer != decide(one, corpus).situation_emploi.value:  # noqa: PLR2004
            sys.exit(f"OpenFisca répond {answer} : {one.champs()}")


# -- measures -----------------------------------------------------------------------------


def drive(series: Series, where: str, seconds: int) -> Figure:
    """Run `wrk` once, and refuse a run in which a request failed."""
    command = ["wrk", "-t1", f"-c{series.connections}", f"-d{seconds}s", "--timeout", "30s"]
    command += ["-s", str(series.script), f"http://{HOST}:{series.server.port}{where}"]
    time.sleep(SETTLE)  # what the series before left unanswered is answered first
    before = processor(series.server.pid)
    done = subprocess.run(  # noqa: S603 - written here
        command, check=True, capture_output=True, text=True, timeout=seconds + PATIENCE
    )
    used = processor(series.server.pid) - before
    told = json.loads(done.stdout.splitlines()[-1])
    if told["errors"]:
        sys.exit(f"{told['errors']} requêtes en échec : {' '.join(command)}")
    count = told["requests"]
    rate = count / told["us"] * 1e6
    return Figure(rate, told["p50"] / 1e3, told["p99"] / 1e3, used / count * 1e3)


def batches(port: int, bodies: Sequence[bytes], answers: Sequence[bytes]) -> list[float]:
    """Time whole batches on one connection, from the first byte sent to the last one read."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    took = []
    for body, answer in zip(bodies, answers, strict=True):
        start = time.perf_counter()
        connection.request("POST", API, body, JSON)
        said = connection.getresponse().read()
        took.append((time.perf_counter() - start) * 1e3)
        if said != answer:
            sys.exit("un lot reçoit d’autres octets que ceux de decide")
    connection.close()
    return took


def handled(folder: Path) -> Iterator[tuple[float, float]]:
    """Time the same batches in this process, through the WSGI application of the site.

    Yields:
        Milliseconds by the clock, then of the processor.
    """
    from opposable.web.wsgi import application  # noqa: PLC0415 - needs its settings

    for body in sorted(folder.glob("lot-*.json")):
        sent = body.read_bytes()
        environ = _environ(sent)
        start, used = time.perf_counter(), time.process_time()
        answer = application(environ, lambda _status, _headers, _error=None: len)
        size = len(b"".join(answer))
        yield (time.perf_counter() - start) * 1e3, (time.process_time() - used) * 1e3
        getattr(answer, "close", lambda: None)()
        if size < len(sent):
            sys.exit("le lot a été refusé")


def _environ(sent: bytes) -> dict[str, Any]:
    environ: dict[str, Any] = {"REQUEST_METHOD": "POST", "PATH_INFO": API, "HTTP_HOST": HOST}
    setup_testing_defaults(environ)
    environ |= {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(sent))}
    return {**environ, "wsgi.input": io.BytesIO(sent)}


def in_process(folder: Path) -> dict[str, list[float]]:
    """Return what `handled` measures, in a process of its own; the first are not kept."""
    command = [sys.executable, __file__, "--handler", str(folder)]
    done = subprocess.run(  # noqa: S603 - written here
        command,
        env={**os.environ, **environment(folder)},
        check=True,
        capture_output=True,
        text=True,
        timeout=START,
    )
    clock, processor = zip(*json.loads(done.stdout.splitlines()[-1])[WARM:], strict=True)
    return {"in process": list(clock), "in process, processor time": list(processor)}


# -- weight of a page ---------------------------------------------------------------------


class Loaded(HTMLParser):
    """Gathers the addresses that a browser loads with a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what is loaded; a link that a person follows is not."""
        told = dict(attrs)
        if tag == "link" and set((told.get("rel") or "").split()) & LOADED:
            self.addresses.append(told.get("href") or "")
        elif tag != "a" and told.get("src"):
            self.addresses.append(told["src"] or "")
        self.addresses += re.findall(r"\S+(?=\s+[\d.]+[wx])", told.get("srcset") or "")


def transferred(port: int, where: str) -> int:
    """Return how many bytes an answer is, head included."""
    head = f"GET {where} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: gzip, br\r\n"
    with socket.create_connection((HOST, port), PATIENCE) as one:
        one.sendall(f"{head}Connection: close\r\n\r\n".encode())
        with one.makefile("rb") as read:
            return len(read.read())


def weigh(port: int, page: str) -> dict[str, int]:
    """Return the bytes of a first visit to a page, address by address.

    Nothing may come from another host.
    """
    weights, seen = {"HTML": transferred(port, page)}, Loaded()
    seen.feed(ask(port, "GET", page)[1].decode("utf-8", "replace"))
    waiting = list(dict.fromkeys(seen.addresses))
    while waiting:
        where = waiting.pop()
        if not where.startswith("/") or where.startswith("//"):
            sys.exit(f"la page charge une adresse d’ailleurs : {where}")
        weights[where] = transferred(port, where)
        plain_text = ask(port, "GET", where)[1].decode("utf-8", "replace")
        inner = re.findall(r"url\(['\"]?([^'\")#]+)", plain_text) if ".css" in where else []
        waiting += [full for full in (urljoin(where, one) for one in inner) if full not in weights]
    return weights


# -- all of it ----------------------------------------------------------------------------

OURS, NOTHING, FISCA = "determinations, one application", "empty view", "OpenFisca, one application"
PAGE, TYPING = "answer page", "type-ahead"


def scripts(
    folder: Path, server: Server, demandes: Sequence[Demande], corpus: Corpus
) -> dict[str, Series]:
    """Return what `wrk` asks of our server."""
    asked = {
        NOTHING: (CONNECTIONS, one_by_one(demandes, EMPTY)),
        OURS: (CONNECTIONS, one_by_one(demandes, API)),
        PAGE: (CROWD, [(where, "") for where in pages(corpus, PAGES)]),
        TYPING: (1, [(where, "") for where in typed(TYPED)]),
    }
    return {
        name: Series(server, many, write_script(folder, f"serie-{rank}", told))
        for rank, (name, (many, told)) in enumerate(asked.items())
    }


def rounds(
    series: dict[str, Series], count: int, seconds: int, between: Callable[[int], None]
) -> dict[str, list[Figure]]:
    """Run every series in turn, several rounds, after one that is not kept."""
    figures: dict[str, list[Figure]] = {name: [] for name in series}
    for one in series.values():
        drive(one, "/", seconds)
    for turn in range(count):
        for name, one in series.items():
            figures[name].append(drive(one, "/", seconds))
        between(turn)
    return figures


def times(figures: dict[str, list[Figure]], one: str, other: str, what: str = "rate") -> float:
    """Return how many times as fast as the other a series is: median over the rounds."""
    pairs = zip(figures[one], figures[other], strict=True)
    if what == "cpu":
        return statistics.median(b.cpu / a.cpu for a, b in pairs)
    return statistics.median(a.rate / b.rate for a, b in pairs)


def report(
    figures: dict[str, list[Figure]], lots: dict[str, list[float]], weights: dict[str, int]
) -> Iterator[str]:
    """Yield the tables: what was measured, then against the aims."""
    yield (
        "| one worker | connections | requests/s | p50 ms | p99 ms | processor ms "
        "| rate / empty view | processor / empty view |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    many = {PAGE: CROWD, TYPING: 1}
    for name, told in figures.items():
        rate, p50, p99, cpu = (statistics.median(each) for each in zip(*told, strict=True))
        share, cost = times(figures, name, NOTHING), 1 / times(figures, name, NOTHING, "cpu")
        yield (
            f"| {name} | {many.get(name, CONNECTIONS)} | {rate:,.0f} "
            f"| {p50:.1f} | {p99:.1f} | {cpu:.2f} | {share:.2f} | {cost:.2f} |"
        )
    yield ""
    yield f"| {BATCH:,} applications in one POST, each sent once | p50 ms | fastest | slowest |"
    yield "|---|---:|---:|---:|"
    for name, took in lots.items():
        middle = statistics.median(took)
        yield f"| {name} | {middle:.1f} | {min(took):.1f} | {max(took):.1f} |"
    yield ""
    yield from aims(figures, lots, sum(weights.values()) / 1000)


def aims(
    figures: dict[str, list[Figure]], lots: dict[str, list[float]], weight: float
) -> Iterator[str]:
    """Yield the table of aims."""
    yield "| aim | measured | held |"
    yield "|---|---:|---|"
    share = times(figures, OURS, NOTHING)
    yield _aim("one application: ≥ 0.75 × the empty view", f"{share:.2f}", share >= AIMED_SHARE)
    cheap = times(figures, OURS, NOTHING, "cpu")
    yield _aim("the same, in processor time", f"{cheap:.2f}", cheap >= AIMED_SHARE)
    if FISCA in figures:
        ratio = times(figures, OURS, FISCA)
        aim = "one application: ≥ 10 × OpenFisca’s web API"
        yield _aim(aim, f"{ratio:.1f} ×", ratio >= AIMED_TIMES)
        cheap = times(figures, OURS, FISCA, "cpu")
        yield _aim("the same, in processor time", f"{cheap:.1f} ×", cheap >= AIMED_TIMES)
    for name, took in lots.items():
        middle = statistics.median(took)
        yield _aim(
            f"1 000 applications, {name}: ≤ 10 ms", f"{middle:.1f} ms", middle <= AIMED_BATCH
        )
    slow = statistics.median(one.p99 for one in figures[PAGE])
    yield _aim("answer page, 32 connections: p99 ≤ 40 ms", f"{slow:.0f} ms", slow <= AIMED_PAGE)
    typing = statistics.median(one.p99 for one in figures[TYPING])
    yield _aim("type-ahead: p99 ≤ 2 ms", f"{typing:.1f} ms", typing <= AIMED_TYPING)
    aim = "first answer page, all it loads: ≤ 150 kB"
    yield _aim(aim, f"{weight:.0f} kB", weight <= AIMED_WEIGHT)


def _aim(name: str, measured: str, held: bool) -> str:  # noqa: FBT001 - said in words at once
    return f"| {name} | {measured} | {'yes' if held else 'no'} |"


def versions(python: Path | None) -> str:
    """Return what was measured, and where."""
    told = [f"Python {platform.python_version()}"]
    told += [
        f"{name} {version(name)}" for name in ("opposable", "django", "django-ninja", "granian")
    ]
    told.append(f"wrk {_wrk_version()}")
    if python:
        ask_it = (
            "from importlib.metadata import version as v; print(v('openfisca-core'), v('gunicorn'))"
        )
        done = subprocess.run(  # noqa: S603 - written here
            [str(python), "-c", ask_it], check=True, capture_output=True, text=True, timeout=START
        )
        core, gunicorn = done.stdout.split()
        told.append(f"OpenFisca-Core {core} (gunicorn {gunicorn})")
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"{', '.join(told)}; {os.cpu_count()} processors, load {load}"


def _wrk_version() -> str:
    done = subprocess.run(["wrk", "--version"], check=False, capture_output=True, text=True)  # noqa: S607
    found = re.search(r"\d+(\.\d+)+", done.stdout + done.stderr)
    return found.group() if found else "?"


def measure(folder: Path, python: Path | None, asked: argparse.Namespace) -> None:
    """Start the servers, compare their answers, run every series and print."""
    corpus = load_corpus()
    demandes = stated(corpus, BATCH * (asked.rounds * EACH + WARM))
    singles = demandes[:SINGLES]
    lots = [demandes[i : i + BATCH] for i in range(0, len(demandes), BATCH)]
    bodies = [json.dumps([one.champs() for one in lot]).encode() for lot in lots]
    answers = [expected(lot, corpus) for lot in lots]
    for rank, body in enumerate(bodies):
        (folder / f"lot-{rank:03}.json").write_bytes(body)
    took: list[float] = []
    with ExitStack() as running:
        server = running.enter_context(our_server(folder, asked.threads))
        port = server.port
        check(port, singles, corpus)
        series = scripts(folder, server, singles, corpus)
        if python:
            other = running.enter_context(openfisca_server(folder, python))
            bodies_there = asked_of_openfisca(python, SINGLES)
            check_openfisca(other.port, bodies_there, singles, corpus)
            series[FISCA] = Series(other, CONNECTIONS, write_script(folder, "fisca", bodies_there))
        batches(port, bodies[:WARM], answers[:WARM])

        def between(turn: int) -> None:
            these = slice(WARM + turn * EACH, WARM + (turn + 1) * EACH)
            took.extend(batches(port, bodies[these], answers[these]))

        figures = rounds(series, asked.rounds, asked.seconds, between)
        weights = weigh(port, f"/reponse/?{urlencode(singles[0].champs())}")
    lots_ms = {"one connection": took, **in_process(folder)}
    print(f"{versions(python)}; worker of {asked.threads} threads")
    distinct = len({tuple(one.champs().items()) for one in demandes})
    print(f"{len(demandes)} applications, {distinct} distinct; all answers equal\n")
    print("\n".join(report(figures, lots_ms, weights)))
    print("\n" + "\n".join(f"{size:>7} {where}" for where, size in weights.items()))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=4, help="threads of our worker")
    parser.add_argument("--openfisca", type=Path, help="Python of OpenFisca's environment")
    parser.add_argument("--handler", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--calculations", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.handler:
        print(json.dumps(list(handled(asked.handler))))
    elif asked.calculations:
        corpus = load_corpus()
        print("\n".join(calculations(corpus, stated(corpus, asked.calculations))))
    else:
        start(asked)


def start(asked: argparse.Namespace) -> None:
    """Check what is installed, then measure."""
    if shutil.which("wrk") is None:
        sys.exit("wrk n’est pas installé ; sur Debian : apt install wrk")
    if asked.openfisca is None:
        print("left out: OpenFisca's web API (see --openfisca)", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), asked.openfisca, asked)


if __name__ == "__main__":
    main()
