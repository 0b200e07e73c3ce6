"""What must hold of the pages that the law asks for."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS = (
    Invariant(
        "page-versions-have-no-gap",
        "The versions of a page are numbered without a gap: none was ever deleted.",
        "SELECT slug FROM page_versions GROUP BY slug HAVING COUNT(*) <> MAX(number)",
    ),
    Invariant(
        "page-texts-are-filled-in",
        "Nothing that the operator must fill in stands on a published page.",
        "SELECT id FROM page_versions WHERE text_vi LIKE '%[[%]]%' OR text_en LIKE '%[[%]]%'",
    ),
)
