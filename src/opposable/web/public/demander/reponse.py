"""The answer as a page shows it: a determination told in order, and its permanent address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext

from opposable.decision.determination import determiner
from opposable.decision.examen import examiner
from opposable.decision.exposition import exposer
from opposable.decision.regles import R
from opposable.decision.voie import voies
from opposable.law.nationalite import Regime
from opposable.web.public.demander.formulaire import AU_CHOIX
from opposable.web.socle import droit
from opposable.web.socle.francais import jour
from opposable.web.socle.references import accord, referer

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.demande import Demande
    from opposable.decision.determination import Determination
    from opposable.decision.examen import Examen
    from opposable.decision.exposition import Exposition
    from opposable.law.corpus import Corpus
    from opposable.web.socle.references import Reference

EMPREINTE = 12
"""Characters of the digest of the law that a permanent address bears."""


@dataclass(frozen=True, slots=True)
class Reponse:
    """What the page of an answer shows.

    Attributes:
        determination: The answer itself.
        exposee: The same told in order, in the language of the page.
        question: What was asked: (label, value) pairs.
        adresse: Query of the permanent address.
        accord: Agreement that governs the person apart, None for no such agreement.
        references: Places the reasons rest on, as a lawyer cites them on that day.
        arret: Day asked, where it is later than what is known: the answer is then that of the
            last day known; None elsewhere.
    """

    determination: Determination
    exposee: Exposition
    question: list[tuple[str, str]]
    adresse: str
    accord: Reference | None
    references: list[Reference]
    arret: date | None = None

    def faits_sans(self, *noms: str) -> dict[str, str]:
        """Return the facts of the question but some, to ask it again with others."""
        dits = self.determination.demande.champs()
        return {nom: valeur for nom, valeur in dits.items() if nom not in ("id", *noms)}


def repondre(demande: Demande, corpus: Corpus) -> Reponse:
    """Decide, and tell the answer in the language of the page.

    Raises:
        DemandeError: A fact cannot be read.
    """
    examen = examiner(demande, corpus)
    if examen.contexte.reponse.regle.id == R.HORS_COUVERTURE:
        return _au_dernier_jour(demande, corpus) or _repondre(demande, examen)
    return _repondre(demande, examen)


def _au_dernier_jour(demande: Demande, corpus: Corpus) -> Reponse | None:
    """The answer of the last day known, for a later one; None for a day before the first."""
    demande_le, dernier = demande.examine_le or demande.depose_le, corpus.couverture.au
    if demande_le is None or demande.depose_le is None or demande_le <= dernier:
        return None
    depose_le = min(demande.depose_le, dernier)
    examine_le = demande.examine_le and dernier
    tenue = replace(demande, depose_le=depose_le, examine_le=examine_le)
    return replace(_repondre(tenue, examiner(tenue, corpus)), arret=demande_le)


def _repondre(demande: Demande, examen: Examen) -> Reponse:
    determination, corpus = determiner(demande, examen), examen.contexte.corpus
    return Reponse(
        determination,
        exposer(determination, voies(examen), corpus, droit.langue()),
        enoncer(demande, corpus),
        adresse(demande, corpus),
        _accord(determination),
        _references(determination),
    )


def _accord(determination: Determination) -> Reference | None:
    if determination.regime != Regime.EXCLU_PAR_ACCORD.value:
        return None
    return accord(determination.nationalite)


def _references(determination: Determination) -> list[Reference]:
    """Return what the answer rests on: the basis, then the place of each reason, once each."""
    demande, fondement = determination.demande, determination.fondement
    le = demande.examine_le or demande.depose_le
    ancres = [m.ancre for m in determination.motifs if not m.ancre.startswith("lecture")]
    if fondement is not None:
        ancres.insert(0, fondement.ancre)
    return [referer(ancre, le) for ancre in dict.fromkeys(a for a in ancres if a)]


def adresse(demande: Demande, corpus: Corpus) -> str:
    """Return the query that asks the same again: the facts, and the law it was answered with."""
    champs = {nom: valeur for nom, valeur in demande.champs().items() if nom != "id"}
    suite = {"lecture": list(corpus.rivales), "corpus": corpus.sha256[:EMPREINTE]}
    return urlencode({**champs, **suite}, doseq=True)


def enoncer(demande: Demande, corpus: Corpus) -> list[tuple[str, str]]:
    """Return the facts of an application as (label, value) pairs people can check."""
    langue = droit.langue()
    mots = corpus.textes.mots[langue]
    codes = (demande.nationalite or "").split("+")
    noms = ", ".join(droit.pays().nom(code, langue) for code in codes if code)
    dits = [
        (gettext("Nationalité"), noms),
        (gettext("Métier"), _metier(demande.metier, corpus)),
        (gettext("Métier du premier titre"), _metier(demande.metier_initial, corpus)),
        (gettext("Lieu de travail"), _lieu(demande, corpus)),
        (gettext("Démarche"), mots.get(demande.type or "", demande.type or "")),
        (gettext("Rang du renouvellement"), _au_choix("rang_renouvellement", demande)),
        (gettext("Lieu du premier titre"), _lieu(_initial(demande), corpus)),
        (gettext("Activité"), _au_choix("activite", demande)),
        (gettext("Diplôme français"), _au_choix("diplome_francais", demande)),
        (gettext("Dispense"), _au_choix("dispense", demande)),
        (gettext("Jeune diplômé"), _au_choix("jeune_diplome", demande)),
        (gettext("Déposée le"), jour(demande.depose_le)),
        (gettext("Examinée le"), jour(demande.examine_le)),
        (gettext("Droit connu le"), jour(demande.connu_le)),
    ]
    return [(nom, str(valeur)) for nom, valeur in dits if valeur]


def _au_choix(champ: str, demande: Demande) -> str:
    """The words of a choice, as the form says it."""
    valeur = getattr(demande, champ)
    return str(AU_CHOIX[champ].get(valeur, valeur)) if valeur else ""


def _initial(demande: Demande) -> Demande:
    """The application with the place of the first permit for its own."""
    return replace(demande, departement=demande.departement_initial, region=demande.region_initiale)


def _metier(codes: str | None, corpus: Corpus) -> str:
    """Each code with its name; one alone on no list is said to be on none."""
    connus = [(code, corpus.metier(code)) for code in (codes or "").split("+") if code]
    if not any(connu for _, connu in connus):
        return droit.lecteur().hors_liste(codes) if codes else ""
    return ", ".join(f"{code} – {connu.intitule}" if connu else code for code, connu in connus)


def _lieu(demande: Demande, corpus: Corpus) -> str:
    """The place of work, its region being one of those that count on the day."""
    departement = corpus.departements.get(demande.departement or "")
    version = corpus.division(demande.examine_le or demande.depose_le or corpus.couverture.au)
    if departement is None:
        return _region(demande.region, version, corpus)
    region = _region(corpus.region_dans(version, departement.region), version, corpus)
    return f"{departement.nom} ({departement.code}), {region}"


def _region(code: str | None, version: str, corpus: Corpus) -> str:
    region = corpus.regions_de(version).get(code or "") or corpus.regions.get(code or "")
    autres = (corpus.regions_de(autre).get(code or "") for autre in corpus.territoires)
    trouvee = region or next(filter(None, autres), None)
    return trouvee.nom if trouvee else ""
