"""Connecting a shop on TikTok as both desks do it: shown, set out for, chosen from, let go again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import ngettext, root
from marketplace.domain.booths.models import Booth
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.queries import answered_authorization, shop_for, shops_of
from marketplace.web.platform_words import platform_words
from marketplace.web.session import current_sign_in, the_person

Page = str | tuple[str, int] | Response


def _connected(count: int) -> str:
    done = ngettext("Đã nối %(num)s cửa hàng.", "Đã nối %(num)s cửa hàng.", count)
    soon = _("Số liệu và đơn đầu tiên vào trong vài phút.")
    return f"{done} {soon}"


@dataclass(frozen=True)
class ShopDesk:
    """The pages about shops of one face; a shop becomes the booth's, without one the organizers'."""

    face: str
    booth: Booth | None = None

    def list_(self) -> str:
        """Which shops are connected, when they were asked last and how that went."""
        return self._page("show_shops", shops=shops_of(self.booth))

    def set_out(self) -> Page:
        """Begin to connect: a page that says what will be asked for, and leads to the platform."""
        sign_in = current_sign_in()
        if sign_in is None:
            raise NotThere
        try:
            address = actions.begin_connection(sign_in, self.booth)
        except Refusal as refusal:
            return self._back(str(refusal), "error")
        return self._page("new_shop", address=address, whose=self.booth.name if self.booth else "")

    def choice(self, wrong: str = "") -> Page:
        """The shops that the platform's answer is for, and what was wrong with what was chosen."""
        answer = answered_authorization(the_person(), self.booth)
        if answer is None:
            return self._back(_("Không còn danh sách nào để chọn. Vui lòng bắt đầu nối lại."), "error")
        page = self._page("edit_choice", answer=answer, wrong=wrong)
        return (page, 422) if wrong else page

    def choose(self) -> Page:
        """Connect what was ticked."""
        answer = answered_authorization(the_person(), self.booth)
        if answer is None:
            return self.choice()
        try:
            count = actions.choose_shops(answer, request.form.getlist("shop"), by=the_person())
        except Refusal as refusal:
            return self.choice(str(refusal))
        return self._back(_connected(count))

    def let_go(self, shop_id: int) -> Response:
        """Let a shop go; its tokens are forgotten at once."""
        shop = shop_for(self.booth, shop_id)
        if shop is None:
            raise NotThere
        actions.disconnect_shop(shop, by=the_person())
        return self._back(_("Đã ngắt. Phép truy cập đã bị xóa; đơn đã nhận vẫn còn."))

    def _page(self, name: str, **shown: object) -> str:
        return render_template(f"{self.face}/platforms/{name}.html", **shown, **platform_words())

    def _back(self, sentence: str, kind: str = "success") -> Response:
        flash(sentence, kind)
        return redirect(f"{root()}/{self.face}/platform-shops", 303)
