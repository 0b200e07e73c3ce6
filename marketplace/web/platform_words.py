"""Shops and orders on platforms in words, and what both desks do with a file of orders."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_wtf.file import FileField

from marketplace.core.errors import BadInput
from marketplace.core.language import gettext as _
from marketplace.core.language import lazy_gettext, ngettext
from marketplace.domain.livestream import definitions
from marketplace.domain.livestream.actions import Previewed, tiktok_shop
from marketplace.domain.livestream.models import PlatformShop
from marketplace.web.forms import MarketForm

MOST_SHOWN = 200
STANDINGS = {
    "new": lazy_gettext("mới"), "changed": lazy_gettext("cập nhật"), "same": lazy_gettext("không đổi"),
    "foreign": lazy_gettext("của nơi khác, bỏ qua"), "faulty": lazy_gettext("không đọc được, bỏ qua"),
}  # fmt: skip
TONES = {"new": "good", "changed": "busy", "same": "calm", "foreign": "warn", "faulty": "warn"}


class OrderFileForm(MarketForm):
    """A file of a platform's orders."""

    file = FileField(lazy_gettext("Tệp đơn hàng (.xlsx hoặc .csv)"))


class NoOrderFile(BadInput):
    """A form was sent without its file."""

    sentence = lazy_gettext("Vui lòng chọn tệp.")
    field = "file"


def brought(form: OrderFileForm) -> tuple[str, bytes]:
    """The name and the bytes of the file; raise NoOrderFile."""
    if not form.file.data or not form.file.data.filename:
        raise NoOrderFile
    return form.file.data.filename, form.file.data.read()


def platform_words() -> dict[str, Any]:
    """What templates of both desks say about shops and orders on platforms."""
    return {
        "shop_states": definitions.SHOP_STATE_NAMES, "match_names": definitions.MATCH_NAMES, "standings": STANDINGS,
        "standing_tones": TONES, "shop_keys_set": tiktok_shop() is not None,
        "shop_emulated": bool(current_app.config["MARKET"].TIKTOK_API_BASE), "sources": definitions.SOURCE_NAMES,
        "shop_fault": fault_in_words,
    }  # fmt: skip


def fault_in_words(shop: PlatformShop) -> str:
    """What failed last with a shop, for people who read no codes; empty where nothing did."""
    fault = shop.fault
    if not fault:
        return ""
    if fault == "deauthorized":
        return str(_("Chủ cửa hàng đã rút phép ở TikTok Shop."))
    if "cannot be opened" in fault:
        return str(_("Chợ không mở được phép đã cất, vì khóa niêm phong đã đổi. Vui lòng nối lại."))
    if fault.startswith("HTTP 429"):
        return str(_("TikTok Shop bảo chờ vì hỏi quá nhiều. Chợ sẽ hỏi lại sau."))
    code = fault.split(" ", 1)[0]
    if code in ("105002", "36004004", "105001", "36009009"):
        return str(_("TikTok Shop không nhận phép đã cấp nữa. Vui lòng nối lại."))
    if code.isdigit():
        return str(_("TikTok Shop từ chối với mã %(code)s. Chợ sẽ hỏi lại sau.", code=code))
    return str(_("TikTok Shop không trả lời, hoặc trả lời theo cách chợ chưa biết. Chợ sẽ hỏi lại sau."))


def counted(rows: list[Previewed]) -> list[tuple[str, int]]:
    """How many orders of a preview stand how, those that stand so at all."""
    counts = {standing: sum(row.standing == standing for row in rows) for standing in STANDINGS}
    return [(standing, count) for standing, count in counts.items() if count]


def taken_in_words(counts: dict[str, int]) -> str:
    """What became of a file that was taken in."""
    new = ngettext("%(num)s đơn mới", "%(num)s đơn mới", counts["new"])
    said = {
        "changed": ngettext("%(num)s đơn cập nhật", "%(num)s đơn cập nhật", counts["changed"]),
        "same": ngettext("%(num)s đơn không đổi", "%(num)s đơn không đổi", counts["same"]),
        "foreign": ngettext("%(num)s đơn của nơi khác bỏ qua", "%(num)s đơn của nơi khác bỏ qua", counts["foreign"]),
    }
    parts = [new, *(words for standing, words in said.items() if counts[standing])]
    return str(_("Đã nhận: %(parts)s.", parts=", ".join(parts)))
