from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import text

from marketplace.core import clock, files
from marketplace.core.db import db
from marketplace.core.errors import BadInput
from marketplace.core.invariants import examine
from marketplace.core.slugs import target_of_past_slug
from marketplace.core.transactions import transaction
from marketplace.core.versions import version_of
from marketplace.domain.booths.errors import BoothNotThere, ForOrganizers, NotYourPart, ReasonNeeded
from marketplace.domain.booths.models import Membership
from marketplace.domain.catalog import access, actions, errors, queries
from marketplace.domain.catalog.invariants import INVARIANTS
from marketplace.domain.catalog.models import ImportSheet, ProductChange, ProductSchedule
from marketplace.domain.catalog.rules import ProductFacts, VariantFacts
from marketplace.domain.stock.queries import left_of
from tests.people import CAM_LO, a_booth, a_category, a_product, on_sale

JAR = VariantFacts(price=95_000, weight_g=450, name="Hũ 300 g", net_quantity=300, net_unit="g", stock=12)


def a_picture(size=(400, 300)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "#a43").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def facts(app) -> ProductFacts:
    return ProductFacts(name="Ruốc bột  Cửa Việt", category_id=a_category().id, unit="hũ", origin_commune_code=CAM_LO)


@pytest.fixture
def product(booth, minh, facts):
    return actions.create_product(booth, by=minh, facts=facts, variants=[JAR])


def test_a_draft_goes_on_sale_after_review_with_its_opening_stock(product, minh, ngoc):
    (variant,) = queries.variants_of(product)
    assert product.name == "Ruốc bột Cửa Việt"
    assert left_of([variant.id]) == {variant.id: 12}
    before = version_of("catalogue")
    actions.submit_product(product, by=minh)
    assert [waiting.product.id for waiting in queries.waiting_products()] == [product.id]
    assert version_of("catalogue") == before
    actions.publish_product(product, by=ngoc)
    assert queries.on_sale_product_by_slug(product.slug).is_on_sale
    assert version_of("catalogue") > before
    assert [step.to_state for step in queries.steps_of_product(product)] == ["on_sale", "submitted", "draft"]


def test_publishing_twice_is_publishing_once(product, minh, ngoc):
    actions.submit_product(product, by=minh)
    actions.publish_product(product, by=ngoc)
    first = product.published_at
    actions.publish_product(product, by=ngoc)
    assert (product.published_at, len(queries.steps_of_product(product))) == (first, 3)


def test_an_organizer_publishes_only_what_was_on_the_page(product, minh, ngoc, facts):
    actions.submit_product(product, by=minh)
    seen = product.submitted_at
    actions.update_product(product, by=minh, facts=replace(facts, description="Chữa mọi bệnh."))
    with pytest.raises(errors.ChangedMeanwhile):
        actions.publish_product(product, by=ngoc, seen=seen)
    actions.publish_product(product, by=ngoc, seen=product.submitted_at)


def test_products_wait_for_their_booth(ngoc, minh, facts):
    closed = a_booth(minh, state="submitted")
    product = actions.create_product(closed, by=minh, facts=facts, variants=[JAR])
    actions.submit_product(product, by=minh)
    with pytest.raises(errors.BoothNotOpenYet):
        actions.publish_product(product, by=ngoc)


def test_a_product_of_a_suspended_booth_is_not_shown(app, ngoc):
    product = on_sale(a_booth(state="suspended")).product
    with pytest.raises(errors.ProductNotThere):
        queries.on_sale_product_by_slug(product.slug)


def test_new_claims_wait_while_the_approved_ones_stay_on_show(product, minh, ngoc, facts):
    actions.submit_product(product, by=minh)
    actions.publish_product(product, by=ngoc)
    slug = product.slug
    change = actions.update_product(product, by=minh, facts=replace(facts, name="Ruốc Cửa Việt", summary="Ngon"))
    assert (product.name, product.summary) == ("Ruốc bột Cửa Việt", "")
    assert change.claims == {"name": "Ruốc Cửa Việt", "summary": "Ngon"}
    assert queries.facts_with_change(product).name == "Ruốc Cửa Việt"
    actions.accept_change(change, by=ngoc)
    actions.accept_change(change, by=ngoc)
    assert (product.name, product.summary) == ("Ruốc Cửa Việt", "Ngon")
    assert product.slug.startswith("ruoc-cua-viet-")
    assert target_of_past_slug("product", slug) == product.id
    assert queries.current_product_slug_of(slug) == product.slug


