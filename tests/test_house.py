"""The rules of the house, checked on the files themselves."""

import ast
import csv
import os
import re
import shutil
import subprocess
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src" / "opposable").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
SHELL = [ROOT / "scripts" / name for name in ("run", "test", "prepare.sh", "francais.sh")]
NATIONALITES = ROOT / "src" / "opposable" / "law" / "data" / "nationalites.csv"

LONGEST_MODULE = 400
LONG_RECORD = 12
"""Fields from which a record is built by keyword."""
FIRST_YEAR = 1900
FIVE_DIGITS = re.compile(r"\d{5}")
ASSUMED = re.compile(
    r"five.digit|cinq chiffres|\[0-9\]\{5\}|of 2007|de 2007|regions[-_]2007", re.IGNORECASE
)
"""What a nomenclature or a version of the territories says of itself, in the law data alone."""
LINK = re.compile(r"\]\(([^)\s]+)\)")
MACHINE_PATH = re.compile(r"(?<![\w.:/$}])/(home|root|work|Users|tmp)/\w")
ENGLISH = re.compile(r"\b(the|must|is|not|of|invalid|missing|unknown|expected)\b", re.IGNORECASE)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _codes() -> frozenset[str]:
    """Codes of countries, as the law data give them."""
    if not NATIONALITES.exists():
        return frozenset({"POL", "SEN", "DZA"})
    with NATIONALITES.open(encoding="utf-8", newline="") as lines:
        return frozenset(row["code"] for row in csv.DictReader(lines))


CODES = _codes()


def _public_functions(node: ast.AST) -> Iterator[Function]:
    """Functions and methods a reader may call; those inside a function are not."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            if not child.name.startswith("_"):
                yield child
        elif not (isinstance(child, ast.ClassDef) and child.name.startswith("_")):
            yield from _public_functions(child)


def _is_overload(function: Function) -> bool:
    return any("overload" in ast.unparse(each) for each in function.decorator_list)


def _undocumented(tree: ast.Module) -> Iterator[str]:
    for function in _public_functions(tree):
        if not ast.get_docstring(function) and not _is_overload(function):
            yield f"{function.lineno}: {function.name} has no docstring"


def _undocumented_tests(tree: ast.Module) -> Iterator[str]:
    for function in _public_functions(tree):
        docstring = ast.get_docstring(function) or ""
        if function.name.startswith("test_") and len(docstring.splitlines()) != 1:
            yield f"{function.lineno}: {function.name} needs a docstring of one line"


def _is_legal_date(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not node.args:
        return False
    called = ast.unparse(node.func).rpartition(".")[2]
    year = node.args[0]
    return (
        called in {"date", "datetime"}
        and isinstance(year, ast.Constant)
        and isinstance(year.value, int)
        and year.value >= FIRST_YEAR
    )


def _law_in_code(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if _is_legal_date(node):
            yield f"{ast.unparse(node)} is a date of the law"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if FIVE_DIGITS.fullmatch(node.value):
                yield f"{node.lineno}: {node.value} is an occupation code"
            if node.value in CODES:
                yield f"{node.lineno}: {node.value} is a country"


def _english_messages(tree: ast.Module) -> Iterator[str]:
    raised = (node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise))
    calls = (each for each in raised if isinstance(each, ast.Call))
    for part in (part for call in calls for part in ast.walk(call)):
        text = part.value if isinstance(part, ast.Constant) else None
        if isinstance(text, str) and ENGLISH.search(text):
            yield f"« {text} » is not French"


def _faults(check: Callable[[ast.Module], Iterator[str]], paths: list[Path]) -> list[str]:
    return [
        f"{_name(path)}:{fault}"
        for path in paths
        for fault in check(ast.parse(path.read_text(encoding="utf-8")))
    ]


def _broken_links(page: Path) -> list[str]:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    files = (each.partition("#")[0] for each in targets if "://" not in each)
    return [
        each
        for each in files
        if each and not each.startswith("mailto:") and not (page.parent / each).exists()
    ]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_to_files(page: Path) -> None:
    """Every file that a page links to is there."""
    assert _broken_links(page) == []


def test_broken_link_is_seen(tmp_path: Path) -> None:
    """A link to an absent file is reported, one to the web is not."""
    page = tmp_path / "page.md"
    page.write_text("[a](absent.md#b) [c](https://example.org) [d](page.md) [e](#f)")
    assert _broken_links(page) == ["absent.md"]


@pytest.mark.parametrize("script", SHELL, ids=_name)
def test_scripts_are_posix(script: Path) -> None:
    """The scripts read as POSIX shell, with no word of another shell."""
    shell = shutil.which("dash") or shutil.which("sh")
    assert shell is not None
    assert subprocess.run([shell, "-n", script], check=False).returncode == 0
    assert not re.search(r"\[\[|\blocal\b|\bfunction ", script.read_text("utf-8"))


@pytest.mark.parametrize("name", ["scripts/run", "scripts/test", ".ci/run"])
def test_scripts_can_be_run(name: str) -> None:
    """The commands that people type are executable and name their shell."""
    script = ROOT / name
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").startswith("#!/")


def test_old_python_is_refused_in_french(tmp_path: Path) -> None:
    """Without a recent Python the script stops and says in French what to install."""
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    for name in ("python3.13", "python3.12", "python3.11", "python"):
        (tmp_path / name).symlink_to(old)
    done = subprocess.run(
        ["/bin/sh", "-c", ". scripts/prepare.sh; find_python"],
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "Installez Python 3.11" in done.stderr


def test_public_functions_have_docstrings() -> None:
    """Whatever a reader may call says what it does."""
    assert _faults(_undocumented, SOURCES) == []


def test_tests_state_a_behaviour() -> None:
    """Every test has a docstring of one line."""
    assert _faults(_undocumented_tests, TESTS) == []


def test_modules_stay_short() -> None:
    """A module is read in one sitting: 400 lines at most."""
    lengths = {_name(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name for name, length in lengths.items() if length > LONGEST_MODULE} == set()


def test_law_stays_in_data() -> None:
    """No occupation code, country or legal date stands in a module."""
    assert _faults(_law_in_code, SOURCES) == []


def test_messages_are_french() -> None:
    """Errors are written for people, in French."""
    assert _faults(_english_messages, SOURCES) == []


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (_undocumented, "def decide(): pass"),
        (_undocumented, "class A:\n    def decide(self): pass"),
        (_undocumented_tests, "def test_a(): pass"),
        (_undocumented_tests, "def test_a():\n    'One.\\n\\nTwo.'"),
        (_law_in_code, "limite = date(2008, 7, 1)"),
        (_law_in_code, "limite = datetime.date(2008, 7, 1)"),
        (_law_in_code, "ouverts = {'61231'}"),
        (_law_in_code, "regimes = ['POL']"),
        (_english_messages, "raise ValueError('the code is unknown')"),
        (_english_messages, "raise ValueError(f'{code} is not a code')"),
    ],
)
def test_planted_fault_is_seen(check: Callable[[ast.Module], Iterator[str]], source: str) -> None:
    """Each check can fail: a fault planted in a module is reported."""
    assert list(check(ast.parse(source)))


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (_undocumented, "def _private(): pass"),
        (_undocumented, "def a():\n    'A.'\n    def inner(): pass"),
        (_law_in_code, "far = date(year, 1, 1)\nfirst = date(1, 1, 1)\ncode = '6123'"),
        (_english_messages, "raise ValueError('le code est inconnu : lisez-le')"),
    ],
)
def test_sound_module_passes(check: Callable[[ast.Module], Iterator[str]], source: str) -> None:
    """What the rules allow is not reported."""
    assert list(check(ast.parse(source))) == []


def test_no_path_of_a_machine() -> None:
    """No file names a folder of the machine it was written on."""
    files = [
        *SOURCES,
        *TESTS,
        *PAGES,
        *SHELL,
        ROOT / "uv.lock",
        ROOT / "pyproject.toml",
    ]
    files += sorted((ROOT / "src").rglob("*.toml"))
    found = [_name(each) for each in files if MACHINE_PATH.search(each.read_text("utf-8"))]
    assert found == []


def test_nothing_of_others_is_committed() -> None:
    """No script of others, no folder of packages is in the repository: set-up brings them."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("git absent, ou copie sans dépôt : installez git et clonez le projet")
    command = [git, "-C", str(ROOT), "ls-files"]
    kept = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    ours = {"src/opposable/web/socle/theme/static/theme/gestes.js"}
    brought = (".js", ".mjs", ".jar")
    assert [
        f for f in kept if "node_modules/" in f or (f.endswith(brought) and f not in ours)
    ] == []


