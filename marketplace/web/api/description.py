"""What programs may ask and what they get: OpenAPI 3.1, written by hand."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from marketplace.core.language import public_url
from marketplace.core.pagecache import public_page
from marketplace.web.api.blueprint import bp

Data = dict[str, Any]


@bp.get("/openapi.json")
@public_page
def show_description() -> Response:
    """The description of every path of `/api/v1`."""
    return jsonify(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Gian Hàng",
                "version": "1",
                "description": "Catalogue and livestream figures. Money is whole đồng; moments are ISO 8601 in UTC.",
            },
            "servers": [{"url": public_url("/api/v1")}],
            "paths": {**_catalogue(), **_campaigns(), **_readings()},
            "components": {
                "schemas": {"Problem": _PROBLEM, "List": _LIST},
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            },
        }
    )


_TEXT = {"type": "string"}
_NUMBER = {"type": "integer"}
_PROBLEM: Data = {
    "type": "object",
    "description": "RFC 9457",
    "properties": {"type": _TEXT, "title": _TEXT, "status": _NUMBER, "field": _TEXT},
    "required": ["type", "title", "status"],
}
_LIST: Data = {
    "type": "object",
    "properties": {
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"slug": _TEXT, "name": _TEXT, "url": _TEXT},
                "required": ["slug", "name", "url"],
            },
        },
        "total": _NUMBER,
    },
    "required": ["items", "total"],
}


def _answer(sentence: str, schema: Data | None = None) -> Data:
    content = {"application/json": {"schema": schema or {"type": "object"}}}
    refused = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "200": {"description": sentence, "content": content},
        "default": {"description": "What is the matter", "content": refused},
    }


def _in_query(name: str, sentence: str, schema: Data = _TEXT) -> Data:
    return {"name": name, "in": "query", "description": sentence, "schema": schema}


def _in_path(name: str, schema: Data = _TEXT) -> Data:
    return {"name": name, "in": "path", "required": True, "schema": schema}


_PAGES = [
    _in_query("page", "From 1", {"type": "integer", "minimum": 1, "default": 1}),
    _in_query("per_page", "At most 100", {"type": "integer", "minimum": 1, "maximum": 100, "default": 24}),
]


def _list_of(sentence: str, *parameters: Data) -> Data:
    answer = _answer(sentence, {"$ref": "#/components/schemas/List"})
    return {"get": {"summary": sentence, "parameters": [*parameters, *_PAGES], "responses": answer}}


def _one(sentence: str, **more: Any) -> Data:
    return {"get": {"summary": sentence, "parameters": [_in_path("slug")], "responses": _answer(sentence), **more}}


def _catalogue() -> Data:
    words = _in_query("q", "Words, with or without marks")
    category = _in_query("category", "Slug of a category; may be given several times")
    booth = _in_query("booth", "Slug of a booth")
    return {
        "/products": _list_of("Products on sale", words, category, booth),
        "/products/{slug}": _one("One product"),
        "/booths": _list_of("Open booths", words),
        "/booths/{slug}": _one("One booth"),
    }


def _campaigns() -> Data:
    open_or_token: list[Data] = [{}, {"token": []}]
    return {
        "/campaigns": _list_of("Livestream campaigns"),
        "/campaigns/{slug}": _one("One campaign and its broadcasts"),
        "/campaigns/{slug}/metrics": _one(
            "The figures of a campaign with their definitions; by token until they are published",
            security=open_or_token,
        ),
    }


def _readings() -> Data:
    key = {
        "name": "Idempotency-Key", "in": "header", "required": True, "schema": _TEXT,
        "description": "The same key and body are recorded once",
    }  # fmt: skip
    sentence = "Record figures that a platform shows for a broadcast"
    reading = {"type": "object", "properties": {"captured_at": _TEXT, "views": _NUMBER}, "required": ["captured_at"]}
    body = {"type": "object", "properties": {"readings": {"type": "array", "items": reading}}, "required": ["readings"]}
    answer = _answer("Recorded")
    answer["201"] = answer.pop("200")
    operation = {
        "summary": sentence, "parameters": [_in_path("broadcast_id", _NUMBER), key], "security": [{"token": []}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}}, "responses": answer,
    }  # fmt: skip
    return {"/broadcasts/{broadcast_id}/readings": {"post": operation}}
