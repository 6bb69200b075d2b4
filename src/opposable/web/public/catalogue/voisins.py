"""The history of an occupation before and after its nomenclature: proposed, never decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext

from opposable.ecrit.typographie import composer
from opposable.law.consultation import ouvertes
from opposable.recherche.voisinage import Lien, Voisin, Voisinage
from opposable.web.public.catalogue.montrer import montrer_ouverte
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit

if TYPE_CHECKING:
    from opposable.law.corpus import Corpus
    from opposable.law.metier import Metier
    from opposable.web.public.catalogue.vue import Vue

ETATS_AU_PLUS = 4
"""States of the law whose neighbours are kept."""


class VoisinMontre(NamedTuple):
    """A code proposed, as the page shows it.

    Attributes:
        metier: Code and label.
        pourquoi: Why it is proposed.
        nom: The name that both have, None where a passage links them.
        ouvertes: What each list opens of it, in words.
    """

    metier: Metier
    pourquoi: str
    nom: str | None
    ouvertes: list[dict[str, Any]]


class Ailleurs(NamedTuple):
    """The codes proposed in one nomenclature."""

    nomenclature: str
    voisins: list[VoisinMontre]


@du_droit(ETATS_AU_PLUS)
def voisinage(corpus: Corpus) -> Voisinage:
    """Return the neighbours of the occupations of a law."""
    return Voisinage(corpus, droit.noms())


def ailleurs(metier: str, vue: Vue, corpus: Corpus) -> list[Ailleurs]:
    """Return the codes proposed for an occupation that lists name, by nomenclature."""
    proposes = [v for v in voisinage(corpus).de(metier) if v.metier in corpus.metiers]
    rangs = {n.id: (n.aucun is not None, rang) for rang, n in enumerate(corpus.employees)}
    courts = {n.id: composer(n.nom.partition(" (")[0]) for n in corpus.nomenclatures}
    noms = {n: nom[0].upper() + nom[1:] for n, nom in courts.items()}
    trouvees = sorted({v.nomenclature for v in proposes}, key=lambda n: rangs[n])
    return [
        Ailleurs(noms[n], [_montrer(v, vue, corpus) for v in proposes if v.nomenclature == n])
        for n in trouvees
    ]


def _montrer(voisin: Voisin, vue: Vue, corpus: Corpus) -> VoisinMontre:
    toutes = [montrer_ouverte(une, vue) for une in ouvertes(voisin.metier, corpus)]
    return VoisinMontre(corpus.metiers[voisin.metier], _pourquoi(voisin), voisin.nom, toutes)


def _pourquoi(voisin: Voisin) -> str:
    """Say why a code is proposed, in a sentence."""
    par = voisin.par
    if voisin.lien is Lien.NOM and par:
        return gettext("Par le code %(par)s, qui porte le même nom") % {"par": par}
    if voisin.lien is Lien.NOM:
        return gettext("Les deux portent le même nom")
    if par:
        return gettext("Une table de passage y mène par le code %(par)s") % {"par": par}
    return gettext("Une table de passage relie ces deux codes")
