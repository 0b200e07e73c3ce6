"""A ZIP of pictures that people bring, opened in a confined child (THREATS T25)."""

from __future__ import annotations

import json

from flask_babel import lazy_gettext as _

from marketplace.core.confined import OutOfBounds, Unfit, run_confined
from marketplace.core.errors import BadInput

MOST_BYTES = 40 * 1024 * 1024
_SECONDS = 20


class NotAnArchive(BadInput):
    """Not a ZIP file, or a broken one."""

    sentence = _("Tệp này không phải tệp ZIP đọc được. Vui lòng nén lại các ảnh thành một tệp .zip.")


class LockedArchive(BadInput):
    """A ZIP under a password."""

    sentence = _("Tệp ZIP này có mật khẩu. Vui lòng nén lại không đặt mật khẩu.")


class UnsafeArchive(BadInput):
    """Holds names that lead out of it, or links."""

    sentence = _("Tệp ZIP này có đường dẫn lạ bên trong nên không mở. Vui lòng nén lại chỉ các ảnh.")


class ArchiveTooLarge(BadInput):
    """More bytes, packed or unpacked, or more work than it may cost."""

    sentence = _(
        "Tệp ZIP này quá lớn. Vui lòng gửi tệp không quá 40 MB, mỗi ảnh không quá 10 MB, hoặc chia làm nhiều tệp."
    )


class TooManyPictures(BadInput):
    """More pictures than one ZIP may hold."""

    sentence = _("Mỗi tệp ZIP có tối đa 200 ảnh. Vui lòng chia làm nhiều tệp.")


class NotPictures(BadInput):
    """Holds something that is no JPEG, PNG or WebP; `name` says which."""

    sentence = _("Trong tệp ZIP, %(name)s không phải ảnh JPEG, PNG hoặc WebP. Vui lòng bỏ tệp ấy ra rồi nén lại.")


class PictureTwice(BadInput):
    """Two pictures of one name in different folders."""

    sentence = _("Trong tệp ZIP có hai ảnh cùng tên. Vui lòng đổi tên để không lẫn.")


class NoPictures(BadInput):
    """A ZIP without pictures."""

    sentence = _("Tệp ZIP này không có ảnh nào.")


_REFUSALS: dict[str, type[BadInput]] = {
    "not-an-archive": NotAnArchive,
    "locked": LockedArchive,
    "unsafe": UnsafeArchive,
    "too-large": ArchiveTooLarge,
    "too-many": TooManyPictures,
    "not-pictures": NotPictures,
    "twice": PictureTwice,
    "empty": NoPictures,
}


def read_pictures(data: bytes) -> dict[str, bytes]:
    """The pictures of a ZIP by their names without folders, as they came; raise one of the refusals above.

    They are not decoded here: `core/pictures.py` is for that.
    """
    if len(data) > MOST_BYTES:
        raise ArchiveTooLarge
    try:
        answer = run_confined("marketplace.core.confined.archives:unpack", data, seconds=_SECONDS)
    except Unfit as unfit:
        reason, _colon, name = unfit.reason.partition(":")
        raise _REFUSALS[reason](name=name) from None
    except OutOfBounds as fault:
        raise ArchiveTooLarge from fault
    line, _newline, blobs = answer.partition(b"\n")
    pictures, start = {}, 0
    for name, length in json.loads(line):
        pictures[name] = blobs[start : start + length]
        start += length
    return pictures
