"""The page of an answer: pieces made ready, joined; the facts as they were said put between."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote_plus, urlencode

from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils.encoding import iri_to_uri
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from opposable.decision.demande import CHAMPS, Demande
from opposable.decision.exposition import jour_dit
from opposable.decision.recu import Recu
from opposable.web.public.demander import suite
from opposable.web.public.demander.blocs import blocs
from opposable.web.public.demander.connaissance import connaissance
from opposable.web.public.demander.reponse import ancres, repondre
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit
from opposable.web.socle.francais import jour, phrase, signe, typo
from opposable.web.socle.glossaire import Morceau
from opposable.web.socle.moule import Moule, PageMoulee, mouler, mouler_la_page
from opposable.web.socle.references import en_vigueur
from opposable.web.socle.situations import voisines
from opposable.web.socle.theme.contexte import autre_langue, commun
from opposable.web.socle.theme.templatetags.francais import dehors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpRequest, QueryDict

    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus
    from opposable.web.public.demander.blocs import Blocs
    from opposable.web.public.demander.connaissance import Connaissance
    from opposable.web.public.demander.formulaire import Lieux
    from opposable.web.public.demander.reponse import Reponse
    from opposable.web.socle.moule import Dit
    from opposable.web.socle.references import Reference
    from opposable.web.socle.situations import Situation

PLACES = (
    *("autre_adresse", "titre", "titre_nu", "titre_cite", "arret", "situation", "verdict"),
    *("autre_droit", "manque", "cotes", "sections", "accord", "situations", "faits"),
    *("modifier", "api", "connaissance", "adresse", "permanent", "permanent_cite", "citation"),
    *("references", "ici"),
)
"""What varies on the page of an answer, by the names that its template uses."""
PAGES_AU_PLUS = 16
CODES_AU_PLUS = 4_096
"""Values of facts kept as addresses bear them."""
SIGNES = {nu: f"%{ord(nu):02X}" for nu in "%/#[]=:;$&()+,!?*@'"}
"""What an address may hold that another must code; the sign that codes comes first."""


class Adressage(NamedTuple):
    """Where a page was asked for.

    Attributes:
        racine: Scheme and host.
        parametres: What follows `?`, as an address may bear it.
    """

    racine: str
    parametres: str

    @classmethod
    def de(cls, requete: HttpRequest) -> Adressage:
        """Read a request."""
        racine = f"{requete.scheme}://{requete.get_host()}"
        return cls(racine, iri_to_uri(requete.META.get("QUERY_STRING", "")))


def composer(requete: HttpRequest) -> str:
    """Return the page that answers the facts of an address, in the language of the page.

    Raises:
        DemandeError: A fact cannot be read.
        EtatDuDroitError: The law is not known on the day asked for.
        LectureError: A reading does not exist, or its rival changes no answer.
    """
    parametres = requete.GET
    demande, corpus = lire(parametres), droit.corpus(droit.etat_demande(parametres))
    reponse = repondre(demande, corpus)
    connu, langue = connaissance(reponse, corpus), droit.langue()
    faits = {n: v for n, v in reponse.determination.demande.champs().items() if n != "id"}
    autorite = reponse.determination.autorite is not None
    prets = blocs(corpus, langue)
    pieces = {
        **_de_l_adresse(
            prets.droit_dit, faits, Adressage.de(requete), parametres.get("corpus", "")
        ),
        **_de_la_reponse(prets, reponse),
        **_de_ce_qui_est_connu(prets, reponse, connu, faits),
    }
    return _page(corpus, langue, autorite).couler(pieces)


def lire(parametres: QueryDict, examine_le: str = "") -> Demande:
    """Read the facts of an address, on another day of examination where one is said.

    Raises:
        DemandeError: A fact cannot be read.
    """
    dits = {nom: parametres.get(nom, "") for nom in CHAMPS if nom != "id"}
    return Demande.depuis(dits | {"examine_le": examine_le} if examine_le else dits)


@du_droit(PAGES_AU_PLUS)
def _page(corpus: Corpus, _langue: Langue, autorite: bool) -> PageMoulee:  # noqa: FBT001
    """The page with its places left.

    Args:
        corpus: The law of the answer, of which the receipt tells.
        _langue: Language of the page being made.
        autorite: Whether a service is competent, to file with or to contest.
    """
    contexte = {
        **commun(),
        "chemin": reverse("demander:reponse"),
        "rubrique": "demander",
        "recu": Recu.de(corpus),
        "autorite": autorite,
    }
    return mouler_la_page("demander/reponse.html", contexte, PLACES)


@lru_cache(maxsize=2)
def _chemins(_langue: Langue) -> tuple[str, str]:
    """The address of the page, and that of the same in the other language."""
    ici = reverse("demander:reponse")
    return ici, translate_url(ici, autre_langue())


def _de_l_adresse(
    droit_dit: str, faits: Mapping[str, str], ou: Adressage, demandee: str
) -> dict[str, Dit]:
    """What rests on how the page was asked, and on how it may be asked again."""
    servi = droit.corpus()
    ici, autre = _chemins(droit.langue())
    codes = {nom: _coder(valeur) for nom, valeur in faits.items()}
    api = _joindre(codes)
    adresse = f"{api}&{droit_dit}"
    permanent = f"{ou.racine}{ici}?{adresse}"
    suivie = f"?{ou.parametres}" if ou.parametres else ""
    return {
        "autre_adresse": escape(f"{autre}{suivie}"),
        "ici": escape(_citer(f"{ici}{suivie}")),
        "api": escape(api),
        "adresse": escape(adresse),
        "permanent": escape(permanent),
        "permanent_cite": _citer(permanent),
        "modifier": escape(_joindre(suite.champs_du_formulaire(codes))),
        "autre_droit": "" if servi.sha256.startswith(demandee) else _autre_droit(demandee),
    }


@lru_cache(maxsize=CODES_AU_PLUS)
def _coder(valeur: str) -> str:
    """Return a fact as an address bears it."""
    return quote_plus(valeur)


def _citer(adresse: str) -> str:
    """Return an address as another bears it: `quote`, for what is an address already."""
    for nu, code in SIGNES.items():
        adresse = adresse.replace(nu, code)
    return adresse


def _joindre(codes: Mapping[str, str]) -> str:
    """Return facts, each coded already, as an address bears them."""
    return "&".join([f"{nom}={code}" for nom, code in codes.items()])


def _autre_droit(demandee: str) -> Morceau:
    """Tell that the address was made with another law; what it says is never kept."""
    contexte = {"autre_droit": demandee, "version": droit.corpus().version}
    dit = render_to_string("demander/autre_droit.html", contexte)
    return Morceau.de(dit, droit.langue())


def _de_la_reponse(prets: Blocs, reponse: Reponse) -> dict[str, Dit]:
    """What the answer tells."""
    dite = reponse.determination
    titre, le, ce_jour = prets.titre(reponse), jour_dit(dite), droit.aujourd_hui()
    places = [en_vigueur(ancre, le) for ancre in ancres(dite)]
    accord = reponse.accord
    citation = prets.moule(_citation, reponse.corpus, ce_jour)
    return {
        "titre": titre.html,
        "titre_nu": titre.attribut,
        "titre_cite": titre.cite,
        "situation": dite.situation_emploi.value,
        "verdict": prets.verdict(dite.situation_emploi),
        "faits": prets.question(reponse),
        "references": prets.references(places),
        "citation": citation.couler(
            {
                "phrase": titre.morceau,
                "references": prets.citations(places),
            }
        ),
        "situations": _voisines(prets, dite.demande, ce_jour),
        "accord": prets.morceau(_accord, accord) if accord else "",
    }


def _de_ce_qui_est_connu(
    prets: Blocs, reponse: Reponse, connu: Connaissance, dits: Mapping[str, str]
) -> dict[str, Dit]:
    """What rests on the day of knowledge, and what is missing."""
    manque = suite.manque(reponse, dits)
    caches = {nom: valeur for nom, valeur in dits.items() if nom != "connu_le"}
    lectures = (("lecture", une) for une in reponse.corpus.rivales)
    dit = {"dits": cacher(*caches.items(), *lectures)}
    if connu.cotes:
        contexte = {"connu": connu, "dits": SafeString(dit["dits"])}
        rendu = render_to_string("demander/connaissance.html", contexte)
        cotes: Dit = Morceau.de(rendu, droit.langue())
        connue: Dit = ""
    else:
        moule = prets.moule(_connaissance, connu.connu_le, connu.dernier, connu.compare)
        cotes, connue = "", moule.couler(dit)
    return {
        "arret": prets.morceau(_arret, reponse.arret, connu.dernier) if reponse.arret else "",
        "manque": _manque(prets, manque) if manque else "",
        "cotes": cotes,
        "connaissance": connue,
        "sections": prets.sections(reponse, "questions" if manque and manque.question else ""),
    }


def cacher(*dits: tuple[str, str]) -> str:
    """Return facts as fields of a form that nobody sees."""
    return "".join(f'<input type="hidden" name="{nom}" value="{escape(v)}">' for nom, v in dits)


def _manque(prets: Blocs, manque: suite.Manque) -> Dit:
    choix = tuple((valeur, str(mots)) for valeur, mots in manque.choix.items())
    moule = prets.moule(_suite, manque.champ, manque.question, choix, manque.lieux)
    dits = cacher(*manque.dits.items())
    return moule.couler({"dits": dits, "modifier": escape(urlencode(manque.formulaire))})


def _voisines(prets: Blocs, demande: Demande, ce_jour: date) -> Dit:
    """Situations that may be the reader's, by their names."""
    jour_ = demande.examine_le or demande.depose_le
    dites = voisines(demande.type, jour_, ce_jour)
    return prets.morceau(_situations, dites) if dites else ""


