"""A question for each column of a file that a platform made, whatever it tells, as all desks ask it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template
from wtforms import SelectField

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.domain.livestream import actions, definitions
from marketplace.domain.livestream.models import OrderImport, ReadingImport
from marketplace.domain.livestream.rules.columns import FIGURES, ORDERS, Meanings
from marketplace.web.forms import MarketForm, choices, show_refusal

Kept = OrderImport | ReadingImport


@dataclass(frozen=True)
class Questions:
    """What is asked of one kind of file: what a column may be, in which words, and who takes the answer."""

    meanings: Meanings
    words: Mapping[str, Any]
    answer: Callable[[Any, Sequence[str]], None]

    def lacking(self, kept: Kept) -> list[str]:
        """What no column of a preview is yet, in words; nothing once the file can be read."""
        if kept.state != "preview" or not kept.columns:
            return []
        return [str(self.words[each]) for each in self.meanings.lacking([each["field"] for each in kept.columns])]


ORDER_QUESTIONS = Questions(ORDERS, definitions.ORDER_FIELD_NAMES, actions.map_order_columns)
FIGURE_QUESTIONS = Questions(FIGURES, definitions.FIGURE_FIELD_NAMES, actions.map_figure_columns)


class ColumnsForm(MarketForm):
    """Which of our fields each column is; made for one file by `_columns_form`."""

    def fields(self) -> list[str]:
        """What was chosen, in the order of the columns."""
        return [field.data for field in self]


def columns_page(kept: Kept, questions: Questions, template: str, here: str, **shown: Any) -> Any:
    """The page on which columns are told, and what becomes of the answer; `here` is the address of the preview."""
    if kept.state != "preview" or not kept.columns:
        return redirect(here, 303)
    form = _columns_form(kept, questions)
    if form.validate_on_submit():
        try:
            questions.answer(kept, form.fields())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã nhận các cột. Lần sau tệp cùng tên cột sẽ được đọc như vậy."), "success")
            return redirect(here, 303)
    page = render_template(template, form=form, kept=kept, lacking=questions.lacking(kept), **shown)
    return page, 422 if form.is_submitted() else 200


def _columns_form(kept: Kept, questions: Questions) -> ColumnsForm:
    fields = set(questions.meanings.field_of.values())
    names = [(key, str(name)) for key, name in questions.words.items() if key in fields]
    options = choices([("", _("Không dùng cột này")), *names])
    asked = {
        f"column-{place}": SelectField(
            column["name"], choices=options, default=column["field"],
            description=column["samples"] or _("(cột trống)"),
        )
        for place, column in enumerate(kept.columns)
    }  # fmt: skip
    form: ColumnsForm = type("ColumnsOfFile", (ColumnsForm,), asked)()
    return form
