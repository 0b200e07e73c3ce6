"""Static files: hashed names, precompressed, served by WhiteNoise (nginx in production)."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from flask import Flask
from flask_compress import Compress
from whitenoise import WhiteNoise

from marketplace.core.assets import install_assets

FOREVER_SECONDS = 365 * 24 * 3600


def static_folder(app: Flask) -> Path:
    """Where `flask assets build` puts what browsers fetch."""
    return cast(Path, app.config["MARKET"].data_folder / "static")


def init_statics(app: Flask) -> None:
    """Serve the built files before Flask is asked, and compress what Flask makes."""
    folder = static_folder(app)
    install_assets(app, folder)
    app.config.update(
        COMPRESS_MIMETYPES=["text/html", "application/json", "application/problem+json", "image/svg+xml", "text/plain"],
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_STREAMS=False,
    )
    Compress(app)
    if folder.is_dir():
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
            app.wsgi_app, root=str(folder), prefix="/static/", max_age=FOREVER_SECONDS, immutable_file_test=r"."
        )
