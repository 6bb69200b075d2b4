"""The words of a law are folded once, whatever becomes of the file that keeps them."""

from __future__ import annotations

import marshal
import os
import random
from pathlib import Path
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from opposable.decision.chargement import load_corpus
from opposable.errors import ArtefactError
from opposable.fichiers.magasin import Magasin
from opposable.law.etat_du_droit import EtatDuDroit, Projet
from opposable.recherche import lexique, mots_batis, recueil
from opposable.recherche.metier import Index
from opposable.recherche.mots_batis import lexique_bati, livrer, nommer, recueil_bati
from opposable.recherche.nationalite import Pays
from opposable.recherche.noms import BARRE, Noms
from opposable.recherche.recueil import Nom, recueillir
from recherche.conftest import lire

if TYPE_CHECKING:
    from collections.abc import Callable

    from opposable.law.corpus import Corpus


class Sorte(NamedTuple):
    """What is kept: how it is named, had, written and read."""

    suffixe: str
    avoir: Callable[[Corpus, Noms, Magasin], Any]
    geler: Callable[[Any], bytes]
    degeler: Callable[[bytes], Any]
    magie: bytes


SORTES = (
    Sorte("metiers", recueil_bati, recueil.geler, recueil.degeler, recueil.MAGIE),
    Sorte("pays", lexique_bati, lexique.geler, lexique.degeler, lexique.MAGIE),
)
PETIT = recueillir([Nom("n", "1", "maçon", "maçon"), Nom("n", "2", "Coiffeur", "coiffeuse")])


@pytest.fixture(params=SORTES, ids=lambda sorte: sorte.suffixe)
def sorte(request: pytest.FixtureRequest) -> Any:
    """Each of the two."""
    return request.param


@pytest.fixture
def constructions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The builds that were made; building gives the least there is."""
    batis: list[str] = []

    def plier(*_: object) -> Any:
        batis.append("pays")
        return lexique.Lexique({"mali": lexique.Entree(lexique.Sens.LUI, ("MLI",))}, {}, {}, {})

    def recueillir_(_: object) -> Any:
        batis.append("metiers")
        return PETIT

    monkeypatch.setattr(lexique.Lexique, "de", plier)
    monkeypatch.setattr(recueil, "recueillir", recueillir_)
    return batis


def test_ils_sont_plies_une_fois(
    sorte: Sorte, corpus: Corpus, noms: Noms, constructions: list[str], tmp_path: Path
) -> None:
    """Built the first time, read by whoever comes next; the bytes are the same."""
    for _ in range(3):
        gele = sorte.geler(sorte.avoir(corpus, noms, Magasin(tmp_path)))
        assert gele == sorte.geler(sorte.degeler(gele))
    assert constructions == [sorte.suffixe]
    assert [f.name for f in tmp_path.iterdir()] == [f"{nommer(corpus, noms)}.{sorte.suffixe}"]


def test_un_fichier_abime_est_refait(
    sorte: Sorte, corpus: Corpus, noms: Noms, constructions: list[str], tmp_path: Path
) -> None:
    """Cut short, altered, or whole but of another version, it is built again and written over."""
    magasin = Magasin(tmp_path)
    sorte.avoir(corpus, noms, magasin)
    (fichier,) = tmp_path.iterdir()
    entier = fichier.read_bytes()
    for faux in (entier[:100], entier[:-1] + b"!", b""):
        fichier.write_bytes(faux)
        sorte.avoir(corpus, noms, magasin)
        assert fichier.read_bytes() == entier
    for contenu in (sorte.magie.replace(b"1", b"2"), sorte.magie + b"{"):
        magasin.ranger(fichier.name, contenu)
        sorte.avoir(corpus, noms, magasin)
        assert fichier.read_bytes() == entier
    assert len(constructions) == 6


@pytest.mark.parametrize(
    "contenu",
    [
        None,
        7,
        [],
        [1] * 11,
        [{"n": 1}, (), b"", b"", *(("", b""),) * 3, (b"", b""), (), (b"", b""), b""],
        [{}, ("a",), b"", b"", *(("", b""),) * 3, (b"", b""), (), (b"", b""), b""],
        [{}, (), b"123", b"", *(("", b""),) * 3, (b"", b""), (), (b"", b""), b""],
        [{}, (), b"", b"", *(("abc", b""),) * 3, (b"", b""), (), (b"", b""), b""],
        [{}, (), b"", b"", *(("", b""),) * 3, (b"\1\0\0\0", b""), (), (b"", b""), b""],
        ([("autre sens", ())], [{}] * 4),
        ([], [{"mali": 0}] + [{}] * 3),
        ([], [{}] * 3),
        ([3], [{}] * 4),
    ],
)
def test_ce_qui_ne_se_tient_pas_est_refuse(sorte: Sorte, contenu: Any) -> None:
    """Plain data that are no words are told so, whatever they are; nothing in them is run."""
    with pytest.raises(ArtefactError):
        sorte.degeler(sorte.magie + marshal.dumps(contenu))


def test_la_ou_l_on_n_ecrit_pas_chacun_plie(
    sorte: Sorte,
    corpus: Corpus,
    noms: Noms,
    constructions: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A folder that cannot be made, a full disk, no folder: built each time, no half of a file."""
    (tmp_path / "fichier").write_text("")
    plein = Magasin(tmp_path / "plein")
    monkeypatch.setattr(Path, "replace", _disque_plein)
    for magasin in (Magasin(tmp_path / "fichier" / "cache"), plein, Magasin(None)):
        assert sorte.avoir(corpus, noms, magasin)
    assert len(constructions) == 3
    assert list((tmp_path / "plein").iterdir()) == []