# Pieces: functions of their arguments, in the language of the page being made.


def _citation(corpus: Corpus, aujourd_hui: date) -> Moule:
    """The sentence that cites an answer: what it says, on what, under which law."""
    dit = {
        "phrase": "\0phrase\0",
        "references": "\0references\0",
        "version": corpus.version,
        "empreinte": corpus.sha256[:12],
        "jour": jour(aujourd_hui),
    }
    gabarit = gettext(
        "%(phrase)s %(references)s. Opposable, droit %(version)s (empreinte %(empreinte)s), "
        "consulté le %(jour)s :"
    )
    return Moule(escape(typo(gabarit % dit)), droit.langue())


def _accord(accord: Reference) -> str:
    return format_html(
        '<section aria-labelledby="accord"><h2 id="accord">{}</h2>\n<p>{}{}{}</p></section>',
        gettext("Accord"),
        phrase(accord.court),
        signe(":"),
        dehors(accord.adresse),
    )


def _situations(dites: tuple[Situation, ...]) -> str:
    return render_to_string("theme/situations_voisines.html", {"situations": dites})


def _arret(arret: date, dernier: date) -> str:
    return render_to_string("demander/arret.html", {"arret": arret, "dernier": dernier})


def _connaissance(connu_le: date, dernier: date, compare: bool) -> Moule:  # noqa: FBT001
    connu = {"connu_le": connu_le, "dernier": dernier, "compare": compare, "cotes": ()}
    return mouler("demander/connaissance.html", {"connu": connu}, ["dits"])


def _suite(champ: str, question: str, choix: tuple[tuple[str, str], ...], lieux: Lieux) -> Moule:
    manque = {"champ": champ, "question": question, "choix": dict(choix), "lieux": lieux}
    return mouler("demander/suite.html", {"manque": manque}, ["dits", "modifier"])
