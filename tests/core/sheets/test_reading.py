import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO

import openpyxl
import pytest

from marketplace.core.confined import OutOfBounds
from marketplace.core.sheets import (
    NotASheet,
    SheetTooLarge,
    TooManyColumns,
    TooManyRows,
    UnsafeSheet,
    column_key,
    read_sheet,
    reading,
)

HEADER = ["Tên", "Đơn vị", "Giá"]
ROWS = [HEADER, ["Mắm ruốc, loại 1", "hũ", 45000], ["Tiêu; hạt", "gói", 125000]]


def _xlsx(rows, change=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _repacked(data, extra=(), replaced=(), compression=zipfile.ZIP_DEFLATED):
    """The archive `data` with members added or their text replaced."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", compression) as new:
        for name in old.namelist():
            content = old.read(name)
            for part, before, after in replaced:
                if name == part:
                    assert before in content
                    content = content.replace(before, after)
            new.writestr(name, content)
        for name, content in extra:
            new.writestr(name, content)
    return file.getvalue()


def _csv(delimiter=","):
    quoted = [[f'"{cell}"' if delimiter in str(cell) else str(cell) for cell in row] for row in ROWS]
    return "\r\n".join(delimiter.join(row) for row in quoted)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_file_is_read_as_programs_write_it(delimiter, encoding):
    sheet = read_sheet(_csv(delimiter).encode(encoding))
    assert sheet.header == HEADER
    assert sheet.body == [(2, ["Mắm ruốc, loại 1", "hũ", "45000"]), (3, ["Tiêu; hạt", "gói", "125000"])]


def test_a_csv_file_of_an_old_windows_is_read():
    assert "Mắm" not in "Ma\u0306\u0301m"
    old = "Tên,Giá\r\nMă\u0301m ruô\u0301c,45000\r\n".encode("cp1258")
    assert read_sheet(old).body == [(2, ["Mắm ruốc", "45000"])]


def test_the_line_in_which_excel_names_its_separator_is_no_row():
    assert read_sheet("sep=;\r\nTên;Giá, đồng\r\nMắm;1,5\r\n".encode()).rows == [["Tên", "Giá, đồng"], ["Mắm", "1,5"]]


def test_a_workbook_is_read_with_its_kinds_of_cells():
    moment, day = datetime(2026, 7, 31, 21, 3), date(2026, 7, 31)  # noqa: DTZ001 - sheets know no zones
    row = [
        "  Mắm\u00a0 ruốc ",
        45000,
        45000.0,
        0.125,
        moment,
        day,
        time(0, 57, 3),
        timedelta(hours=26),
        True,
        None,
        "x",
    ]
    sheet = read_sheet(_xlsx([["a"] * 11, row]))
    read = sheet.rows[1]
    assert read[:5] == ["Mắm ruốc", 45000, 45000, 0.125, moment]
    assert read[5:] == [datetime(2026, 7, 31), "00:57:03", "26:00:00", "True", None, "x"]  # noqa: DTZ001
    assert type(read[2]) is int


def test_a_formula_gives_what_it_last_showed_and_is_never_run():
    assert read_sheet(_xlsx([["a", "b"], ["=1+1", "x"]])).rows[1] == [None, "x"]


def test_the_header_is_found_under_a_title():
    rows = [["Báo cáo LIVE"], [], ["Nhà sáng tạo", "Lượt xem"], ["quangtrimart", 2500], ["a b", "c d"]]
    sheet = read_sheet(_xlsx(rows))
    assert sheet.header_row_index == 2
    assert sheet.body == [(4, ["quangtrimart", 2500]), (5, ["a b", "c d"])]


def test_known_columns_point_to_the_header():
    rows = [["Một", "hai", "ba", "bốn"], ["GMV LIVE (₫)", "Lượt xem"], [1, 2]]
    sheet = read_sheet(_xlsx(rows), known_columns={column_key("gmv live"), column_key("luot xem")})
    assert sheet.header == ["GMV LIVE (₫)", "Lượt xem"]


@pytest.mark.parametrize(
    ("written", "key"),
    [("CTOR (đơn hàng SKU) (LIVE)", "ctordonhangskulive"), ("Giá_bán [₫]", "giaban"), ("₫", "")],
)
def test_columns_are_known_by_their_letters(written, key):
    assert column_key(written) == key


def test_empty_rows_keep_the_numbers_people_see():
    assert read_sheet(b"a,b\r\n,\r\n1,2\r\n,\r\n").body == [(3, ["1", "2"])]


def test_short_rows_are_as_wide_as_the_header():
    assert read_sheet(b"a,b,c\r\n1\r\n1,2,3,4").body == [(2, ["1", None, None]), (3, ["1", "2", "3", "4"])]


def test_an_empty_file_is_an_empty_sheet():
    assert read_sheet(b"").rows == []
    assert read_sheet(_xlsx([])).header == []


def test_a_hidden_first_sheet_is_passed_over():
    def hide(book):
        book.active.sheet_state = "hidden"
        book.create_sheet("Thấy").append(["b"])

    assert read_sheet(_xlsx([["a"]], hide)).rows == [["b"]]


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        b"PK\x03\x04 and no more",
        _repacked(_xlsx(ROWS), replaced=[("xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheet")]),
        _repacked(
            _xlsx(ROWS),
            replaced=[
                (
                    "xl/worksheets/sheet1.xml",
                    b"<worksheet",
                    b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet',
                ),
                ("xl/worksheets/sheet1.xml", b"45000", b"&b;"),
            ],
        ),
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b'a,"' + b"x" * 200_000,
    ],
    ids=["old or locked", "broken archive", "broken XML", "outside entity", "picture", "endless cell"],
)
def test_other_files_are_refused(data):
    with pytest.raises(NotASheet):
        read_sheet(data)


def test_laughing_entities_are_refused():
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet'
    bomb = _repacked(_xlsx(ROWS), replaced=[("xl/worksheets/sheet1.xml", b"<worksheet", laughs)])
    with pytest.raises(NotASheet):
        read_sheet(bomb)


@pytest.mark.parametrize(
    "name",
    [
        "xl/vbaProject.bin",
        "xl/externalLinks/externalLink1.xml",
        "xl/embeddings/oleObject1.bin",
        "../../etc/passwd",
        "/etc/passwd",
        "xl\\evil.xml",
        "xl/activeX/activeX1.xml",
        "xl/WORKBOOK.xml",
    ],
)
def test_macros_links_and_strange_paths_are_refused(name):
    with pytest.raises(UnsafeSheet):
        read_sheet(_repacked(_xlsx(ROWS), extra=[(name, b"x")]))


def _understated(data, name, size):
    """The archive with a false unpacked size for `name` in its directory."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        real = archive.getinfo(name).file_size
    assert data.count(real.to_bytes(4, "little")) >= 2
    return data.replace(real.to_bytes(4, "little"), size.to_bytes(4, "little"))


@pytest.mark.parametrize(
    "data",
    [
        _repacked(_xlsx(ROWS), extra=[("xl/zeros.bin", bytes(21 * 1024 * 1024))]),
        _repacked(_xlsx(ROWS), extra=[("xl/zeros.bin", bytes(2 * 1024 * 1024))]),
        _repacked(_xlsx(ROWS), extra=[(f"xl/{number}.bin", b"x") for number in range(50)]),
        b"a," * 1024 * 1024 + b"a",
    ],
    ids=["unpacked", "ratio", "members", "packed"],
)
def test_bombs_are_refused(data):
    with pytest.raises(SheetTooLarge):
        read_sheet(data)


def test_a_bomb_that_lies_about_its_size_is_refused():
    bomb = _repacked(_xlsx(ROWS), extra=[("xl/zeros.bin", bytes(30 * 1024 * 1024))])
    with pytest.raises((SheetTooLarge, NotASheet)):
        read_sheet(_understated(bomb, "xl/zeros.bin", 1000))


def test_a_cell_at_the_far_corner_is_one_row_too_many():
    with pytest.raises(TooManyRows, match="5000 dòng"):
        read_sheet(_xlsx(ROWS, lambda book: book.active.cell(1_048_576, 1, "x")))
    with pytest.raises(TooManyColumns, match="80 cột"):
        read_sheet(_xlsx(ROWS, lambda book: book.active.cell(1, 16_384, "x")))


def test_rows_that_are_only_claimed_cost_nothing():
    claim = _repacked(
        _xlsx(ROWS),
        replaced=[("xl/worksheets/sheet1.xml", b'<dimension ref="A1:C3"', b'<dimension ref="A1:XFD1048576"')],
    )
    assert read_sheet(claim).rows == ROWS


@pytest.mark.parametrize("make", [lambda rows: "\n".join(",".join(row) for row in rows).encode(), _xlsx])
def test_five_thousand_rows_under_a_header_are_enough(make):
    rows = [["a", "b"]] + [[f"Mắm số {number}", "x"] for number in range(5_000)]
    assert len(read_sheet(make(rows)).body) == 5_000
    with pytest.raises(TooManyRows):
        read_sheet(make([*rows, ["one", "more"]]))


@pytest.mark.parametrize("make", [lambda rows: "\n".join(",".join(row) for row in rows).encode(), _xlsx])
def test_eighty_columns_are_enough(make):
    assert len(read_sheet(make([["a"] * 80])).header) == 80
    with pytest.raises(TooManyColumns):
        read_sheet(make([["a"] * 81]))


def test_a_sheet_that_kills_its_child_is_too_large(monkeypatch):
    def die(*_args, **_kwargs):
        raise OutOfBounds

    monkeypatch.setattr(reading, "run_confined", die)
    with pytest.raises(SheetTooLarge):
        read_sheet(b"a,b")