@pytest.mark.parametrize("page", DECISIONS, ids=_name)
def test_decisions_are_honest(page: Path) -> None:
    """A decision gives its context and its consequences, a cost among them."""
    text = page.read_text(encoding="utf-8")
    for heading in ("## Context", "## Decision", "## Consequences", "**Cost:**"):
        assert heading in text


def test_decisions_are_numbered_without_gap() -> None:
    """Decisions are numbered from 1, so that a number names one page."""
    numbers = [int(page.name[:4]) for page in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


def test_versions_of_the_changelog_name_what_they_touch() -> None:
    """Each version says which periods and which texts it touches."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.split(r"^## \[(?=\d)", text, flags=re.MULTILINE)[1:]
    assert versions
    for version in versions:
        assert "**Périodes concernées**" in version
        assert "**Textes touchés**" in version


def test_every_place_says_the_same_version() -> None:
    """The package, the changelog and publiccode.yml agree on the version."""
    version = _project()["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f'softwareVersion: "{version}"' in (ROOT / "publiccode.yml").read_text("utf-8")


def test_tests_install_every_extra() -> None:
    """What the tests install holds the libraries of all the extras."""
    script = (ROOT / "scripts" / "prepare.sh").read_text("utf-8")
    assert "set -- test --all-extras" in script
    assert {"elaboration", "site", "spark"} == set(_project()["project"]["optional-dependencies"])


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_no_nomenclature_and_no_version_is_assumed() -> None:
    """Outside the law data nothing says how codes are written or of what year regions are."""
    pages = [*(ROOT / "src").rglob("*.html"), *(ROOT / "src").rglob("*.js"), *SOURCES]
    said = [
        f"{_name(page)}:{number}"
        for page in pages
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1)
        if ASSUMED.search(line)
    ]
    assert said == []
    assert ASSUMED.search("Régions de 2007")


def _long_records() -> frozenset[str]:
    """Classes of data with so many fields that one is easily taken for another.

    A name that several classes bear tells nothing of which is built.
    """
    classes = [
        node
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    names = Counter(each.name for each in classes)
    return frozenset(
        each.name
        for each in classes
        if names[each.name] == 1
        and sum(isinstance(part, ast.AnnAssign) for part in each.body) >= LONG_RECORD
    )


LONG_RECORDS = _long_records()


def _built_by_place(tree: ast.Module) -> Iterator[str]:
    records = LONG_RECORDS
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in records:
            yield f"{node.lineno}: {ast.unparse(node.func)} is built by place"


def test_long_records_are_built_by_keyword() -> None:
    """A record of many fields is built by their names: a new field never slips in silently."""
    assert "Faits" in LONG_RECORDS
    assert _faults(_built_by_place, SOURCES) == []
