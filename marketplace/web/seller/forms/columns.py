"""A question for each column of a brought list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wtforms import SelectField

from marketplace.core.language import gettext as _
from marketplace.domain.catalog.importing import COLUMNS, column_guessed
from marketplace.domain.catalog.models import ImportSheet
from marketplace.web.forms import MarketForm, choices

SAMPLES = 3
LONGEST_SAMPLE = 40


class ColumnsForm(MarketForm):
    """Which of our fields each column is; made for one list by `columns_form`."""

    def fields(self) -> list[str]:
        """What was chosen, in the order of the columns."""
        return [field.data for field in self]


def columns_form(sheet: ImportSheet) -> ColumnsForm:
    """The form for this list, with what is known and, as long as that is not enough, what is guessed."""
    known = [column["field"] for column in sheet.columns]
    guessed = known if sheet.is_readable else _guesses(sheet.columns)
    options = choices([("", _("Không dùng cột này")), *((column.key, str(column.label)) for column in COLUMNS)])
    questions = {
        f"column-{place}": SelectField(
            column["name"], choices=options, default=guessed[place], description=_samples_of(sheet.rows, column)
        )
        for place, column in enumerate(sheet.columns)
    }
    form: ColumnsForm = type("ColumnsFormOfList", (ColumnsForm,), questions)()
    return form


def _guesses(columns: Sequence[Mapping[str, str]]) -> list[str]:
    found = [column["field"] for column in columns]
    for place, column in enumerate(columns):
        guess = column_guessed(column["name"])
        if not found[place] and guess and guess.key not in found:
            found[place] = guess.key
    return found


def _samples_of(rows: Sequence[Mapping[str, str]], column: Mapping[str, str]) -> str:
    """The first few things that stand in the column."""
    key = column["field"] or column["own"]
    texts = dict.fromkeys(row[key] for row in rows[:50] if row.get(key))
    samples = [text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}…" for text in texts][:SAMPLES]
    return " · ".join(samples) or _("(cột trống)")
