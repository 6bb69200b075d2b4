"""Every kind of page and state of the site, for the checks that go through all of them."""

from urllib.parse import urlencode

LISTE = "arrete-2008-01-18-tiers.liste"
SENEGAL = urlencode(
    {
        "nationalite": "SEN",
        "metier": "61231",
        "departement": "69",
        "type": "changement_statut",
        "depose_le": "2007-11-15",
        "examine_le": "2008-01-10",
    }
)
MARIN = "nationalite=POL&metier=41221&departement=56&type=introduction&depose_le=2008-03-03"
ALGERIE = "nationalite=DZA&metier=32331&departement=75&type=introduction&depose_le=2008-03-03"
FRANCE = "nationalite=FRA&metier=32331&type=introduction&depose_le=2008-03-03"
FAUTES = "demander=1&nationalite=congolais&metier=cuisto&depose_le=31/02/2008"
ETATS = {
    "question": "/",
    "question-fautes": f"/?{FAUTES}",
    "reponse-non-opposable": f"/reponse/?{SENEGAL}",
    "reponse-indeterminee": f"/reponse/?{MARIN}",
    "reponse-opposable": f"/reponse/?{ALGERIE}",
    "reponse-non-requise": f"/reponse/?{FRANCE}",
    "metiers": "/metiers/",
    "metiers-cherches": "/metiers/?q=ma%C3%A7on",
    "metier": "/metiers/61231/",
    "metier-restreint": "/metiers/41221/",
    "regions": "/regions/",
    "region": "/regions/53/",
    "domaines": "/domaines/",
    "domaine": "/domaines/batiment-et-travaux-publics/",
    "listes": "/listes/",
    "liste": f"/listes/{LISTE}/",
    "comparer": "/listes/comparer/?avant=circulaire-2007-12-20&apres=arrete-2008-01-18-tiers",
    "comparer-vide": "/listes/comparer/",
    "liste-filtree": f"/listes/{LISTE}/?q=chef&region=53",
    "donnees": "/donnees/",
    "loi": "/loi/",
    "disposition": "/loi/dispositions/1.2/2/",
    "code": "/loi/code/opposable.decision.accords.hors_listes/",
    "defauts": "/loi/defauts/",
    "defaut": "/loi/defauts/six-nationaux/",
    "calendrier": "/loi/calendrier/",
    "fichier": "/fichier/",
    "aide": "/aide/",
    "situations": "/aide/situations/",
    "apres-refus": f"/reponse/recours/?{SENEGAL}&decide_le=2008-03-10&notifie_le=2008-03-17",
    "plan": "/plan/",
    "accessibilite": "/accessibilite/",
    "mentions": "/mentions-legales/",
    "donnees-personnelles": "/donnees-personnelles/",
    "api": "/api/",
    "introuvable": "/rien-ici/",
    "question-anglais": "/en/",
    "reponse-anglais": f"/en/reponse/?{SENEGAL}",
    "metier-anglais": "/en/metiers/61231/",
    "calendrier-anglais": "/en/loi/calendrier/",
    "loi-anglais": "/en/loi/",
}