def test_a_newer_change_replaces_the_one_that_waits_and_going_back_drops_it(product, minh, ngoc, facts):
    actions.submit_product(product, by=minh)
    actions.publish_product(product, by=ngoc)
    actions.update_product(product, by=minh, facts=replace(facts, summary="A"))
    second = actions.update_product(product, by=minh, facts=replace(facts, summary="B"))
    assert queries.change_waiting_on(product).id == second.id
    assert actions.update_product(product, by=minh, facts=facts) is None
    assert queries.change_waiting_on(product) is None
    with pytest.raises(errors.ChangeNotThere):
        actions.accept_change(second, by=ngoc)


def test_a_refused_change_leaves_the_approved_claims_and_says_why(product, minh, ngoc, facts):
    actions.submit_product(product, by=minh)
    actions.publish_product(product, by=ngoc)
    change = actions.update_product(product, by=minh, facts=replace(facts, summary="Chữa bệnh"))
    with pytest.raises(ReasonNeeded):
        actions.refuse_change(change, by=ngoc, reason="")
    actions.refuse_change(change, by=ngoc, reason="Không được nói chữa bệnh.")
    assert (product.summary, change.state, change.reason) == ("", "refused", "Không được nói chữa bệnh.")


def test_price_changes_at_once_and_leaves_a_trace(product, minh, ngoc):
    actions.submit_product(product, by=minh)
    actions.publish_product(product, by=ngoc)
    (variant,) = queries.variants_of(product)
    before = version_of("catalogue")
    actions.update_variant(variant, by=minh, facts=replace(JAR, price=99_000))
    assert (variant.price, left_of([variant.id])[variant.id]) == (99_000, 12)
    assert version_of("catalogue") > before
    trace = db.session.execute(text("SELECT details FROM audit_entries WHERE action = 'variant.price'")).scalar()
    assert "95000" in str(trace)


def test_hiding_and_showing_again_needs_no_second_review(product, minh, ngoc):
    actions.submit_product(product, by=minh)
    actions.publish_product(product, by=ngoc)
    actions.hide_product(product, by=minh)
    actions.hide_product(product, by=minh)
    with pytest.raises(errors.ProductNotThere):
        queries.on_sale_product_by_slug(product.slug)
    with pytest.raises(errors.ProductCannotMove):
        actions.publish_product(product, by=ngoc)
    actions.show_product_again(product, by=minh)
    assert product.is_on_sale


def test_what_an_organizer_sent_back_cannot_simply_be_shown_again(product, minh, ngoc):
    actions.submit_product(product, by=minh)
    actions.publish_product(product, by=ngoc)
    actions.send_back_product(product, by=ngoc, reason="Thiếu hạn sử dụng.")
    assert (product.state, product.reason) == ("draft", "Thiếu hạn sử dụng.")
    with pytest.raises(errors.ProductCannotMove):
        actions.show_product_again(product, by=minh)
    actions.submit_product(product, by=minh)


def test_a_withdrawn_product_never_comes_back_and_frees_its_name(product, booth, minh, facts):
    actions.submit_product(product, by=minh)
    actions.withdraw_product(product, by=minh)
    for act in (actions.submit_product, actions.show_product_again, actions.take_back_product):
        with pytest.raises(errors.ProductCannotMove):
            act(product, by=minh)
    with pytest.raises(errors.ProductCannotMove):
        actions.update_product(product, by=minh, facts=facts)
    actions.create_product(booth, by=minh, facts=facts, variants=[JAR])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"unit": ""}, "unit"),
        ({"category_id": 0}, "category_id"),
        ({"origin_commune_code": "00000"}, "origin_commune_code"),
        ({"summary": "x" * 301}, "summary"),
    ],
)
def test_a_product_that_cannot_be_is_told_which_field(booth, minh, facts, change, field):
    with pytest.raises(BadInput) as refusal:
        actions.create_product(booth, by=minh, facts=replace(facts, **change), variants=[JAR])
    assert refusal.value.field == field
    assert queries.products_of(booth) == ([], 0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"price": 999}, "price"),
        ({"price": 1_000_000_001}, "price"),
        ({"weight_g": 0}, "weight_g"),
        ({"weight_g": 200_001}, "weight_g"),
        ({"net_quantity": 0}, "net_quantity"),
        ({"net_unit": "pound"}, "net_quantity"),
        ({"stock": -1}, "stock"),
        ({"name": "x" * 61}, "variant_name"),
    ],
)
def test_a_variant_that_cannot_be_is_told_which_field(product, minh, change, field):
    with pytest.raises(BadInput) as refusal:
        actions.add_variant(product, by=minh, facts=replace(JAR, **change))
    assert refusal.value.field == field


