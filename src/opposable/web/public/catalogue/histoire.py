"""What applied when: the states of an occupation over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opposable.decision.axes import JOUR, periodes
from opposable.web.public.catalogue.vue import etat, par_region, publics, vue
from opposable.web.socle.droit_servi import du_droit

if TYPE_CHECKING:
    from datetime import date

    from opposable.law.corpus import Corpus
    from opposable.law.nationalite import Regime
    from opposable.web.public.catalogue.vue import Etat

Etats = dict[str, "Etat"]


@dataclass(frozen=True, slots=True)
class Epoque:
    """Days over which an occupation keeps the same states for an audience.

    Attributes:
        public: The audience.
        du: First day of examination.
        au: Last day of examination.
        etats: State of each region, by code; None where nobody belongs to the audience.
    """

    public: Regime
    du: date
    au: date
    etats: Etats | None

    def regions(self, voulu: Etat) -> tuple[str, ...]:
        """Return the codes of the regions in a state."""
        return tuple(r for r, e in (self.etats or {}).items() if e is voulu)


@du_droit(512)
def histoire(metier: str, corpus: Corpus) -> tuple[Epoque, ...]:
    """Return the periods of an occupation, audience by audience, in the order of time."""
    return tuple(
        epoque
        for public in publics(corpus)
        for epoque in _reunir(
            [_epoque(metier, public, du, au, corpus) for du, au in examens(corpus)]
        )
    )


@du_droit(8)
def examens(corpus: Corpus) -> tuple[tuple[date, date], ...]:
    """Return the days of examination that the corpus covers, cut where something changes."""
    couverture = corpus.couverture
    debuts = {couverture.du, *(p.examine_du for p in periodes(corpus))}
    for liste in corpus.listes.values():
        for periode in liste.periodes:
            debuts |= {periode.du, min(periode.au, couverture.au) + JOUR}
    connus = sorted(d for d in debuts if couverture.du <= d <= couverture.au)
    fins = [*(d - JOUR for d in connus[1:]), couverture.au]
    return tuple(zip(connus, fins, strict=True))


def _epoque(metier: str, public: Regime, du: date, au: date, corpus: Corpus) -> Epoque:
    ici = vue(du, public, corpus)
    if not ici.nationalites:
        return Epoque(public, du, au, None)
    constats = par_region(ici, metier, corpus)
    return Epoque(public, du, au, {region: etat(c) for region, c in constats.items()})


def _reunir(epoques: list[Epoque]) -> list[Epoque]:
    """Join neighbours that say the same."""
    reunies: list[Epoque] = []
    for epoque in epoques:
        if reunies and reunies[-1].etats == epoque.etats:
            reunies[-1] = Epoque(epoque.public, reunies[-1].du, epoque.au, epoque.etats)
        else:
            reunies.append(epoque)
    return reunies
