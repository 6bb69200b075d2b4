"""The occupations, passages, headings and lists as linked data: SKOS, with days and provenance.

An occupation is a concept of its nomenclature, under its heading; a passage leads from one to
another; a list is a collection of concepts, and a list by zone a collection of collections. The
address of a page is the name of the thing; an occupation without a page is named in that of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import DCTERMS, PROV, RDF, SKOS, VOID, XSD, Graph, Literal, Namespace, URIRef

from opposable.law.territoire import PARTOUT
from opposable.web.public.donnees.skos_passages import correspondances
from opposable.web.public.donnees.tableaux import codes
from opposable.web.socle import droit
from opposable.web.socle.domaines import domaines, par_metier
from opposable.web.socle.noms import dire_zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opposable.law.corpus import Corpus
    from opposable.law.instrument import Instrument
    from opposable.law.liste import Liste
    from opposable.law.metier import Metier
    from opposable.law.nomenclature import Nomenclature
    from opposable.law.passage import Passage
    from opposable.web.socle.domaines import Domaine

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
SCHEMA_ORG = Namespace("https://schema.org/")


class Grille:
    """Writes the law of a corpus as a graph.

    Args:
        corpus: The law.
        base: Public address of the site, ending with `/`.
    """

    def __init__(self, corpus: Corpus, base: str) -> None:
        self._corpus = corpus
        self._base = Namespace(base)
        self.graphe = Graph(bind_namespaces="none")
        for prefixe, espace in (
            ("skos", SKOS),
            ("dcterms", DCTERMS),
            ("prov", PROV),
            ("void", VOID),
            ("schema", SCHEMA_ORG),
        ):
            self.graphe.bind(prefixe, espace)

    def _nom(self, *parties: str) -> URIRef:
        return self._base["/".join(parties) + "/"]

    def _dire(self, sujet: URIRef, predicat: URIRef, texte: str, langue: str = "fr") -> None:
        if texte:
            self.graphe.add((sujet, predicat, Literal(texte, lang=langue)))

    def schema(self, metiers: Iterable[Metier]) -> None:
        """Write the scheme of occupations, its headings and these occupations."""
        schema, corpus = self._nom("metiers"), self._corpus
        self.graphe.add((schema, RDF.type, SKOS.ConceptScheme))
        self._dire(schema, SKOS.prefLabel, "Métiers nommés par les listes")
        self._dire(schema, SKOS.prefLabel, "Occupations named by the lists", "en")
        self.graphe.add((schema, DCTERMS.license, URIRef(LICENCE)))
        self.graphe.add((schema, SCHEMA_ORG.version, Literal(corpus.version)))
        self.graphe.add((schema, DCTERMS.identifier, Literal(f"sha256:{corpus.sha256}")))
        gardes = list(metiers)
        rubriques = par_metier(corpus)
        cles = {rubriques[m.ecrit].cle for m in gardes if m.ecrit in rubriques}
        for nomenclature in corpus.nomenclatures:
            if nomenclature.id in {m.nomenclature for m in gardes}:
                self._nomenclature(nomenclature)
        for domaine in domaines(corpus).values():
            if domaine.nom and domaine.cle in cles:
                self._domaine(domaine, schema)
        for metier in gardes:
            self._metier(metier, schema)

    def _nomenclature(self, nomenclature: Nomenclature) -> None:
        sujet = self._nom_de_nomenclature(nomenclature.id)
        self.graphe.add((sujet, RDF.type, SKOS.ConceptScheme))
        self._dire(sujet, SKOS.prefLabel, nomenclature.nom)
        self.graphe.add((sujet, DCTERMS.identifier, Literal(nomenclature.id)))
        self.graphe.add((sujet, DCTERMS.isPartOf, self._nom("metiers")))

    def _nom_de_nomenclature(self, nomenclature: str) -> URIRef:
        return self._base[f"metiers/#{nomenclature}"]

    def _nom_de_metier(self, ecrit: str) -> URIRef:
        page = ecrit in self._corpus.metiers
        return self._nom("metiers", ecrit) if page else self._base[f"metiers/#{ecrit}"]

    def _domaine(self, domaine: Domaine, schema: URIRef) -> None:
        sujet = self._nom("domaines", domaine.cle)
        self.graphe.add((sujet, RDF.type, SKOS.Concept))
        self.graphe.add((sujet, SKOS.topConceptOf, schema))
        self._dire(sujet, SKOS.prefLabel, domaine.nom)
        self._dire(sujet, SKOS.altLabel, domaine.imprime)

    def _metier(self, metier: Metier, schema: URIRef) -> None:
        sujet = self._nom_de_metier(metier.ecrit)
        self.graphe.add((sujet, RDF.type, SKOS.Concept))
        self.graphe.add((sujet, SKOS.inScheme, schema))
        self.graphe.add((sujet, SKOS.inScheme, self._nom_de_nomenclature(metier.nomenclature)))
        self.graphe.add((sujet, SKOS.notation, Literal(metier.code, datatype=XSD.string)))
        self._dire(sujet, SKOS.prefLabel, metier.intitule)
        for variante in self._variantes(metier):
            self._dire(sujet, SKOS.altLabel, variante)
        for usuel in droit.noms().usuels.get(metier.ecrit, ()):
            self._dire(sujet, SKOS.hiddenLabel, usuel)
        domaine = par_metier(self._corpus).get(metier.ecrit)
        if domaine and domaine.nom:
            self.graphe.add((sujet, SKOS.broader, self._nom("domaines", domaine.cle)))

    def _variantes(self, metier: Metier) -> set[str]:
        siennes = (
            e.intitule
            for liste in self._corpus.listes.values()
            if liste.nomenclature == metier.nomenclature
            for e in liste.entrees
            if e.metier == metier.code
        )
        return {*siennes} - {metier.intitule}

    def passage(self, passage: Passage) -> None:
        """Write a passage: where each code leads, how surely, and where that was read."""
        lot = self._base[f"metiers/#{passage.id}"]
        self.graphe.add((lot, RDF.type, VOID.Linkset))
        self.graphe.add((lot, DCTERMS.identifier, Literal(passage.id)))
        self.graphe.add((lot, VOID.subjectsTarget, self._nom_de_nomenclature(passage.de)))
        source = self._corpus.sources[passage.source]
        self._dire(lot, DCTERMS.source, source.titre)
        for vers, de, lien, atteint in correspondances(passage):
            depart, arrivee = self._ecrire(passage.de, de), self._ecrire(vers, atteint)
            self.graphe.add((depart, lien, arrivee))
            self.graphe.add((lot, VOID.linkPredicate, lien))
            self.graphe.add((lot, VOID.objectsTarget, self._nom_de_nomenclature(vers)))

    def _ecrire(self, nomenclature: str, code: str) -> URIRef:
        return self._nom_de_metier(self._corpus.ecrire(nomenclature, code))

    def liste(self, liste: Liste) -> None:
        """Write a list: its days, its text, what it opens, zone by zone."""
        sujet = self._nom("listes", droit.cle(liste.id))
        self.graphe.add((sujet, RDF.type, SKOS.Collection))
        self._dire(sujet, SKOS.prefLabel, liste.nom.fr)
        self._dire(sujet, SKOS.prefLabel, liste.nom.en, "en")
        self.graphe.add((sujet, DCTERMS.identifier, Literal(liste.id)))
        self.graphe.add((sujet, DCTERMS.license, URIRef(LICENCE)))
        self.graphe.add((sujet, PROV.wasDerivedFrom, self._instrument(liste.instrument)))
        self.graphe.add((sujet, SCHEMA_ORG.validFrom, Literal(liste.examine_du)))
        if not liste.sans_fin:
            self.graphe.add((sujet, SCHEMA_ORG.validThrough, Literal(liste.examine_au)))
        for public in liste.public:
            mot = self._corpus.textes.mots["fr"].get(public.value, public.value)
            self._dire(sujet, DCTERMS.audience, mot)
        self._membres(liste, sujet)

    def _membres(self, liste: Liste, sujet: URIRef) -> None:
        regions = self._corpus.regions_de(liste.territoires)
        for zone in dict.fromkeys(e.zone for e in liste.entrees if e.ouvre):
            partie = sujet
            if zone != PARTOUT:
                partie = self._base[f"listes/{droit.cle(liste.id)}/#{zone}"]
                self.graphe.add((partie, RDF.type, SKOS.Collection))
                self.graphe.add((sujet, SKOS.member, partie))
                self._dire(partie, SKOS.prefLabel, dire_zone(zone, regions))
                if zone in regions:
                    self.graphe.add((partie, DCTERMS.spatial, self._nom("regions", zone)))
            for entree in liste.entrees:
                if entree.ouvre and entree.zone == zone:
                    membre = self._ecrire(liste.nomenclature, entree.metier)
                    self.graphe.add((partie, SKOS.member, membre))

    def _instrument(self, identifiant: str) -> URIRef:
        texte: Instrument = self._corpus.instruments[identifiant]
        sujet = URIRef(f"{self._base}listes/#{identifiant}")
        self.graphe.add((sujet, RDF.type, PROV.Entity))
        self._dire(sujet, DCTERMS.title, texte.titre.fr)
        self._dire(sujet, DCTERMS.title, texte.titre.en, "en")
        for nor in (texte.nor, *texte.nor_variantes):
            if nor:
                self.graphe.add((sujet, DCTERMS.identifier, Literal(nor)))
        jours = {DCTERMS.created: texte.signe_le, DCTERMS.issued: texte.publie_le}
        for predicat, jour in jours.items():
            if jour:
                self.graphe.add((sujet, predicat, Literal(jour)))
        return sujet

    def en_turtle(self) -> bytes:
        """Return the graph as Turtle, in an order that the same graph always has."""
        return self.graphe.serialize(format="turtle", encoding="utf-8")


def tout(corpus: Corpus, base: str) -> bytes:
    """Return every nomenclature, occupation, passage, heading and list as Turtle."""
    grille = Grille(corpus, base)
    grille.schema(codes(corpus).values())
    for passage in corpus.passages:
        grille.passage(passage)
    for liste in corpus.listes.values():
        grille.liste(liste)
    return grille.en_turtle()


def une_liste(identifiant: str, corpus: Corpus, base: str) -> bytes:
    """Return a list as Turtle, with the occupations it opens."""
    grille, liste = Grille(corpus, base), corpus.listes[identifiant]
    ecrits = (corpus.ecrire(liste.nomenclature, code) for code in liste.ouvertures)
    grille.schema(corpus.metiers[ecrit] for ecrit in ecrits)
    grille.liste(liste)
    return grille.en_turtle()
