"""What every template may use: filters for money, days and weights, assets and icons; its texts put in beforehand."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import StrictUndefined, nodes
from jinja2.visitor import NodeTransformer

from marketplace.core.bilingual import is_told, own, said, told
from marketplace.core.clock import format_day, format_hour, format_moment, format_near
from marketplace.core.files import media_path
from marketplace.core.language import message
from marketplace.core.money import format_dong
from marketplace.core.numbers import (
    format_count,
    format_decimal,
    format_fixed,
    format_kilograms,
    format_percent,
    format_points,
)
from marketplace.core.phones import format_phone, mask_phone


class Templates(Environment):
    """The templates of one language: a text known beforehand is looked up when its template is compiled."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template knows without being told; nothing is added for one of them, so they all share one."""
        return super().make_globals(d) if d else self.globals

    def _generate(self, source: nodes.Template, *rest: Any, **options: Any) -> str:
        return super()._generate(_Told().visit(source), *rest, **options)


class _Told(NodeTransformer):
    """Puts a text in the place of `_('…')`, with its values if there are any."""

    def visit_Call(self, call: nodes.Call) -> nodes.Expr:  # noqa: N802 - the library's way of naming
        self.generic_visit(call)
        if not _tells_a_text(call):
            return call
        text: nodes.Expr = nodes.MarkSafeIfAutoescape(nodes.Const(message(call.args[0].value)))  # type: ignore[attr-defined]
        pairs = [nodes.Pair(nodes.Const(each.key), each.value) for each in call.kwargs]
        return nodes.Mod(text, nodes.Dict(pairs))


def _tells_a_text(call: nodes.Call) -> bool:
    is_told = isinstance(call.node, nodes.Name) and call.node.name == "_" and call.dyn_kwargs is None
    return is_told and len(call.args) == 1 and isinstance(call.args[0], nodes.Const)


def init_templates(app: Flask) -> None:
    """Add the filters and globals; a misspelt name fails instead of printing nothing."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(media_path=media_path)
    app.jinja_env.filters.update(
        dong=format_dong,
        points=format_points,
        decimal=format_decimal,
        fixed=format_fixed,
        percent=format_percent,
        day=format_day,
        moment=format_moment,
        hour=format_hour,
        near=format_near,
        kilograms=format_kilograms,
        count=format_count,
        phone=format_phone,
        masked_phone=mask_phone,
        told=told,
        is_told=is_told,
        own=own,
        said=said,
    )
