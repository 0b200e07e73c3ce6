import re
from base64 import b64decode
from io import BytesIO
from xml.etree import ElementTree

import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from marketplace.core.qr import qr_data_uri, qr_png, qr_svg

SVG = "{http://www.w3.org/2000/svg}"


def _dark_squares(svg):
    path = ElementTree.fromstring(svg).findall(f"{SVG}path")[1].get("d")
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1H(\d+)z", path)
    assert "".join(f"M{x} {y}h{n}v1H{back}z" for x, y, n, back in runs) == path
    assert all(x == back for x, _y, _n, back in runs)
    return {(int(x) + step, int(y)) for x, y, n, _back in runs for step in range(int(n))}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120))
def test_the_drawing_is_the_code(text):
    drawn = _dark_squares(qr_svg(text, title="QR"))
    rows = segno.make(text, error="m", micro=False).matrix_iter(border=4)
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def test_a_code_has_a_title_and_nothing_our_policy_forbids():
    svg = qr_svg("https://gianhang.example/l/abc", title='Quét để mua "mắm" & <tiêu>')
    assert ElementTree.fromstring(svg).find(f"{SVG}title").text == 'Quét để mua "mắm" & <tiêu>'
    assert "style" not in svg
    assert "script" not in svg


def test_a_code_can_be_an_image():
    head, _comma, data = qr_data_uri("a", title="Mã").partition(",")
    assert head == "data:image/svg+xml;base64"
    assert b64decode(data).decode() == qr_svg("a", title="Mã")


def test_a_code_can_be_kept_as_a_picture():
    image = Image.open(BytesIO(qr_png("a", scale=4)))
    assert image.format == "PNG"
    assert image.size == ((21 + 8) * 4,) * 2
    assert image.convert("L").getpixel((0, 0)) == 255
