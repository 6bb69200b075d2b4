"""The columns of a file of applications: found by the titles offices give them, said, confirmed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from opposable.batch.rejet import FAITS
from opposable.batch.reponses import AJOUTES
from opposable.batch.valeurs import donnees
from opposable.decision.demande import CHAMPS
from opposable.ecrit.repli import replier
from opposable.errors import FichierError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EXIGEES = ("nationalite", "metier", "type", "depose_le")
"""Columns without which no row can be answered."""
RENVOI = ("ligne_du_fichier", "a_corriger")
"""Columns of a file of rows to correct that are not those of the person."""
TITRES_DITS = 12


@cache
def _rangs() -> Mapping[str, tuple[str, int]]:
    """Return, for each folded title known, its field and how sure it is (0 the surest)."""
    connus = {replier(champ): (champ, 0) for champ in CHAMPS}
    for champ, lignes in donnees()["titres"].items():
        for rang, titres in enumerate(lignes):
            for titre in titres:
                connus.setdefault(titre, (champ, rang))
    return connus


class Demandes:
    """The columns of the contract, under the titles of a file.

    Args:
        gardees: Columns kept beside the answers, by their titles or fields; None for all.
        feuille: Sheet of a workbook to read, empty to find it.
        colonnes: Title of the column of a field, as the person says it; an empty title for a
            field that no column holds.

    Attributes:
        champs: Field of each title read as a fact, once the titles are known.
        constats: What was read as what, where the titles are not those of the contract.
    """

    formules = True

    def __init__(
        self,
        gardees: Sequence[str] | None = None,
        feuille: str = "",
        colonnes: Mapping[str, str] | None = None,
    ) -> None:
        self._gardees = gardees
        self.feuille = feuille
        self._dites = colonnes or {}
        self.champs: dict[str, str] = {}
        self.constats: list[str] = []

    def reconnus(self, titres: Sequence[str]) -> int:
        """Return how many fields the titles of a row name."""
        dits = {*self._dites.values()}
        champs = {_rangs().get(replier(t), ("",))[0] for t in titres} - {""}
        return len(champs) + sum(t.strip() in dits for t in titres if t.strip())

    def choisir(self, nom: str, titres: Sequence[str]) -> Sequence[int]:
        """Return the places of the columns to read: those kept, and the facts.

        Raises:
            FichierError: Columns are missing, repeated, may be several, or already hold answers.
        """
        self.champs = attribuer(nom, titres, self._dites)
        fautes = [*_manquantes(titres, self.champs), *self._fautes(titres)]
        if fautes:
            raise FichierError(nom, " ; ".join(fautes))
        self.constats = _dire(self.champs)
        pleins = [p for p, t in enumerate(titres) if t and t not in RENVOI]
        if self._gardees is None:
            return pleins
        return [p for p in pleins if titres[p] in self.champs or self.garde(titres[p])]

    def garde(self, titre: str) -> bool:
        """Tell whether a column is kept beside the answers."""
        return (
            self._gardees is None
            or titre in self._gardees
            or self.champs.get(titre, "") in self._gardees
        )

    def _fautes(self, titres: Sequence[str]) -> list[str]:
        connues = {*titres, *self.champs.values()}
        absentes = [c for c in self._gardees or () if c not in connues]
        fautes = [f"colonne « {c} » absente, demandée par --columns" for c in absentes]
        deja = [t for t in titres if t in AJOUTES and self.garde(t)]
        fautes += [
            f"la colonne « {c} » est déjà là, or la réponse s'y écrit : retirez-la, ou choisissez "
            "les autres avec --columns"
            for c in deja[:1]
        ]
        return fautes

    def codees(self, titres: Sequence[str]) -> frozenset[str]:
        """Return the columns of facts: few values, many times each."""
        return frozenset(t for t in titres if self.champs.get(t) in FAITS)


class Releve(Demandes):
    """The columns of a file whose titles are wanted, even where they cannot be decided with.

    Attributes:
        titres: The titles, once they were found.
    """

    titres: Sequence[str] = ()

    def choisir(self, nom: str, titres: Sequence[str]) -> Sequence[int]:
        """Keep the titles, then choose as any file of applications does.

        Raises:
            FichierError: As in `Demandes`.
        """
        self.titres = tuple(titres)
        return super().choisir(nom, titres)


def attribuer(nom: str, titres: Sequence[str], dites: Mapping[str, str]) -> dict[str, str]:
    """Return the field of each title that names one.

    A title that is a field is that field; then the surest title of each field is taken, where
    it is the only one as sure.

    Args:
        nom: Name of the file.
        titres: Titles, as written.
        dites: Title of a field, as the person says it.

    Raises:
        FichierError: A title is there twice, two may be the same field, or one said is not there.
    """
    _exiger_uniques(nom, titres)
    inconnus = [f"« {t} »" for t in dites.values() if t and t not in titres]
    if inconnus:
        raise FichierError(
            nom,
            f"colonne {', '.join(inconnus)} absente, nommée par --colonnes ; {_trouvees(titres)}",
        )
    trouvees = {titre: champ for champ, titre in dites.items() if titre}
    questions = []
    for champ in CHAMPS:
        if champ in dites:
            continue
        if champ in titres:
            trouvees.setdefault(champ, champ)
            continue
        surs = _plus_surs(champ, [t for t in titres if t not in trouvees])
        if len(surs) > 1:
            dits = " ou ".join(f"« {titre} »" for titre in surs)
            questions.append(
                f"{dits} peut être « {champ} » : dites laquelle, "
                f'par exemple --colonnes "{champ}={surs[0]}"'
            )
        elif surs:
            trouvees[surs[0]] = champ
    if questions:
        raise FichierError(nom, " ; ".join(questions))
    return trouvees


def deviner(titres: Sequence[str]) -> dict[str, str]:
    """Return the title most like each field: a guess to be confirmed, that decides nothing."""
    devines: dict[str, str] = {}
    for champ in CHAMPS:
        libres = [t for t in titres if t and t not in devines.values()]
        vagues = donnees()["vagues"].get(champ, ())
        proches = _plus_surs(champ, libres) or [t for t in libres if replier(t) in vagues]
        if proches:
            devines[champ] = proches[0]
    return devines


def _exiger_uniques(nom: str, titres: Sequence[str]) -> None:
    doubles = dict.fromkeys(t for t in titres if t and list(titres).count(t) > 1)
    if doubles:
        dits = ", ".join(f"« {titre} »" for titre in doubles)
        raise FichierError(nom, f"colonne {dits} répétée : n'en gardez qu'une")


def _plus_surs(champ: str, titres: Sequence[str]) -> list[str]:
    """Return the titles that name a field, those of the surest line alone."""
    lus = [(_rangs().get(replier(titre), ("", 0)), titre) for titre in titres]
    rangs = [(rang, titre) for (dit, rang), titre in lus if dit == champ]
    plus_sur = min((rang for rang, _ in rangs), default=0)
    return [titre for rang, titre in rangs if rang == plus_sur]


def _manquantes(titres: Sequence[str], trouvees: Mapping[str, str]) -> list[str]:
    """Return what is said of the columns that are missing: all at once, with what may be they."""
    manquent = [champ for champ in EXIGEES if champ not in trouvees.values()]
    if not manquent:
        return []
    possibles = []
    for champ in manquent:
        vagues = donnees()["vagues"].get(champ, ())
        proches = [t for t in titres if t not in trouvees and replier(t) in vagues]
        if proches:
            possibles.append(f"« {proches[0]} » est peut-être « {champ} »")
    dits = ", ".join(f"« {champ} »" for champ in manquent)
    phrase = f"colonne{'s' if len(manquent) > 1 else ''} {dits} absente"
    phrase += "s" if len(manquent) > 1 else ""
    phrase += f" ; {_trouvees(titres)}"
    if possibles:
        phrase += f" ; {', '.join(possibles)}"
    exemple = ",".join(f"{champ}=TITRE" for champ in manquent)
    return [f'{phrase} ; nommez-les avec --colonnes "{exemple}"']


def _trouvees(titres: Sequence[str]) -> str:
    dits = ", ".join(f"« {titre[:60]} »" for titre in titres[:TITRES_DITS] if titre)
    return f"colonnes trouvées : {dits or 'aucune'}"


def _dire(champs: Mapping[str, str]) -> list[str]:
    """Return what was read as what; nothing where the titles are the fields."""
    devines = [f"« {titre} » = {champ}" for titre, champ in champs.items() if titre != champ]
    if not devines:
        return []
    autrement = 'pour en décider autrement : --colonnes "champ=titre,…"'
    return [f"Colonnes lues : {', '.join(devines)} ({autrement})"]


def lire_colonnes(texte: str) -> dict[str, str]:
    """Read the option `--colonnes`: `champ=titre`, apart by commas; an empty title for none.

    Raises:
        FichierError: A field does not exist, or a part has no equals sign.
    """
    dites: dict[str, str] = {}
    for partie in (p for p in texte.split(",") if p.strip()):
        champ, egal, titre = (morceau.strip() for morceau in partie.partition("="))
        if not egal or champ not in CHAMPS:
            raise FichierError(
                "--colonnes",
                f"« {partie.strip()} » : écrivez champ=titre, le champ étant parmi "
                f"{', '.join(CHAMPS)}",
            )
        dites[champ] = titre.strip('"')
    return dites
