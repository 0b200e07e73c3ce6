"""Drawings (SVG) as pictures (PNG), in a typeface that comes along, so that every machine draws the same."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources

import resvg_py

from marketplace.core.files import keep_under, media_type, read

TYPEFACE = "Source Sans Pro"
_FONTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")


def png_of(svg: str) -> bytes:
    """The drawing as a PNG in the size it gives itself. Nothing outside the drawing is loaded."""
    fonts = [str(resources.files("font_source_sans_pro").joinpath("files", name)) for name in _FONTS]
    data: bytes = resvg_py.svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=fonts, font_family=TYPEFACE, sans_serif_family=TYPEFACE
    )
    return data


def kept_png_of(svg: str, *, folder: str) -> bytes:
    """The same, drawn once: the file is named by what is drawn."""
    name = hashlib.sha256(svg.encode()).hexdigest()[:32]
    key = f"{folder}/{name[:2]}/{name}.png"
    try:
        return read(key)
    except FileNotFoundError:
        data = png_of(svg)
        keep_under(key, data)
        return data


def embedded(key: str) -> str:
    """A stored picture as an address that holds the picture itself; raise FileNotFoundError."""
    return f"data:{media_type(key)};base64,{base64.b64encode(read(key)).decode()}"
