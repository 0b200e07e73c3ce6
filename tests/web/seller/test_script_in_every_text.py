"""Whatever people write is shown as they wrote it: no text of anybody becomes part of a page of the desk."""

from __future__ import annotations

from sqlalchemy import update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth, Maker
from marketplace.domain.catalog.models import ImportArchive, ImportSheet, Photo, Product, ProductChange, Variant
from marketplace.domain.figures.models import PrintedCode
from marketplace.domain.joining.models import ChecklistItem
from marketplace.domain.livestream.models import Broadcast, Campaign, Invitation
from marketplace.domain.notices.actions import Said, announce
from marketplace.domain.notices.models import PageNotice
from marketplace.domain.orders.actions import write_note
from marketplace.domain.orders.models import Order, OrderLine, OrderNote, Purchase
from marketplace.domain.papers.models import Paper
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.reviews.models import Question, Review
from marketplace.domain.shipping.models import PickUpPoint
from marketplace.domain.stock.models import Batch
from tests.web.desk_walk import pages_of, path_to
from tests.web.stage import Stage

SCRIPT = "\"'><script>alert(1)</script>{{7*7}}"
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;"
# What a person may write, wherever it is kept.
WRITTEN = {
    Person: ("full_name",), Booth: ("name", "legal_name", "legal_address", "representative", "story", "reason"),
    Maker: ("name", "part", "words"), ChecklistItem: ("title",),
    Product: ("name", "name_en", "summary", "description", "ingredients", "storage", "shelf_life", "origin_note",
              "unit", "reason"),
    Variant: ("name", "sku"), Photo: ("alt",), ImportSheet: ("file_name",), ImportArchive: ("file_name",),
    PrintedCode: ("fair",), Campaign: ("name", "summary"), Broadcast: ("title", "host_name"),
    Invitation: ("message",), PageNotice: ("about",),
    Purchase: ("recipient", "address_line", "address_text", "note"), OrderNote: ("text",),
    OrderLine: ("product_name", "variant_name", "sku", "unit"),
    Paper: ("number", "issuer", "reason"), OrderReturn: ("text",), Review: ("text", "signed"),
    Question: ("text", "signed"), PickUpPoint: ("address_line", "hours"), Batch: ("note",),
}  # fmt: skip
FACE = "seller"
MOST_LETTERS = 60


def test_no_text_becomes_part_of_a_page(app, client):
    stage = Stage(app)
    paths = {each: path_to(stage, app, each, "owner") for each in pages_of(app, FACE)}
    for thing in ("question", "review", "notice", "proposal", "offer", "printed_code"):
        stage.value(thing, role="owner", whose="own")
    _write_more(stage)
    _write_everywhere()
    browser, shown = stage.client("owner"), set()
    for endpoint, path in paths.items():
        for language in ("", "/en"):
            db.session.remove()
            answer = browser.get(language + path)
            if answer.mimetype != "text/html" or answer.status_code == 404:
                continue
            assert answer.status_code < 400, path
            assert "<script>alert" not in answer.text, path
            assert "49" not in answer.text.partition(SHOWN)[2][:8], f"{path} works out what was written"
            shown |= {endpoint} if SHOWN in answer.text else set()
    assert len(shown) > 25, "what was written is seen on most pages"


def _write_more(stage: Stage) -> None:
    owner, order = stage.person("owner"), stage.value("order", role="owner", whose="own")
    write_note(db.session.query(Order).filter_by(code=order).one(), "Gọi trước", by=owner)
    announce(Said(title=SCRIPT, text=SCRIPT, is_important=True), by=stage.person("organizer"))
    columns = [{"name": SCRIPT, "own": "x", "field": "name", "said": ""},
               {"name": SCRIPT, "own": "y", "field": "price", "said": ""}]  # fmt: skip
    with transaction():
        sheet = {"rows": [{"#": "2", "name": SCRIPT, "price": SCRIPT}], "columns": columns, "row_count": 1}
        db.session.execute(update(ImportSheet).values(**sheet))
        claims = {"name": SCRIPT, "summary": SCRIPT}
        product = db.session.query(Product).filter_by(slug=stage.value("product", role="owner", whose="own")).one()
        facts = {"claims": claims, "by_id": owner.id, "at": clock.now()}
        db.session.add(ProductChange(booth_id=product.booth_id, product_id=product.id, **facts))


def _write_everywhere() -> None:
    with transaction():
        for model, columns in WRITTEN.items():
            db.session.execute(update(model).values(dict.fromkeys(columns, SCRIPT[:MOST_LETTERS])))
