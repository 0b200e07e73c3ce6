"""QR codes, drawn here and never by somebody else's server."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

import segno
from markupsafe import escape

# Dark on white with the quiet zone that scanners need; error correction M survives a crumpled label.
_QUIET_ZONE = 4
_CORRECTION = "m"


def qr_svg(text: str, *, title: str) -> str:
    """The code as an SVG element with `title` for those who cannot see it; no style, so our policy allows it inline."""
    code = segno.make(text, error=_CORRECTION, micro=False)
    side = code.symbol_size(border=_QUIET_ZONE)[0]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" class="qr" role="img">'
        f"<title>{escape(title)}</title>"
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path d="{_squares(code)}"/></svg>'
    )


def qr_data_uri(text: str, *, title: str) -> str:
    """The code as the `src` of an image."""
    return "data:image/svg+xml;base64," + b64encode(qr_svg(text, title=title).encode()).decode("ascii")


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """The code as a PNG file to save or print, `scale` pixels a square."""
    file = BytesIO()
    segno.make(text, error=_CORRECTION, micro=False).save(file, kind="png", scale=scale, border=_QUIET_ZONE)
    return file.getvalue()


def _squares(code: segno.QRCode) -> str:
    """One path of horizontal runs of dark squares."""
    runs = []
    for down, row in enumerate(code.matrix_iter(border=_QUIET_ZONE)):
        start = None
        for across, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = across
            elif not dark and start is not None:
                runs.append(f"M{start} {down}h{across - start}v1H{start}z")
                start = None
    return "".join(runs)