def _disque_plein(*_: object) -> None:
    raise OSError(28, os.strerror(28))


def test_deux_qui_plient_a_la_fois_s_entendent(
    sorte: Sorte, corpus: Corpus, noms: Noms, constructions: list[str], tmp_path: Path
) -> None:
    """Each has the words whole, and one file is left."""
    depart, eus = Barrier(4), []

    def avoir() -> None:
        depart.wait()
        eus.append(sorte.geler(sorte.avoir(corpus, noms, Magasin(tmp_path))))

    fils = [Thread(target=avoir) for _ in range(4)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert len(eus) == 4
    assert len(set(eus)) == 1
    assert len(constructions) <= 4
    assert len(list(tmp_path.iterdir())) == 1


def test_chaque_droit_a_ses_mots(
    corpus: Corpus, noms: Noms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another law, other names, other code: another file."""
    autres = Noms({**noms.contenus, "pays": noms.contenus["pays"] + b"\n"})
    tous = [
        nommer(corpus, noms),
        nommer(load_corpus(lectures=["six-nationaux"]), noms),
        nommer(corpus, autres),
    ]
    monkeypatch.setattr(mots_batis, "_du_code", lambda: "un autre")
    assert len({*tous, nommer(corpus, noms)}) == 4


def test_les_mots_d_un_projet_ne_sont_jamais_gardes(
    sorte: Sorte, noms: Noms, constructions: list[str], tmp_path: Path
) -> None:
    """A law with a draft has its words folded each time."""

    class _Corpus:
        nationalites: dict[str, object] = {}  # noqa: RUF012 - a stand-in
        metiers = listes = nationalites
        nomenclatures = ()
        sha256 = ""
        etat = EtatDuDroit.de(projets=[Projet("essai", ())])

    faux: Any = _Corpus()
    for _ in range(2):
        sorte.avoir(faux, noms, Magasin(tmp_path))
    assert len(constructions) == 2
    assert not list(tmp_path.iterdir())


def test_ce_qui_est_relu_repond_pareil(corpus: Corpus, noms: Noms, tmp_path: Path) -> None:
    """Titles, whole, begun or faulty, codes and countries: the same answers, bytes for bytes."""
    livrer(corpus, Magasin(tmp_path))
    lus = {f.suffix: f for f in tmp_path.iterdir()}
    assert set(lus) == {".metiers", ".pays"}
    relu = Index(recueil_bati(corpus, noms, Magasin(None, tmp_path)))
    bati = Index(recueil_bati(corpus, noms))
    de = random.Random(1)  # noqa: S311 - the same words at each run
    titres = [t for ligne in noms.repertoire for t in ligne["appellations"].split(BARRE)]
    textes = [t[: de.randrange(1, 30)] for t in de.sample(titres, 200)]
    textes += [ligne["mots"] for ligne in lire("mots_courants.csv")[:100]]
    for texte in (*textes, *de.sample(list(corpus.metiers), 40), "F17", "z"):
        assert repr(relu.chercher(texte)) == repr(bati.chercher(texte))
        for nomenclature in bati.nomenclatures:
            assert relu.exacts(texte, nomenclature) == bati.exacts(texte, nomenclature)
    pays = [Pays(corpus, noms, lexique_bati(corpus, noms, m)) for m in (Magasin(tmp_path), RIEN)]
    for ligne in noms.pays:
        for forme in ligne["autres"].split(BARRE):
            un, autre = (p.comprendre(forme) for p in pays)
            assert repr(un) == repr(autre)


RIEN = Magasin(None)
