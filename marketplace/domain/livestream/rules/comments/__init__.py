"""Orders that come by comment: from a paste to what was meant. Pure; nothing here knows the database."""

from __future__ import annotations

from marketplace.domain.livestream.rules.comments.goods import HeardItem
from marketplace.domain.livestream.rules.comments.naming import KnownItem
from marketplace.domain.livestream.rules.comments.reading import Heard, Places, goods_in, read_comment, read_comments
from marketplace.domain.livestream.rules.comments.splitting import Comment, comments_in

__all__ = [
    "Comment",
    "Heard",
    "HeardItem",
    "KnownItem",
    "Places",
    "comments_in",
    "goods_in",
    "read_comment",
    "read_comments",
]
