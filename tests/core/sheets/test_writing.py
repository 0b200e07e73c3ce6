import csv
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.core.formulas import is_formula
from marketplace.core.sheets import read_sheet, write_csv, write_xlsx

HEADER = ["Tên", "Tiền", "Lúc", "Ngày", "Tỷ lệ", "Trống"]
ROW = ["=1+1", -5, datetime(2026, 7, 31, 14, 3, tzinfo=UTC), date(2026, 7, 31), 0.125, None]
TEXTS = st.lists(st.text() | st.text("=+-@＝'\t\r\n;,\" a"), min_size=1, max_size=4)


def _read(data):
    return openpyxl.load_workbook(BytesIO(data)).worksheets[0]


def test_excel_sees_vietnamese_and_no_formula_in_a_csv_file():
    data = write_csv(HEADER, [ROW])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
    assert rows == [HEADER, ["'=1+1", "-5", "31/07/2026 21:03", "31/07/2026", "0.125", ""]]
    assert b'"\'=1+1",-5,' in data


def test_a_csv_file_of_ours_comes_back_as_it_was():
    rows = [["=1+1", "'=x", "-x", 'nói "thế"; rồi, thôi'], ["+84", "@a", "a", "b"]]
    assert read_sheet(write_csv(["a", "b", "c", "d"], rows)).rows[1:] == rows


def test_numbers_and_moments_are_numbers_and_moments_in_a_workbook():
    sheet = _read(write_xlsx("Sổ [7/2026]", HEADER, [ROW]))
    assert [cell.value for cell in sheet[1]] == HEADER
    text, money, moment, day, rate, empty = sheet[2]
    assert (text.value, text.data_type, text.quotePrefix) == ("=1+1", "s", True)
    assert (money.value, money.data_type, money.number_format) == (-5, "n", "#,##0")
    assert moment.value == datetime(2026, 7, 31, 21, 3)  # noqa: DTZ001 - sheets know no zones
    assert day.value.date() == date(2026, 7, 31)
    assert (rate.value, empty.value) == (0.125, None)
    assert (sheet.title, sheet.freeze_panes) == ("Sổ  7 2026", "A2")
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold


@settings(max_examples=60)
@given(TEXTS)
def test_no_text_is_a_formula_in_a_workbook(texts):
    data = write_xlsx("a", ["b"] * len(texts), [texts])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert {cell.data_type for cell in _read(data)[2] if cell.value is not None} <= {"s", "inlineStr"}


@given(TEXTS)
def test_no_text_is_a_formula_in_a_csv_file(texts):
    data = write_csv(["b"] * len(texts), [texts]).decode("utf-8-sig")
    row = list(csv.reader(StringIO(data, newline="")))[1]
    assert len(row) == len(texts)
    assert not any(is_formula(cell) and not cell.startswith("'") for cell in row)


def test_what_the_format_cannot_hold_is_left_out():
    cell = _read(write_xlsx("", ["a"], [["x\x00\x0b\ud800y" + "z" * 40_000]]))["A2"]
    assert cell.value.startswith("xyz")
    assert len(cell.value) == 32_767


@pytest.mark.parametrize("title", ["", "'", "[]", "x" * 60, "Đơn hàng: 7/2026", "\x00"])
def test_any_title_is_made_to_fit(title):
    assert 0 < len(_read(write_xlsx(title, ["a"], [])).title) <= 31
