from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from marketplace.core import pictures
from marketplace.core.confined import OutOfBounds
from marketplace.core.pictures import (
    MOST_BYTES,
    WIDTHS,
    MovingPicture,
    NotAPicture,
    PictureTooLarge,
    reencode,
)

SECRET = b"GPS-16.8163N-107.1003E"
RED, BLUE = (230, 20, 20), (20, 20, 230)


def _file(image, kind, **options):
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _exif(orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET.decode()
    return exif.tobytes()


def _left_red_right_blue(size=(1200, 600)):
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image


def _opened(data):
    image = Image.open(BytesIO(data))
    image.load()
    return image


def _near(colour, other):
    return all(abs(one - two) < 30 for one, two in zip(colour, other, strict=True))


def test_a_photo_comes_in_every_width_in_webp_and_jpeg():
    picture = reencode(_file(_left_red_right_blue((2400, 1200)), "JPEG"))
    assert (picture.width, picture.height) == (1080, 540)
    assert set(picture.renditions) == {(width, kind) for width in WIDTHS for kind in ("webp", "jpeg")}
    for (width, kind), data in picture.renditions.items():
        image = _opened(data)
        assert image.format == kind.upper()
        assert image.size == (width, width // 2)
        assert _near(image.getpixel((2, 2)), RED)


def test_a_small_photo_is_not_stretched():
    picture = reencode(_file(_left_red_right_blue((300, 200)), "PNG"))
    assert (picture.width, picture.height) == (300, 200)
    assert _opened(picture.renditions[1080, "webp"]).size == (300, 200)
    assert _opened(picture.renditions[180, "webp"]).size == (180, 120)


@pytest.mark.parametrize(
    ("orientation", "size", "red_corner"),
    [(1, (1080, 540), "left"), (3, (1080, 540), "right"), (6, (600, 1200), "top"), (8, (600, 1200), "bottom")],
)
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_a_photo_taken_sideways_stands_upright(orientation, size, red_corner, kind):
    picture = reencode(_file(_left_red_right_blue(), kind, exif=_exif(orientation)))
    assert (picture.width, picture.height) == size
    image = _opened(picture.renditions[1080, "jpeg"])
    corner = {"left": (5, 5), "top": (5, 5), "right": (size[0] - 5, 5), "bottom": (5, size[1] - 5)}[red_corner]
    opposite = (size[0] - 5, size[1] - 5) if corner == (5, 5) else (5, 5)
    assert _near(image.getpixel(corner), RED)
    assert _near(image.getpixel(opposite), BLUE)


def _with_everything(kind):
    image = _left_red_right_blue()
    options = {"exif": _exif(), "icc_profile": SECRET}
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", SECRET.decode())
        notes.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        options["pnginfo"] = notes
    else:
        options["xmp"] = SECRET
    if kind == "JPEG":
        options["comment"] = SECRET
    return _file(image, kind, **options) + SECRET


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_survives(kind):
    data = _with_everything(kind)
    assert data.count(SECRET) >= 4
    for rendition in reencode(data).renditions.values():
        assert SECRET not in rendition
        image = _opened(rendition)
        assert not image.getexif()
        assert set(image.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
            "loop",
            "background",
            "timestamp",
            "duration",
        }


def test_what_was_transparent_is_white():
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste((*RED, 255), (0, 0, 200, 400))
    painted = _opened(reencode(_file(image, "PNG")).renditions[360, "webp"])
    assert _near(painted.getpixel((20, 20)), RED)
    assert _near(painted.getpixel((340, 20)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_kind_of_pixel_is_understood(mode):
    image = Image.new(mode, (40, 40), (128, 255) if mode == "LA" else 32_896 if mode == "I;16" else 0)
    painted = _opened(reencode(_file(image, "JPEG" if mode == "CMYK" else "PNG")).renditions[180, "webp"])
    expected = {"LA": 128, "I;16": 128, "CMYK": 255}.get(mode, 0)
    assert _near(painted.getpixel((5, 5)), (expected,) * 3)


def test_a_telephones_double_jpeg_is_one_picture():
    data = _file(_left_red_right_blue(), "MPO", save_all=True, append_images=[Image.new("RGB", (60, 60))])
    assert Image.open(BytesIO(data)).n_frames == 2
    assert reencode(data).width == 1080


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_a_film_is_no_picture(kind):
    frames = [Image.new("RGB", (40, 40), colour) for colour in (RED, BLUE)]
    with pytest.raises(MovingPicture):
        reencode(_file(frames[0], kind, save_all=True, append_images=frames[1:]))


JPEG = _file(_left_red_right_blue((64, 64)), "JPEG")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 1000,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7",
        b"PK\x03\x04",
        _file(Image.new("P", (4, 4)), "GIF"),
        _file(Image.new("RGB", (4, 4)), "BMP"),
        _file(Image.new("RGB", (4, 4)), "TIFF"),
        b"GIF89a" + JPEG,
        JPEG[: len(JPEG) // 2],
        JPEG[:20],
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 200,
        _file(Image.new("RGB", (2100, 100)), "PNG"),
    ],
    ids=range(14),
)
def test_other_files_are_refused(data):
    with pytest.raises(NotAPicture):
        reencode(data)


@pytest.mark.parametrize(
    "data",
    [
        _file(Image.new("L", (5_001, 5_000)), "PNG"),
        _file(Image.new("1", (12_000, 12_000)), "PNG"),
        _file(Image.new("L", (12_000, 12_000)), "JPEG"),
        _file(Image.new("RGB", (3_600, 3_600)), "WEBP"),
        JPEG + b"\x00" * MOST_BYTES,
    ],
    ids=["one row too many", "bomb", "jpeg bomb", "webp", "bytes"],
)
def test_pictures_that_would_cost_too_much_are_refused(data):
    with pytest.raises(PictureTooLarge):
        reencode(data)


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA"])
def test_the_largest_picture_allowed_fits_into_the_childs_memory(mode):
    assert (
        reencode(_file(Image.new(mode, (5_000, 5_000)), "PNG", transparency=0 if mode == "P" else None)).width == 1080
    )


def test_a_page_hidden_behind_a_photo_does_not_survive():
    for rendition in reencode(JPEG + b"<script>alert(1)</script>").renditions.values():
        assert b"<script" not in rendition


def test_a_picture_that_kills_its_child_is_too_large(monkeypatch):
    def die(*_args, **_kwargs):
        raise OutOfBounds

    monkeypatch.setattr(pictures, "run_confined", die)
    with pytest.raises(PictureTooLarge):
        reencode(JPEG)