def test_one_code_belongs_to_one_variant_of_a_booth(product, minh, hoa, rival_booth, facts):
    actions.add_variant(product, by=minh, facts=replace(JAR, sku="ruoc-1"))
    with pytest.raises(errors.SkuTaken):
        actions.add_variant(product, by=minh, facts=replace(JAR, sku="RUOC-1"))
    actions.create_product(rival_booth, by=hoa, facts=facts, variants=[replace(JAR, sku="RUOC-1")])


def test_a_booth_has_one_product_of_a_name(product, booth, minh, facts):
    with pytest.raises(errors.NameTaken):
        actions.create_product(booth, by=minh, facts=replace(facts, name="ruốc BỘT cửa việt"), variants=[JAR])
    actions.create_product(booth, by=minh, facts=replace(facts, name="Ruốc bọt Cửa Việt"), variants=[JAR])


def test_the_last_variant_of_a_product_on_sale_cannot_be_stopped(product, minh, ngoc):
    actions.submit_product(product, by=minh)
    (variant,) = queries.variants_of(product)
    with pytest.raises(errors.NothingToBuy):
        actions.stop_variant(variant, by=minh)
    other = actions.add_variant(product, by=minh, facts=replace(JAR, name="Hũ 1 kg"))
    actions.stop_variant(variant, by=minh)
    assert queries.active_variants_of(product) == [other]
    actions.resume_variant(variant, by=minh)
    assert len(queries.active_variants_of(product)) == 2


def test_packers_read_and_strangers_find_nothing(product, booth, lan, hoa, facts):
    with transaction():
        db.session.add(Membership(booth_id=booth.id, person_id=lan.id, role="packer", since=clock.now()))
    for person, refusal in ((lan, NotYourPart), (hoa, BoothNotThere)):
        with pytest.raises(refusal):
            actions.create_product(booth, by=person, facts=replace(facts, name="Khác"), variants=[JAR])
        with pytest.raises(refusal):
            actions.update_product(product, by=person, facts=facts)
        with pytest.raises(refusal):
            actions.withdraw_product(product, by=person)
        with pytest.raises(refusal):
            actions.add_photo(product, by=person, data=a_picture())


def test_sellers_do_not_publish_and_organizers_do_not_write(product, minh, ngoc, facts):
    actions.submit_product(product, by=minh)
    with pytest.raises(ForOrganizers):
        actions.publish_product(product, by=minh)
    with pytest.raises(BoothNotThere):
        actions.update_variant(queries.variants_of(product)[0], by=ngoc, facts=replace(JAR, price=1_000))
    assert not access.can_submit(None, product)
    assert access.can_publish(ngoc, product)


def test_another_booths_product_is_not_there(product, rival_booth):
    theirs = a_product(rival_booth)
    with pytest.raises(errors.ProductNotThere):
        queries.product_for(rival_booth, product.slug)
    with pytest.raises(errors.VariantNotThere):
        queries.variant_for(theirs, queries.variants_of(product)[0].id)


def test_a_photo_is_painted_anew_in_several_widths_and_its_files_go_with_it(product, minh):
    photo = actions.add_photo(product, by=minh, data=a_picture(), alt="Hũ ruốc")
    assert photo.widths == [180, 360, 640, 1080]
    assert queries.photo_url(photo, 300) == f"/media/{photo.key}-360.webp"
    assert queries.photo_url(photo, 4000) == f"/media/{photo.key}-1080.webp"
    assert queries.photo_srcset(photo).endswith("-1080.webp 1080w")
    assert files.read(f"{photo.key}-180.webp")[8:12] == b"WEBP"
    key = photo.key
    actions.remove_photo(photo, by=minh)
    with pytest.raises(FileNotFoundError):
        files.read(f"{key}-180.webp")


def test_what_is_no_picture_is_refused_beside_its_field(product, minh):
    with pytest.raises(BadInput) as refusal:
        actions.add_photo(product, by=minh, data=b"<svg onload=alert(1)>")
    assert refusal.value.field == "photo"


