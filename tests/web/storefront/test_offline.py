"""The market on a phone's home screen, and without a network."""

import json
import re

import pytest

from tests.people import sign_in_as


def is_there(client, path: str) -> bool:
    with client.get(path) as answer:
        return answer.status_code == 200


@pytest.mark.parametrize(("root", "language"), [("", "vi"), ("/en", "en")])
def test_the_market_can_be_put_on_the_home_screen(client, root, language):
    assert f'<link rel="manifest" href="{root}/manifest.webmanifest">' in client.get(f"{root}/").text
    answer = client.get(f"{root}/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.data)
    assert (manifest["lang"], manifest["start_url"], manifest["display"]) == (language, f"{root}/", "standalone")
    assert {(each["sizes"], each["purpose"]) for each in manifest["icons"]} >= {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip
    for each in (*manifest["icons"], *({"src": each["url"]} for each in manifest["shortcuts"])):
        assert is_there(client, each["src"]), each


def test_the_worker_keeps_files_that_exist_and_is_asked_for_anew(client):
    answer = client.get("/service-worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    files = json.loads(re.search(r"const FILES = (\[.*?\]);", answer.text)[1])
    assert {"/offline", "/en/offline"} < set(files)
    for file in files:
        assert is_there(client, file), file


def test_the_page_without_a_network_names_nobody(client, lan):
    sign_in_as(client, lan)
    assert "Đang không có mạng" in client.get("/offline").text
    assert '<html lang="en">' in client.get("/en/offline").text
    kept = client.application.test_client().get("/offline")
    assert kept.headers["Cache-Control"] == "no-cache"
    assert lan.full_name not in kept.text
