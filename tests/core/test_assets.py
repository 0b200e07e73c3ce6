"""Style, scripts and icons are built into files that may be kept for ever."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest
from flask import Flask

from marketplace.core.assets import (
    Assets,
    NoSuchAsset,
    asset_url,
    build_assets,
    icon,
    install_assets,
    joined_css,
    joined_js,
)

SOURCE = Path(__file__).resolve().parents[2] / "static"
TEMPLATES = SOURCE.parent / "templates"


def a_small_source(folder: Path) -> Path:
    for name in ("css", "js", "img"):
        (folder / name).mkdir(parents=True)
    (folder / "css" / "button.css").write_text("@layer components { .button { color: red; } }")
    (folder / "css" / "layers.css").write_text("/* order */ @layer reset, components;")
    (folder / "js" / "one.js").write_text("const name = 1;")
    (folder / "js" / "two.js").write_text("const name = 2;")
    (folder / "img" / "logo.svg").write_text("<svg/>")
    (folder / "icons.txt").write_text("leaf\nstar\n")
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_same_source_gives_the_same_files(tmp_path: Path) -> None:
    source = a_small_source(tmp_path / "source")
    build_assets(source, tmp_path / "one")
    build_assets(source, tmp_path / "two")
    build_assets(source, tmp_path / "two")
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_a_folder_of_styles_or_scripts_is_a_bundle_of_its_own(tmp_path: Path) -> None:
    source, target = a_small_source(tmp_path / "source"), tmp_path / "target"
    for kind, text in (("css", ".board { color: red; }"), ("js", "const board = 1;")):
        (source / kind / "desk").mkdir()
        (source / kind / "desk" / f"board.{kind}").write_text(text)
    names = build_assets(source, target)
    assert "board" in (target / names["desk.css"]).read_text()
    assert "board" in (target / names["desk.js"]).read_text()
    assert "board" not in (target / names["site.css"]).read_text() + (target / names["site.js"]).read_text()


def test_a_changed_style_sheet_gets_a_new_name_and_the_one_before_stays_for_open_pages(tmp_path: Path) -> None:
    source, target = a_small_source(tmp_path / "source"), tmp_path / "target"
    first = build_assets(source, target)["site.css"]
    (source / "css" / "button.css").write_text(".button { color: green; }")
    second = build_assets(source, target)["site.css"]
    assert first != second
    assert (target / first).exists()
    (source / "css" / "button.css").write_text(".button { color: blue; }")
    build_assets(source, target)
    assert not (target / first).exists()
    assert not (target / f"{first}.br").exists()
    assert (target / second).exists()


def test_every_text_has_compressed_siblings_that_say_the_same(tmp_path: Path) -> None:
    manifest = build_assets(a_small_source(tmp_path / "source"), tmp_path / "target")
    for name in ("site.css", "site.js", "icons.svg", "img/logo.svg"):
        file = tmp_path / "target" / manifest[name]
        assert brotli.decompress(Path(f"{file}.br").read_bytes()) == file.read_bytes()
        assert gzip.decompress(Path(f"{file}.gz").read_bytes()) == file.read_bytes()


def test_the_order_of_the_layers_comes_first(tmp_path: Path) -> None:
    source = a_small_source(tmp_path / "source")
    assert joined_css(source / "css").startswith(b"@layer reset, components;")


def test_two_scripts_may_use_the_same_name(tmp_path: Path) -> None:
    joined = joined_js(a_small_source(tmp_path / "source") / "js").decode()
    blocks = [block.split("\n", 1)[1].split() for block in joined.split("{ ")[1:]]
    assert blocks == [["const", "name", "=", str(number) + ";", "}"] for number in (1, 2)]


def test_a_script_that_imports_is_refused(tmp_path: Path) -> None:
    source = a_small_source(tmp_path / "source")
    (source / "js" / "three.js").write_text('import { x } from "./one.js";')
    with pytest.raises(ValueError, match=r"three\.js"):
        build_assets(source, tmp_path / "target")


def test_an_icon_unknown_to_the_drawers_stops_the_build(tmp_path: Path) -> None:
    source = a_small_source(tmp_path / "source")
    (source / "icons.txt").write_text("leaf\nno-such-icon\n")
    with pytest.raises(NoSuchAsset):
        build_assets(source, tmp_path / "target")


def test_pages_find_assets_by_name(tmp_path: Path) -> None:
    manifest = build_assets(a_small_source(tmp_path / "source"), tmp_path / "target")
    app = Flask(__name__)
    install_assets(app, tmp_path / "target")
    with app.app_context():
        assert asset_url("site.css") == f"/static/{manifest['site.css']}"
        assert f'href="/static/{manifest["icons.svg"]}#leaf"' in icon("leaf")
        for missing in ("site.cs", "icons/sun"):
            with pytest.raises(NoSuchAsset):
                asset_url(missing)


def test_an_icon_for_a_button_without_words_needs_no_other_file(tmp_path: Path) -> None:
    build_assets(a_small_source(tmp_path / "source"), tmp_path / "built")
    assets = Assets(tmp_path / "built")
    assert "<use" in assets.icon("leaf")
    assert "<path" in assets.drawn_icon("leaf")
    assert "<use" not in assets.drawn_icon("leaf")
    with pytest.raises(NoSuchAsset):
        assets.drawn_icon("heart")


def test_assets_that_were_never_built_are_missed_by_name(tmp_path: Path) -> None:
    with pytest.raises(NoSuchAsset, match=r"site\.css"):
        Assets(tmp_path).url("site.css")


def test_every_icon_and_asset_that_a_template_names_is_built(tmp_path: Path) -> None:
    built = build_assets(SOURCE, tmp_path)
    assert json.loads((tmp_path / "manifest.json").read_text()) == built
    for file in TEMPLATES.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        named = {f"icons/{name}" for name in re.findall(r"\bicon\('([\w-]+)'\)", text)}
        named |= set(re.findall(r"asset_url\('([^']+)'\)", text))
        assert named <= built.keys(), file.name


def test_style_and_scripts_stay_within_the_budget_of_a_slow_phone(tmp_path: Path) -> None:
    built = build_assets(SOURCE, tmp_path)
    style, scripts = ((tmp_path / f"{built[name]}.br").stat().st_size for name in ("site.css", "site.js"))
    assert style <= 10_000
    assert scripts <= 6_600
    assert all(len(file.read_text().splitlines()) < 100 for file in (SOURCE / "js").glob("*.js"))
