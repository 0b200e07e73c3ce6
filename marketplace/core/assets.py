"""Style, scripts and icons: joined, named by their content, compressed, and found again by name.

The source is `static/`; what is served is a folder built from it, so that every address may be kept for ever.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cached_property
from importlib import resources
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import brotli
from flask import Flask, current_app
from markupsafe import Markup

PREFIX = "/static/"
MANIFEST = "manifest.json"
COMPRESSED = frozenset({".css", ".js", ".svg"})
SPRITE = "icons.svg"


class NoSuchAsset(KeyError):
    """No built file has this name: it is misspelt, or `build_assets` has not run since it was added."""


def build_assets(source: Path, target: Path) -> dict[str, str]:
    """Build what is served into `target` and return {name: hashed name}, icons included as `icons/<name>`.

    The same source gives the same files. Those of the build before stay, for pages that people have open.
    Raise NoSuchAsset for an icon that Lucide does not have, ValueError for a script that imports.
    """
    contents = _bundles(source)
    icons = (source / "icons.txt").read_text(encoding="utf-8").split()
    contents[SPRITE] = icon_sprite(icons)
    contents |= _pictures(source / "img")
    manifest = {name: _hashed(name, content) for name, content in sorted(contents.items())}
    kept = set(_manifest_in(target).values()) | set(manifest.values())
    for name, content in contents.items():
        _write(target / manifest[name], content)
    _forget_all_but(kept, target)
    manifest |= {f"icons/{name}": f"{manifest[SPRITE]}#{name}" for name in icons}
    (target / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    return manifest


def _bundles(source: Path) -> dict[str, bytes]:
    """`site` for every page; a folder inside, such as `css/desk`, is a bundle that only some layouts add."""
    bundles = {}
    for kind, joined in (("css", joined_css), ("js", joined_js)):
        bundles[f"site.{kind}"] = joined(source / kind)
        bundles |= {f"{each.name}.{kind}": joined(each) for each in (source / kind).iterdir() if each.is_dir()}
    return bundles


def joined_css(folder: Path) -> bytes:
    """All style sheets of a folder as one, the order of the layers first, without comments and indentation."""
    files = sorted(folder.glob("*.css"), key=lambda file: (file.name != "layers.css", file.name))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", text).strip().encode()


def joined_js(folder: Path) -> bytes:
    """All scripts of a folder as one module, each in a block of its own so that names never clash."""
    return "\n".join(_block(file) for file in sorted(folder.glob("*.js"))).encode()


def _block(file: Path) -> str:
    text = file.read_text(encoding="utf-8").strip()
    if re.search(r"^\s*(import|export)\b", text, flags=re.MULTILINE):
        raise ValueError(f"{file.name} imports or exports: a joined script stands alone")
    return f"{{ // {file.name}\n{text}\n}}"


def icon_sprite(names: Iterable[str]) -> bytes:
    """The named Lucide icons as symbols of one drawing. Raise NoSuchAsset for a name unknown to Lucide."""
    archive = ZipFile(BytesIO(resources.files("lucide").joinpath("lucide.zip").read_bytes()))
    symbols = "".join(_symbol(archive, name) for name in sorted(set(names)))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'.encode()


def _symbol(archive: ZipFile, name: str) -> str:
    try:
        drawing = archive.read(f"{name}.svg").decode()
    except KeyError:
        raise NoSuchAsset(name) from None
    shapes = "".join(re.findall(r"<(?!svg|/svg)[^>]+>", drawing))
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes.replace(" />", "/>")}</symbol>'


def _pictures(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {f"img/{file.relative_to(folder).as_posix()}": file.read_bytes() for file in files}


def _hashed(name: str, content: bytes) -> str:
    path = Path(name)
    mark = hashlib.sha256(content).hexdigest()[:12]
    return path.with_name(f"{path.stem}.{mark}{path.suffix}").as_posix()


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix in COMPRESSED:
        path.with_name(path.name + ".br").write_bytes(brotli.compress(content))
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
    path.write_bytes(content)


def _forget_all_but(kept: set[str], target: Path) -> None:
    for file in list(target.rglob("*")):
        name = re.sub(r"\.(br|gz)$", "", file.relative_to(target).as_posix())
        if file.is_file() and name not in kept | {MANIFEST}:
            file.unlink()


def _manifest_in(folder: Path) -> dict[str, str]:
    try:
        names: dict[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return names


class Assets:
    """The built files of one folder; the manifest is read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._icons: dict[str, Markup] = {}
        self._drawn: dict[str, Markup] = {}

    @cached_property
    def names(self) -> dict[str, str]:
        """{name: hashed name}."""
        return _manifest_in(self.folder)

    def url(self, name: str) -> str:
        """The address of a built file, the same in every language. Raise NoSuchAsset."""
        try:
            return PREFIX + self.names[name]
        except KeyError:
            raise NoSuchAsset(name) from None

    def icon(self, name: str) -> Markup:
        """One icon, hidden from screen readers: the words beside it must say the same. Raise NoSuchAsset."""
        if name not in self._icons:
            markup = Markup('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"/></svg>')
            self._icons[name] = markup.format(self.url(f"icons/{name}"))
        return self._icons[name]

    def drawn_icon(self, name: str) -> Markup:
        """One icon drawn in the page itself, for what has no words beside it: it is there before any other file."""
        if name not in self._drawn:
            shapes = re.search(rf'<symbol id="{re.escape(name)}"[^>]*>(.*?)</symbol>', self._sprite)
            if shapes is None:
                raise NoSuchAsset(f"icons/{name}")
            markup = Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>')
            self._drawn[name] = markup.format(Markup(shapes[1]))  # noqa: S704 - our own drawing
        return self._drawn[name]

    @cached_property
    def _sprite(self) -> str:
        return (self.folder / self.names[SPRITE]).read_text(encoding="utf-8")


def install_assets(app: Flask, folder: Path) -> Assets:
    """Give the templates of `app` `asset_url(name)`, `icon(name)` and `drawn_icon(name)` over the built `folder`."""
    assets = app.extensions["assets"] = Assets(folder)
    app.jinja_env.globals.update(asset_url=assets.url, icon=assets.icon, drawn_icon=assets.drawn_icon)
    return assets


def asset_url(name: str) -> str:
    """The address of a built file of the running application. Raise NoSuchAsset."""
    assets: Assets = current_app.extensions["assets"]
    return assets.url(name)


def icon(name: str) -> Markup:
    """One icon of the running application. Raise NoSuchAsset."""
    assets: Assets = current_app.extensions["assets"]
    return assets.icon(name)
