"""A product list row by row: what is wrong in which cell, and the products it makes when nothing is."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marketplace.core.formulas import guarded, unguarded
from marketplace.core.language import gettext as _
from marketplace.core.text import clean, fits_a_name, fold
from marketplace.domain.catalog.importing.cells import READERS, BadCell, Known
from marketplace.domain.catalog.importing.columns import COLUMNS
from marketplace.domain.catalog.rules import MOST_VARIANTS, ProductFacts, VariantFacts, packed_weight, read_net

TEXTS = {
    "name": 120, "variant_name": 60, "unit": 20, "sku": 40, "name_en": 120, "summary": 300, "description": 8000,
    "ingredients": 1000, "storage": 500, "shelf_life": 200, "origin_note": 200, "source": 500,
    "photos": 500,
}  # fmt: skip
PRODUCT_KEYS = tuple(column.key for column in COLUMNS if column.of == "product" and column.key != "name")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, and what may stand there instead where that can be listed."""

    sentence: str
    choices: tuple[str, ...] = ()


@dataclass
class CheckedRow:
    """One row as typed, with its number as people count, what was read and what is wrong."""

    place: int
    number: str
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)
    is_known: bool = False
    is_done: bool = False
    product_id: int | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    def refuse(self, key: str, sentence: str, choices: tuple[str, ...] = ()) -> None:
        """Say what is wrong with a cell; the first sentence stays."""
        self.problems.setdefault(key, Problem(sentence, choices))


@dataclass(frozen=True)
class Draft:
    """One product of the list, made of the rows of its name at these places."""

    places: tuple[int, ...]
    facts: ProductFacts
    variants: tuple[VariantFacts, ...]
    source: str


@dataclass(frozen=True)
class CheckedSheet:
    """A list with everything that was found in it."""

    rows: list[CheckedRow]
    columns: tuple[str, ...]
    ignored: tuple[str, ...]

    @property
    def problem_count(self) -> int:
        """How many cells are wrong."""
        return sum(len(row.problems) for row in self.rows)

    @property
    def wrong_rows(self) -> list[CheckedRow]:
        """The rows with a wrong cell."""
        return [row for row in self.rows if row.problems]

    @property
    def known_rows(self) -> list[CheckedRow]:
        """The rows that are in the booth already and change nothing."""
        return [row for row in self.rows if row.is_known and not (row.changes or row.problems)]

    @property
    def changed_rows(self) -> list[CheckedRow]:
        """The rows whose code the booth has and of which they tell something new."""
        return [row for row in self.rows if row.changes]

    @property
    def changes(self) -> list[list[CheckedRow]]:
        """The changed rows, those of one product together."""
        groups: dict[int | None, list[CheckedRow]] = {}
        for row in self.changed_rows:
            groups.setdefault(row.product_id, []).append(row)
        return list(groups.values())

    def drafts(self) -> list[Draft]:
        """The new products, in the order of the list; meaningful only when no cell is wrong."""
        groups = _by_name([row for row in self.rows if not row.is_known])
        return [_draft(rows) for rows in groups.values()]


@dataclass(frozen=True)
class Standing:
    """What the booth tells of a code today: the product it belongs to and the values of its other cells by our keys.

    `None` for `values` where the product was given up: its code stays taken and is not changed.
    """

    product_id: int
    name: str
    values: Mapping[str, Any] | None


def check_rows(
    rows: Sequence[Mapping[str, str]],
    *,
    known_names: frozenset[str],
    standing: Mapping[str, Standing],
    near: str,
    done: Container[int] = (),
) -> CheckedSheet:
    """Check every cell. `known_names` (folded case) and `standing`, by code, are what the booth has already.

    A row whose code the booth has, under this name or none, changes what its filled cells tell anew; any other row
    whose code or name is known is left alone. So bringing the same list again changes nothing. The rows at the
    places in `done` are finished and not looked at again.
    """
    known = Known(near)
    checked = [_checked(place, row, known_names, standing, done) for place, row in enumerate(rows)]
    for row in checked:
        if not row.is_known:
            _read_row(row, known)
    read_changes([row for row in checked if row.is_known and not row.is_done], standing, known)
    for group in _by_name([row for row in checked if not row.is_known]).values():
        _check_group(group, known)
    _check_codes(checked)
    present = {key for row in rows for key in row}
    ours = tuple(column.key for column in COLUMNS if column.key in present or column.required)
    ignored = tuple(sorted(present - {column.key for column in COLUMNS} - {"#"}))
    return CheckedSheet(checked, ours, ignored)


def _checked(
    place: int,
    row: Mapping[str, str],
    known_names: frozenset[str],
    known_codes: Container[str],
    done: Container[int],
) -> CheckedRow:
    cells = {key: value for key, value in row.items() if key != "#"}
    code, name = clean(cells.get("sku", "")).upper(), clean(cells.get("name", "")).casefold()
    is_done = place in done
    is_known = is_done or code in known_codes or (bool(name) and name in known_names)
    return CheckedRow(place, row.get("#", str(place + 2)), cells, is_known=is_known, is_done=is_done)


def _read_row(row: CheckedRow, known: Known) -> None:
    _read_cells(row, known)
    if row.values["weight"] is None and "weight" not in row.problems:
        row.values["weight"] = packed_weight(*row.values["net"])
    _check_variant(row)


def _read_cells(row: CheckedRow, known: Known) -> None:
    for key, most in TEXTS.items():
        row.values[key] = clean(row.cells.get(key, "")) if key != "description" else row.cells.get(key, "").strip()
        if not fits_a_name(row.values[key], most):
            row.refuse(key, _("Nội dung này dài quá hoặc có ký tự lạ. Tối đa %(most)s chữ.", most=most))
    for key in READERS:
        text = clean(row.cells.get(key, ""))
        row.values[key] = _read(row, key, text, known) if text else None
    _read_contents(row)


