"""What the code on a label leads to: who made these very goods, where, when, and under which papers."""

from __future__ import annotations

from flask import redirect, render_template
from werkzeug.wrappers import Response

from marketplace.core import clock
from marketplace.core.codes import clean_code
from marketplace.core.language import root
from marketplace.core.pagecache import public_page
from marketplace.domain.papers.queries import shown_papers_of
from marketplace.domain.stock.queries import proven_batch
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.product_values import origin_of, paper_names


@bp.get("/batches/<code>")
@public_page
def show_batch(code: str) -> str | Response:
    """One batch; the papers are those that were in force on the day it was made."""
    meant = clean_code(code)
    if meant != code:
        return redirect(f"{root()}/batches/{meant}", 301)
    batch = proven_batch(code)
    return render_template(
        "storefront/batches/show_batch.html",
        batch=batch, product=batch.product, booth=batch.product.booth, origin=origin_of(batch.product),
        papers=shown_papers_of(batch.product, batch.made_on), paper_names=paper_names(), today=clock.today(),
    )  # fmt: skip
