"""Reads of lists and of search, one file per family."""

from __future__ import annotations

from marketplace.domain.search.queries.booths import BoothCard, booth_cards, booth_communes, newest_booths
from marketplace.domain.search.queries.cards import Card, Form
from marketplace.domain.search.queries.details import Proofs, Standing, proofs_of, shown_product, standing_of
from marketplace.domain.search.queries.facets import Choice, Facets, facets_of
from marketplace.domain.search.queries.finding import MOST_PAGES, PAGE, Results, listed, ranking, search
from marketplace.domain.search.queries.listing import Surroundings, cards, shelved_cards, surroundings_of
from marketplace.domain.search.queries.market import Market, market_at, products_by_commune
from marketplace.domain.search.queries.sitemap import shown_booth_slugs, shown_product_slugs
from marketplace.domain.search.queries.situation import Named
from marketplace.domain.search.queries.suggesting import Suggestion, Suggestions, suggestions
from marketplace.domain.search.queries.synonyms import synonym_by_id, synonyms

__all__ = [
    "MOST_PAGES",
    "PAGE",
    "BoothCard",
    "Card",
    "Choice",
    "Facets",
    "Form",
    "Market",
    "Named",
    "Proofs",
    "Results",
    "Standing",
    "Suggestion",
    "Suggestions",
    "Surroundings",
    "booth_cards",
    "booth_communes",
    "cards",
    "facets_of",
    "listed",
    "market_at",
    "newest_booths",
    "products_by_commune",
    "proofs_of",
    "ranking",
    "search",
    "shelved_cards",
    "shown_booth_slugs",
    "shown_product",
    "shown_product_slugs",
    "standing_of",
    "suggestions",
    "surroundings_of",
    "synonym_by_id",
    "synonyms",
]
