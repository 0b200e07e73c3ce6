"""Followed booths, and the letters when they go live."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core.language import gettext as _
from marketplace.domain.booths.queries import booth_by_slug, open_booth_by_slug
from marketplace.domain.favourites.actions import choose_letters, follow_booth, unfollow_booth
from marketplace.domain.favourites.queries import followed_by
from marketplace.web.session import current_person, lead_to_sign_in
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.presenting import plain_slug


@bp.get("/follows")
def list_follows() -> str | BaseResponse:
    """The booths one follows."""
    person = current_person()
    if person is None:
        return lead_to_sign_in("/follows")
    return render_template(
        "storefront/follows/list_follows.html", follows=followed_by(person), has_address=bool(person.email)
    )


@bp.post("/follows")
def create_follow() -> BaseResponse:
    """Follow a booth; the page of the booth knows nothing of it."""
    person, slug = current_person(), request.form.get("booth", "")
    if person is None:
        return lead_to_sign_in(f"/booths/{slug}")
    booth = open_booth_by_slug(plain_slug(slug))
    follow_booth(booth, by=person)
    sentence = (
        _("Đã theo dõi %(name)s. Khi gian hàng livestream, chúng tôi gửi thư báo bạn.", name=booth.name)
        if person.email
        else _("Đã theo dõi %(name)s. Thêm email vào tài khoản để nhận thư khi gian hàng livestream.", name=booth.name)
    )
    flash(sentence, "success")
    return redirect(url_for("storefront.show_booth", slug=slug), 303)


@bp.post("/follows/<slug>/removal")
def delete_follow(slug: str) -> BaseResponse:
    """Follow a booth no longer, and stay on the page where it was said."""
    person, is_at_booth = current_person(), request.form.get("from") == "booth"
    if person is None:
        return lead_to_sign_in(f"/booths/{slug}" if is_at_booth else "/follows")
    booth = booth_by_slug(plain_slug(slug))
    unfollow_booth(booth, by=person)
    flash(_("Đã thôi theo dõi %(name)s.", name=booth.name), "success")
    here = url_for("storefront.show_booth", slug=slug) if is_at_booth else url_for("storefront.list_follows")
    return redirect(here, 303)


@bp.post("/follows/<slug>/letters")
def update_follow(slug: str) -> BaseResponse:
    """Have letters of a followed booth, or not."""
    person = current_person()
    if person is None:
        return lead_to_sign_in("/follows")
    wanted = request.form.get("wanted") == "1"
    choose_letters(booth_by_slug(plain_slug(slug)), by=person, wanted=wanted)
    flash(_("Đã bật thư báo livestream.") if wanted else _("Đã tắt thư báo livestream."), "success")
    return redirect(url_for("storefront.list_follows"), 303)
