import csv
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.demo import illustrations
from marketplace.demo.illustrations import (
    COVER_THEMES,
    KINDS,
    draw_booth_cover,
    draw_hero,
    draw_portrait,
    draw_product,
    kind_of,
    short_label,
)
from marketplace.demo.illustrations.kinds import BY_UNIT, UNKNOWN_BY_GROUP, UNKNOWN_BY_UNIT, WORDS, kind_by_words
from marketplace.demo.illustrations.lettering import breadth, fitted
from marketplace.demo.illustrations.palettes import PALETTES

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "g", "path", "rect", "circle", "ellipse", "text"}
GROUPS = (*PALETTES, "")
LONGEST = "Bánh tráng ướt sườn nướng nghệ thuật Quảng Trị chính gốc đặc biệt"
PRODUCTS = list(
    csv.DictReader(
        (Path(illustrations.__file__).parents[1] / "data" / "products.csv").read_text(encoding="utf-8").splitlines()
    )
)


def kind_of_row(row: dict[str, str]) -> str:
    return kind_of(row["product_name_vi"], row["group"], row["unit"])


def words_in(svg: str) -> str:
    return " ".join(text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def assert_plain(svg: str) -> None:
    for element in ElementTree.fromstring(svg).iter():
        assert element.tag.removeprefix(SVG) in DRAWN
        assert not [name for name in element.attrib if name == "style" or name.startswith("on") or "href" in name]
    assert "url(" not in svg
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_small_square_and_nothing_but_shapes(kind):
    for seed, group in enumerate(GROUPS * 3):
        svg = draw_product(kind, label=LONGEST, group=group, seed=seed)
        root = ElementTree.fromstring(svg)
        assert root.get("viewBox") == "0 0 400 400"
        assert len(svg.encode()) <= 5_000
        assert_plain(svg)


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_carries_the_name_of_its_product(kind):
    svg = draw_product(kind, label="Tiêu Cùa", group="Thực phẩm", seed=3)
    assert words_in(svg).split() == ["Tiêu", "Cùa"]


def test_the_same_arguments_give_the_same_bytes_even_in_another_process():
    script = (
        "from marketplace.demo.illustrations import draw_product, draw_booth_cover;"
        "import sys; sys.stdout.buffer.write((draw_product('coffee_bag', label='Cà phê', group='', seed=7)"
        " + draw_booth_cover(name='Cùa', seed=7, theme='pepper')).encode())"
    )
    root = Path(illustrations.__file__).parents[3]
    other = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, check=True).stdout.decode()
    assert other == draw_product("coffee_bag", label="Cà phê", group="", seed=7) + draw_booth_cover(
        name="Cùa", seed=7, theme="pepper"
    )


def test_products_of_one_kind_do_not_all_look_alike():
    pictures = {draw_product("fish_sauce_bottle", label="Nước mắm", group="Thực phẩm", seed=seed) for seed in range(20)}
    assert len(pictures) >= 5


@pytest.mark.parametrize("row", PRODUCTS, ids=lambda row: row["product_name_vi"])
def test_every_real_product_is_recognised_by_its_name(row):
    assert kind_by_words(row["product_name_vi"]) is not None
    assert kind_of_row(row) in KINDS


def test_there_are_129_real_products_each_with_its_source():
    assert len(PRODUCTS) == 129
    assert all(row["source"] for row in PRODUCTS)


