"""Photos by ZIP beside a list."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request

from marketplace.core import clock
from marketplace.core.archives import MOST_BYTES
from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import ngettext, root
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.catalog.actions import bring_photos, take_back_photos
from marketplace.domain.catalog.queries import archive_of, archives_of, import_sheet_for
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.photos import ArchiveForm
from marketplace.web.session import the_person
from marketplace.web.uploads import bytes_of, file_name_of
from marketplace.web.words import PHOTO_PROBLEMS

# The archive, and what a form puts around it.
LARGEST = MOST_BYTES + 64 * 1024


@bp.route("/imports/<int:sheet_id>/photos", methods=["GET", "POST"])
@needs(can_edit_products)
def create_archive(sheet_id: int) -> Any:
    """Bring a ZIP of photos for the products of a list, and see what became of those brought before."""
    request.max_content_length = LARGEST
    sheet, form = import_sheet_for(the_booth(), sheet_id), ArchiveForm()
    data = bytes_of(form.archive) if form.is_submitted() else None
    if data is not None:
        try:
            brought = bring_photos(sheet, by=the_person(), file_name=file_name_of(form.archive), data=data)
        except BadInput as refusal:
            refusal.field = refusal.field or "archive"
            show_refusal(form, refusal)
        else:
            fit = len(brought.matched)
            flash(ngettext("%(num)s ảnh khớp với bảng.", "%(num)s ảnh khớp với bảng.", fit), "success")
            return redirect(f"{root()}/seller/imports/{sheet_id}/photos", 303)
    elif form.is_submitted():
        form.archive.errors = [_("Vui lòng chọn tệp.")]
    page = render_template(
        "seller/imports/create_archive.html", form=form, sheet=sheet, archives=archives_of(sheet),
        problems=PHOTO_PROBLEMS, now=clock.now(),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


@bp.post("/imports/<int:sheet_id>/photos/<int:archive_id>/removal")
@needs(can_edit_products)
def delete_archive(sheet_id: int, archive_id: int) -> Any:
    """Take a ZIP back before its photos hang."""
    archive = archive_of(import_sheet_for(the_booth(), sheet_id), archive_id)
    try:
        take_back_photos(archive, by=the_person())
    except NotThere:
        raise
    except Refusal as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("Đã bỏ tệp ảnh này."), "success")
    return redirect(f"{root()}/seller/imports/{sheet_id}/photos", 303)
