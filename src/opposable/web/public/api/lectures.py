"""What can be read: occupations, regions, lists, their differences, the table, the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from ninja import Router

from opposable.decision.demande import lire_date
from opposable.decision.recu import MOTEUR
from opposable.ecrit.typographie import composer
from opposable.errors import DateError, Faute, ListeError, RequeteError
from opposable.law import consultation
from opposable.web.public.api.demandes import LONGUEUR, droit_demande
from opposable.web.public.api.reponse_json import PUBLIQUE, repondre
from opposable.web.public.api.schemas import (
    CorpusSortie,
    EcartSortie,
    FicheMetier,
    ListeEntiere,
    ListeSortie,
    MetierSortie,
    NationaliteLue,
    Probleme,
    RegionSortie,
)
from opposable.web.socle import droit, table_publiee

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from opposable.law.entree import Ouverture
    from opposable.law.liste import Liste
    from opposable.recherche.metier import Proposition

router = Router(tags=["Lecture"])
REFUS = {404: Probleme, 422: Probleme, 429: Probleme}
PROPOSITIONS = 10
MOTS = {
    "name": "q",
    "in": "query",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGUEUR},
    "description": "Mots, ou premiers chiffres d’un code.",
}
PAYS = {**MOTS, "description": "Pays, nom d’habitant ou code ; plusieurs, séparés."}
JOUR = {
    "name": "as_of",
    "in": "query",
    "required": False,
    "schema": {"type": "string", "format": "date"},
    "description": "Seulement ce qui s’applique aux demandes examinées ce jour-là.",
}
DU_JOUR = {"parameters": [JOUR]}
CONNU = {
    "name": "connu_le",
    "in": "query",
    "required": False,
    "schema": {"type": "string", "format": "date"},
    "description": "Jour auquel le droit est connu ; à défaut, le dernier.",
}


@router.get(
    "/metiers",
    response={200: list[MetierSortie], **REFUS},
    summary="Chercher un métier par des mots",
    openapi_extra={"parameters": [MOTS]},
)
def chercher_un_metier(request: HttpRequest) -> HttpResponseBase:
    """Codes proposés pour des mots, le plus proche d’abord ; aucun n’est choisi pour vous.

    Chacun dit sa nomenclature, et s’il porte ces mots mêmes (`exact`), les contient (`complet`) ou
    leur ressemble (`proche`). Si aucun ne convient, le métier n’est sur aucune liste.
    """
    trouves = droit.chercher_metier(_mots(request), PROPOSITIONS)
    return repondre(request, [_proposition(p) for p in trouves])


@router.get(
    "/nationalites",
    response={200: NationaliteLue, **REFUS},
    summary="Lire une nationalité écrite avec des mots",
    openapi_extra={"parameters": [PAYS]},
)
def chercher_une_nationalite(request: HttpRequest) -> HttpResponseBase:
    """Codes compris ; sinon la partie à préciser et ce qu’elle peut désigner, jamais choisi."""
    pays = droit.pays()
    lue = pays.comprendre(_mots(request))
    contenu = {
        "codes": [_nationalite(code) for code in lue.codes],
        "non_dite": lue.non_dite,
        "sens": lue.sens,
        "a_choisir": lue.ecrit,
        "propositions": [_nationalite(code) for code in lue.propositions],
        "reste": list(lue.reste),
    }
    return repondre(request, contenu)


def _mots(requete: HttpRequest) -> str:
    mots = requete.GET.get("q", "").strip()
    if not mots or len(mots) > LONGUEUR:
        dit = f"des mots sont attendus, {LONGUEUR} caractères au plus"
        raise RequeteError(422, f"?q : {dit}", [Faute("?q", "q", mots[:LONGUEUR], dit)])
    return mots


def _proposition(proposition: Proposition) -> dict[str, Any]:
    connu = droit.corpus().metiers.get(proposition.metier)
    domaine = connu.domaine if connu else droit.noms().domaines.get(proposition.metier, "")
    return {
        "code": proposition.metier,
        "nomenclature": proposition.nomenclature,
        "intitule": proposition.intitule,
        "domaine": domaine,
        "appellation": proposition.appellation,
        "degre": proposition.degre.value,
        "adresse": f"/api/v1/metiers/{proposition.metier}" if connu else None,
    }


def _nationalite(code: str) -> dict[str, str]:
    pays = droit.pays()
    return {"code": code, "nom": pays.nom(code), "name": pays.nom(code, "en")}


@router.get(
    "/metiers/{code}",
    response={200: FicheMetier, **REFUS},
    summary="Un métier et ce qui l’ouvre",
    openapi_extra=DU_JOUR,
)
def metier(request: HttpRequest, code: str) -> HttpResponseBase:
    """Intitulés, domaine, listes qui l’ouvrent, où et pour qui, lectures qui le touchent."""
    corpus, jour = droit.corpus(), _jour(request)
    connu = corpus.metier(code)
    if connu is None:
        raise RequeteError(404, composer(f"« {code[:LONGUEUR]} » n’est sur aucune liste."))
    listes = [li for li in corpus.listes.values() if jour is None or li.examine(jour)]
    siennes = [li for li in listes if li.nomenclature == connu.nomenclature]
    imprimes = {e.intitule for li in siennes for e in li.entrees if e.metier == connu.code}
    fiche = {
        "code": connu.ecrit,
        "intitule": connu.intitule,
        "domaine": connu.domaine,
        "imprime": sorted(imprimes),
        "ouvertures": [
            _ouverture(li, li.ouvertures[connu.code])
            for li in siennes
            if connu.code in li.ouvertures
        ],
        "lectures": [le.id for le in corpus.lectures.values() if connu.ecrit in le.metiers],
    }
    return repondre(request, fiche)


@router.get("/regions", response={200: list[RegionSortie], **REFUS}, summary="Les régions")
def regions(request: HttpRequest) -> HttpResponseBase:
    """Code, nom, zone et départements de chaque région."""
    corpus = droit.corpus()
    par_region: dict[str, list[dict[str, str]]] = {code: [] for code in corpus.regions}
    for departement in corpus.departements.values():
        par_region[departement.region].append({"code": departement.code, "nom": departement.nom})
    return repondre(
        request,
        [
            {"code": r.code, "nom": r.nom, "zone": r.zone, "departements": par_region[r.code]}
            for r in corpus.regions.values()
        ],
    )


@router.get(
    "/listes",
    response={200: list[ListeSortie], **REFUS},
    summary="Les listes",
    openapi_extra=DU_JOUR,
)
def listes(request: HttpRequest) -> HttpResponseBase:
    """Chaque liste : texte, public, jours ; celles d’un jour avec `as_of`."""
    jour = _jour(request)
    toutes = droit.corpus().listes.values()
    return repondre(request, [_tete(li) for li in toutes if jour is None or li.examine(jour)])


@router.get(
    "/listes/{avant}/diff/{apres}",
    response={200: list[EcartSortie], **REFUS},
    summary="Ce que deux listes, textes ou jours n’ouvrent pas tous deux",
)
def comparer_deux_listes(request: HttpRequest, avant: str, apres: str) -> HttpResponseBase:
    """Métiers et lieux ouverts d’un côté et non de l’autre, public par public."""
    corpus = droit.corpus()
    ecarts = consultation.comparer(corpus, _choisir(avant), _choisir(apres))
    return repondre(request, [ecart._asdict() for ecart in ecarts])


@router.get("/listes/{cle}", response={200: ListeEntiere, **REFUS}, summary="Une liste entière")
def liste(request: HttpRequest, cle: str) -> HttpResponseBase:
    """Une liste et ses lignes qui ouvrent ; dans l’adresse, « . » remplace « / »."""
    corpus = droit.corpus()
    connue = corpus.listes.get(droit.liste_de(cle) or cle)
    if connue is None:
        raise RequeteError(404, _inconnue(cle))
    entrees = [ligne._asdict() for ligne in consultation.lignes(corpus, [connue])]
    return repondre(request, {**_tete(connue), "entrees": entrees})


@router.get(
    "/table.parquet",
    summary="La table de décision entière",
    openapi_extra={
        "responses": {
            200: {
                "description": "Parquet : une ligne par case, à joindre avec tout outil.",
                "content": {"application/vnd.apache.parquet": {"schema": {"type": "string"}}},
            }
        }
    },
)
def table_de_decision(request: HttpRequest) -> HttpResponseBase:
    """Toutes les réponses possibles, en un fichier."""
    etag = f'"{table_publiee.empreinte()}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        reponse: HttpResponseBase = HttpResponseNotModified()
    else:
        chemin = table_publiee.preparer(table_publiee.TABLE)
        type_ = "application/vnd.apache.parquet"
        reponse = FileResponse(chemin.open("rb"), content_type=type_, as_attachment=True)
    reponse["ETag"], reponse["Cache-Control"] = etag, PUBLIQUE
    return reponse


@router.get(
    "/corpus",
    response={200: CorpusSortie, **REFUS},
    summary="Le droit servi ici",
    openapi_extra={"parameters": [CONNU]},
)
def droit_servi(request: HttpRequest) -> HttpResponseBase:
    """Version, empreinte, jours couverts, listes et lectures, comme connus le jour voulu."""
    corpus = droit_demande(request.GET)
    couverture = corpus.couverture
    return repondre(
        request,
        {
            "version": corpus.version,
            "sha256": corpus.sha256,
            "moteur": MOTEUR,
            "connu_le": corpus.connu_le.isoformat(),
            "couverture": {
                "examine_du": couverture.du.isoformat(),
                "examine_au": couverture.au.isoformat(),
            },
            "listes": [_tete(li) for li in corpus.listes.values()],
            "lectures": [
                {"id": le.id, "ancre": le.ancre, "retenue": le.retenue.fr, "rivale": le.rivale.fr}
                for le in corpus.lectures.values()
            ],
        },
    )


def _jour(requete: HttpRequest) -> date | None:
    if not (dite := requete.GET.get("as_of", "")):
        return None
    try:
        return lire_date("as_of", dite)
    except DateError as erreur:
        faute = Faute("?as_of", "as_of", dite[:LONGUEUR], composer(erreur.probleme))
        raise RequeteError(422, composer(erreur.message), [faute]) from erreur


def _choisir(nom: str) -> tuple[Liste, ...]:
    try:
        return consultation.choisir(droit.corpus(), droit.liste_de(nom) or nom)
    except ListeError as erreur:
        raise RequeteError(404, _inconnue(nom)) from erreur


def _inconnue(nom: str) -> str:
    connues = ", ".join(droit.cle(liste_) for liste_ in droit.corpus().listes)
    return composer(f"« {nom[:LONGUEUR]} » ne désigne aucune liste ; listes : {connues}.")


def _ouverture(liste_: Liste, ouverture: Ouverture) -> dict[str, Any]:
    return {
        "liste": liste_.id,
        "public": [regime.value for regime in liste_.public],
        "examine_du": liste_.examine_du.isoformat(),
        "examine_au": None if liste_.sans_fin else liste_.examine_au.isoformat(),
        "regions": sorted(ouverture.par_region),
        "partout": ouverture.partout is not None,
        "activite": next((e.activite for e in ouverture.entrees if e.activite), None),
        "ancres": [e.ancre for e in ouverture.entrees],
    }


def _tete(liste_: Liste) -> dict[str, Any]:
    depose, notifiable = liste_.depose_du, liste_.notifiable_du
    return {
        "id": liste_.id,
        "cle": droit.cle(liste_.id),
        "instrument": liste_.instrument,
        "nom": liste_.nom.dire(droit.LANGUE),
        "public": [regime.value for regime in liste_.public],
        "nationalites": sorted(liste_.nationalites),
        "nomenclature": liste_.nomenclature,
        "territoires": liste_.territoires,
        "examine_du": liste_.examine_du.isoformat(),
        "examine_au": None if liste_.sans_fin else liste_.examine_au.isoformat(),
        "depose_du": depose.isoformat() if depose else None,
        "notifiable_du": notifiable.isoformat() if notifiable else None,
        "ancre": liste_.ancre,
        "lignes": sum(e.ouvre for e in liste_.entrees),
    }