def test_our_drawings_stand_in_for_photos(product, minh):
    photo = actions.attach_illustration(product, svg="<svg/>", alt="Hũ", by=minh)
    assert queries.photo_url(photo, 180) == f"/media/{photo.key}"
    assert queries.photo_srcset(photo) == ""
    for _ in range(7):
        actions.attach_illustration(product, svg="<svg/>", alt="Hũ", by=minh)
    with pytest.raises(errors.TooManyPhotos):
        actions.attach_illustration(product, svg="<svg/>", alt="Hũ", by=minh)


def test_sellers_find_products_without_marks_and_by_code(product, booth, minh):
    actions.add_variant(product, by=minh, facts=replace(JAR, sku="CV-77"))
    for typed in ("ruoc bot", "Ruốc bột", "cv-7", ""):
        assert queries.products_of(booth, text=typed)[1] == 1, typed
    assert queries.products_of(booth, text="100%")[1] == 0
    assert queries.products_of(booth, state="on_sale")[1] == 0
    assert queries.product_counts(booth) == {"draft": 1}


def test_the_first_shelves_are_put_up_once(app, ngoc, lan):
    actions.load_categories()
    assert actions.load_categories() == 0
    food = queries.category_by_slug("thuc-pham")
    spices = queries.category_by_slug("tieu-gia-vi")
    assert spices.parent_id == food.id
    assert spices in queries.leaf_categories()
    with pytest.raises(ForOrganizers):
        actions.save_category(spices, by=lan, name="X", name_en="", parent_id=None, ocop_group=None)
    with pytest.raises(errors.UnknownCategory):
        actions.save_category(food, by=ngoc, name="Thực phẩm", name_en="Food", parent_id=spices.id, ocop_group=1)
    with pytest.raises(errors.SlugTaken):
        actions.save_category(None, by=ngoc, name="Cà phê", name_en="", parent_id=None, ocop_group=None)


def test_an_organizers_list_names_how_long_each_thing_waited(product, minh, app):
    with clock.frozen(clock.now()) as hands:
        actions.submit_product(product, by=minh)
        hands.move(hours=30)
        (waiting,) = queries.waiting_products()
        assert waiting.waited.total_seconds() == 30 * 3600


PLANTED = {
    "product-state-is-its-last-step": "UPDATE products SET state = 'hidden'",
    "product-steps-have-no-gap": "UPDATE product_steps SET seq = 9",
    "parts-belong-to-the-products-booth": "UPDATE variants SET booth_id = (SELECT MAX(id) FROM booths)",
    "on-sale-was-published": "UPDATE products SET published_at = NULL",
    "changes-wait-only-on-approved-products": "UPDATE products SET state = 'draft'",
    "decided-changes-name-who": "UPDATE product_changes SET state = 'accepted'",
    "schedules-are-of-approved-products": "UPDATE products SET state = 'draft'",
    "lists-made-what-they-count": "UPDATE import_sheets SET made_count = 1",
}


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("name", [each.name for each in INVARIANTS])
def test_each_invariant_sees_its_planted_fault(booth, minh, rival_booth, name):
    product = on_sale(booth).product
    with transaction():
        db.session.add(
            ProductChange(booth_id=booth.id, product_id=product.id, claims={}, by_id=minh.id, at=clock.now())
        )
        db.session.add(ProductSchedule(product_id=product.id, booth_id=booth.id, hides_at=clock.now(), by_id=minh.id))
        db.session.add(ImportSheet(booth_id=booth.id, by_id=minh.id, file_name="x.csv", rows=[], at=clock.now()))
    (invariant,) = (each for each in INVARIANTS if each.name == name)
    assert examine([invariant])[0].holds
    with transaction():
        db.session.execute(text(PLANTED[name]))
    assert not examine([invariant])[0].holds


def test_the_photo_that_leads_stands_first_on_lists_as_well(product, minh):
    first, second, third = (actions.add_photo(product, by=minh, data=a_picture()) for _ in range(3))
    actions.lead_with_photo(third, by=minh)
    assert [photo.id for photo in queries.photos_of(product)] == [third.id, first.id, second.id]
    actions.lead_with_photo(third, by=minh)
    actions.lead_with_photo(second, by=minh)
    assert [photo.id for photo in queries.photos_of(product)] == [second.id, third.id, first.id]
    assert third.key not in queries.covers_of([product.id], 180)[product.id]
