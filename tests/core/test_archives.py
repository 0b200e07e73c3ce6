"""A ZIP of pictures is opened in a confined child; what is not plainly pictures is refused with a sentence."""

import stat
import struct
import zipfile
from io import BytesIO

import pytest
from PIL import Image

from marketplace.core import archives
from marketplace.core.confined import OutOfBounds
from marketplace.core.confined.archives import MOST_PICTURES, MOST_UNPACKED


def a_picture(kind="JPEG"):
    file = BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(file, kind)
    return file.getvalue()


def a_zip(members, compression=zipfile.ZIP_STORED):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def a_link():
    link = zipfile.ZipInfo("link.jpg")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return a_zip([(link, "/etc/passwd")])


def a_bomb():
    """A few kilobytes that say they are nothing much and unpack to a hundred megabytes."""
    data = a_zip([(f"{n}.jpg", a_picture() + b"\x00" * 9_000_000) for n in range(12)], zipfile.ZIP_DEFLATED)
    assert len(data) < 1_000_000
    return data


def lying_about_its_size():
    data = bytearray(a_zip([("a.jpg", a_picture() + b"\x00" * 30_000_000)], zipfile.ZIP_DEFLATED))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(signature)
        struct.pack_into("<I", data, start + place, 100)
    return bytes(data)


def a_locked_one():
    data = bytearray(a_zip([("a.jpg", a_picture())]))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    return bytes(data)


def test_pictures_come_out_as_they_went_in_and_litter_stays_behind():
    one, other = a_picture(), a_picture("WEBP")
    data = a_zip([("ảnh/", b""), ("ảnh/T1.jpg", one), ("T2.webp", other), ("__MACOSX/._T1.jpg", b"x"), (".DS_Store", b"x"),
                  ("ảnh/Thumbs.db", b"x")])  # fmt: skip
    assert archives.read_pictures(data) == {"T1.jpg": one, "T2.webp": other}


def test_the_one_among_many_that_is_no_picture_is_named():
    with pytest.raises(archives.NotPictures) as refused:
        archives.read_pictures(a_zip([("a.jpg", a_picture()), ("kho/nhãn 50%.jpg", b"MZ")]))
    assert "nhãn 50%.jpg không phải ảnh" in str(refused.value)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", archives.NotAnArchive),
        (b"PK\x03\x04 broken", archives.NotAnArchive),
        (a_picture(), archives.NotAnArchive),
        (a_zip([("a.jpg", a_picture())])[:-30], archives.NotAnArchive),
        (lying_about_its_size(), archives.NotAnArchive),
        (a_locked_one(), archives.LockedArchive),
        (a_zip([("../../etc/cron.d/a.jpg", a_picture())]), archives.UnsafeArchive),
        (a_zip([("/etc/a.jpg", a_picture())]), archives.UnsafeArchive),
        (a_zip([("..\\a.jpg", a_picture())]), archives.UnsafeArchive),
        (a_zip([("C:/a.jpg", a_picture())]), archives.UnsafeArchive),
        (a_link(), archives.UnsafeArchive),
        (a_bomb(), archives.ArchiveTooLarge),
        (a_zip([("a.jpg", a_picture() + b"\x00" * 11_000_000)], zipfile.ZIP_DEFLATED), archives.ArchiveTooLarge),
        (a_zip([(f"{n}.jpg", a_picture()) for n in range(MOST_PICTURES + 1)]), archives.TooManyPictures),
        (a_zip([(f"d{n}/", b"") for n in range(600)]), archives.TooManyPictures),
        (a_zip([("a.jpg", a_picture()), ("b.jpg", b"<svg onload=alert(1)>")]), archives.NotPictures),
        (a_zip([("a.zip", a_zip([("b.jpg", a_picture())]))]), archives.NotPictures),
        (a_zip([("run.exe", b"MZ")]), archives.NotPictures),
        (a_zip([("x/a.jpg", a_picture()), ("y/A.jpg", a_picture())]), archives.PictureTwice),
        (a_zip([("empty/", b"")]), archives.NoPictures),
    ],
)
def test_what_is_not_plainly_pictures_is_refused_with_a_sentence(data, refusal):
    with pytest.raises(refusal) as refused:
        archives.read_pictures(data)
    assert str(refused.value).endswith(".")


def test_too_many_bytes_are_not_even_opened(monkeypatch):
    monkeypatch.setattr(archives, "run_confined", lambda *_args, **_more: pytest.fail("opened"))
    with pytest.raises(archives.ArchiveTooLarge):
        archives.read_pictures(b"\x00" * (archives.MOST_BYTES + 1))


def test_a_child_that_runs_out_of_its_bounds_means_too_large(monkeypatch):
    def out(*_args, **_more):
        raise OutOfBounds("memory")

    monkeypatch.setattr(archives, "run_confined", out)
    with pytest.raises(archives.ArchiveTooLarge):
        archives.read_pictures(a_zip([("a.jpg", a_picture())]))


def test_the_largest_that_is_allowed_fits_into_the_child():
    each = a_picture() + b"\x01" * (MOST_UNPACKED // 8 - 2_000)
    found = archives.read_pictures(a_zip([(f"{n}.jpg", each) for n in range(8)], zipfile.ZIP_DEFLATED))
    assert len(found) == 8
