"""What staff may be told no about."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotThere
from marketplace.core.language import lazy_gettext as _


class SynonymNotThere(NotThere):
    """No such group of names."""

    sentence = _("Không tìm thấy nhóm từ này.")


class TooFewNames(BadInput):
    """One name alone means nothing else."""

    sentence = _("Ghi ít nhất hai từ khác nhau, cách nhau bằng dấu phẩy. Ví dụ: ném, hành tăm.")
    field = "words"


class NameTooLong(BadInput):
    """A name is longer than a name in a search is."""

    sentence = _("“%(name)s” dài quá: mỗi từ tối đa %(most)s tiếng và 40 chữ.")
    field = "words"


class AlreadySynonyms(BadInput):
    """The same group is there."""

    sentence = _("Nhóm từ này đã có.")
    field = "words"