def _read(row: CheckedRow, key: str, text: str, known: Known) -> Any:
    try:
        return READERS[key](text, known)
    except BadCell as bad:
        row.refuse(key, bad.sentence, bad.choices)
        return None


def _read_contents(row: CheckedRow) -> None:
    text, unit = clean(row.cells.get("net", "")), clean(row.cells.get("net_unit", ""))
    net = read_net(text, unit) if text else None
    if text and net is None:
        row.refuse("net", _("Lượng tịnh ghi như 500 g, 1,5 kg, 750 ml hoặc 12 viên."))
    row.values["net"] = net or (None, "piece")


def _check_variant(row: CheckedRow) -> None:
    if not row.values["name"]:
        row.refuse("name", _("Vui lòng ghi tên sản phẩm."))
    if row.values["price"] is None:
        row.refuse("price", _("Vui lòng ghi giá bán, ví dụ 125.000."))
    if row.values["weight"] is None and "net" not in row.problems:
        row.refuse("weight", _("Vui lòng ghi cân nặng khi gửi, để tính phí giao hàng."))


def _check_group(rows: list[CheckedRow], known: Known) -> None:
    """What rows of one name share stands in the first of them; later ones repeat it or leave it empty."""
    first = rows[0]
    if not clean(first.cells.get("category", "")):
        first.refuse("category", _("Vui lòng chọn nhóm hàng."), known.shelf_names)
    if not clean(first.cells.get("unit", "")):
        first.refuse("unit", _("Vui lòng ghi đơn vị bán, ví dụ gói, hũ, chai, kg."))
    for row in rows[1:]:
        for key in PRODUCT_KEYS:
            typed = fold(row.cells.get(key, ""))
            if typed and typed != fold(first.cells.get(key, "")):
                row.refuse(key, _("Khác với dòng %(row)s cùng tên sản phẩm.", row=first.number))
    _check_variant_names(rows)


def _check_variant_names(rows: list[CheckedRow]) -> None:
    seen: set[str] = set()
    for row in rows:
        name = row.values["variant_name"].casefold()
        if name in seen:
            row.refuse("variant_name", _("Cùng tên sản phẩm thì mỗi dòng cần một quy cách khác nhau."))
        seen.add(name)
    for row in rows[MOST_VARIANTS:]:
        row.refuse("variant_name", _("Mỗi sản phẩm có tối đa 30 quy cách."))


def _check_codes(rows: list[CheckedRow]) -> None:
    seen: dict[str, str] = {}
    for row in rows:
        code = clean(row.cells.get("sku", "")).upper()
        if code and code in seen:
            row.refuse("sku", _("Mã này đã dùng ở dòng %(row)s.", row=seen[code]))
        seen.setdefault(code, row.number)


def read_changes(rows: list[CheckedRow], standing: Mapping[str, Standing], known: Known) -> None:
    """Find out which filled cells of known codes tell something new. Stock is counted, never written over."""
    first: dict[tuple[int, str], CheckedRow] = {}
    for row in rows:
        there = standing.get(clean(row.cells.get("sku", "")).upper())
        if there is None or there.values is None or not _is_named(row, there.name):
            continue
        row.product_id = there.product_id
        _read_cells(row, known)
        row.problems.pop("stock", None)
        filled = [key for key in there.values if clean(row.cells.get(key, ""))]
        row.changes = {
            key: row.values[key]
            for key in filled
            if key not in row.problems and not _is_same(row.values[key], there.values[key])
        }
        for key in filled:
            if key in PRODUCT_KEYS:
                before = first.setdefault((there.product_id, key), row)
                if before.values[key] != row.values[key]:
                    row.refuse(key, _("Khác với dòng %(row)s cùng tên sản phẩm.", row=before.number))


def _is_named(row: CheckedRow, name: str) -> bool:
    """Whether the row means the product of its code: a code used again for other goods must not overwrite these."""
    typed = unguarded(clean(row.cells.get("name", "")))
    return not typed or typed.casefold() == name.casefold()


def _is_same(read: Any, told: Any) -> bool:
    """Whether a cell says what is told already; a text that looks like a formula comes back with its guard."""
    return read == told or (isinstance(told, str) and read == guarded(told))


def _by_name(rows: list[CheckedRow]) -> dict[str, list[CheckedRow]]:
    """Rows of one name are variants of one product; rows without a name stand alone."""
    groups: dict[str, list[CheckedRow]] = {}
    for row in rows:
        groups.setdefault(row.values["name"].casefold() or f"\n{row.place}", []).append(row)
    return groups


def _draft(rows: list[CheckedRow]) -> Draft:
    values = rows[0].values
    texts = {
        key: values[key]
        for key in ("name", "unit", "name_en", "summary", "description", "ingredients", "storage", "shelf_life",
                    "origin_note")
    }  # fmt: skip
    flags: dict[str, Any] = {key: bool(values[key]) for key in ("is_youth_startup", "is_alcohol", "is_supplement")}
    facts = ProductFacts(category_id=values["category"], origin_commune_code=values["origin"], **texts, **flags)
    return Draft(tuple(row.place for row in rows), facts, tuple(_variant(row.values) for row in rows), values["source"])


def _variant(values: dict[str, Any]) -> VariantFacts:
    quantity, unit = values["net"]
    return VariantFacts(
        price=values["price"], weight_g=values["weight"], name=values["variant_name"], sku=values["sku"].upper(),
        net_quantity=quantity, net_unit=unit, stock=values["stock"] or 0,
    )  # fmt: skip