@pytest.mark.parametrize(
    ("name", "unit", "kind"),
    [
        ("Ném Hải Dương", "kg", "shallots"),
        ("Nem chợ Sãi", "chục", "fermented_pork"),
        ("Nén Lệ Thủy", "kg", "shallots"),
        ("Miến gạo sâm Bố Chính", "gói", "noodle_pack"),
        ("Tranh gạo", "bức", "rice_picture"),
        ("Gạo hữu cơ Quảng Trị", "kg", "rice_sack"),
        ("Nón lá Trà Lộc", "chiếc", "conical_hat"),
        ("Trà nấm linh chi Tuấn Linh", "hộp", "tea_box"),
        ("Trà túi lọc cà gai leo HNT", "hộp", "teabag_box"),
        ("Cao cà gai leo An Xuân", "hộp", "extract_box"),
        ("Chè vằng Quảng Trị (chỉ dẫn địa lý)", "gói", "herb_pouch"),
        ("Dầu gội thảo mộc Hương Xưa", "chai", "shampoo_bottle"),
        ("Hương thảo mộc VT", "hộp", "incense"),
        ("Chuối Hướng Hóa", "kg", "bananas"),
        ("Chuối sấy dẻo Green Globe", "gói", "dried_fruit_pouch"),
        ("Dầu lạc nguyên chất Làng An", "chai", "oil_bottle"),
        ("Bơ đậu phộng Super Green", "hũ", "paste_jar"),
        ("Mứt gừng Mỹ Chánh", "hộp", "ginger_sweets"),
        ("Mứt chanh dây Tân Hợp", "hũ", "jam_jar"),
        ("Tiêu Gio An", "gói", "pepper_pouch"),
        ("Hồ tiêu Quảng Trị", "kg", "pepper_string"),
        ("Hạt tiêu Phú Quý", "hũ", "pepper_jar"),
        ("Mật ong Tuyên Hóa", "chai", "honey_bottle"),
        ("Mật ong rừng", "hũ", "honey_jar"),
        ("Khe Sanh Coffee 100% Arabica dạng bột", "gói", "ground_coffee_pouch"),
        ("Khe Sanh Coffee hạt rang", "gói", "coffee_bag"),
        ("Cá bờm trắng", "gói", "dried_fish"),
        ("Cá lóc đồng", "kg", "seafood_tray"),
        ("Cam K4 Hải Phú", "kg", "orange"),
        ("CA PHE BOT TA LU", "gói", "ground_coffee_pouch"),
    ],
)
def test_the_head_noun_decides_the_picture(name, unit, kind):
    assert kind_of(name, "Thực phẩm", unit) == kind


def test_a_product_without_a_known_word_takes_the_picture_of_its_group_or_unit():
    assert kind_of("Xyz", "Du lịch", "suất") == "village_stay"
    assert kind_of("Xyz", "Thực phẩm", "gói") == "food_pouch"
    assert kind_of("Xyz", "", "") == "woven_basket"
    assert kind_of("", "", "") == "woven_basket"


def test_every_kind_that_words_groups_or_units_name_can_be_drawn():
    named = {*WORDS, *BY_UNIT.values(), *UNKNOWN_BY_GROUP.values(), *UNKNOWN_BY_UNIT.values()}
    assert named == set(KINDS)


@given(st.text(max_size=80))
def test_whatever_stands_on_a_label_the_picture_stays_well_formed(label):
    assert_plain(draw_product("rice_sack", label=label, group="Thực phẩm", seed=1))


def test_markup_on_a_label_is_only_text():
    svg = draw_product("rice_sack", label="<b>&\"'", group="Thực phẩm", seed=1)
    assert words_in(svg) == "<b>&\"'"


@given(
    st.lists(st.sampled_from(LONGEST.split()), min_size=1, max_size=14),
    st.integers(60, 210),
    st.integers(40, 120),
)
def test_lines_stay_inside_their_label(words, width, height):
    size, lines = fitted(words, width, height, 30)
    assert max(breadth(line) for line in lines) * size <= width
    assert len(lines) * size <= height


def test_labels_leave_out_brackets_and_common_claims():
    assert short_label("Pun Coffee Arabica Khe Sanh (Natural)") == "Pun Coffee Arabica Khe Sanh"
    assert short_label("Dầu lạc nguyên chất Làng An") == "Dầu lạc Làng An"
    assert short_label("Cao cà gai leo - giải độc gan") == "Cao cà gai leo"
    assert short_label("(Natural)") == "(Natural)"


@pytest.mark.parametrize("theme", [*COVER_THEMES, "no such theme"])
def test_a_cover_shows_the_name_of_its_booth(theme):
    svg = draw_booth_cover(name="HTX Tiêu Cùa & bạn", seed=5, theme=theme)
    assert ElementTree.fromstring(svg).get("viewBox") == "0 0 1200 400"
    assert words_in(svg) == "HTX Tiêu Cùa & bạn"
    assert len(svg.encode()) <= 26_000
    assert_plain(svg)


def test_makers_have_different_faces():
    portraits = {draw_portrait(seed) for seed in range(24)}
    assert len(portraits) >= 20
    for svg in portraits:
        assert_plain(svg)
        assert len(svg.encode()) <= 5_000


@pytest.mark.parametrize(("narrow", "frame"), [(False, "0 0 1200 520"), (True, "0 0 720 480")])
def test_the_first_page_picture_speaks_the_language_of_the_page(narrow, frame):
    svg = draw_hero("vi", narrow=narrow)
    assert ElementTree.fromstring(svg).get("viewBox") == frame
    assert_plain(svg)
    assert "Cà phê" in words_in(draw_hero("vi"))
    assert "coffee" in words_in(draw_hero("en"))
