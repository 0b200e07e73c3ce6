"""Holds parameters against the types that Stripe generates from its specification, at every depth.

The layout of `stripe.params` is no promise of the SDK: it is pinned, and an upgrade that moves it fails here.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, NotRequired, Required, Union

from stripe import RequestOptions, StripeContext
from typing_extensions import is_typeddict

_OPTIONS = frozenset(RequestOptions.__annotations__)
# The SDK imports these for type checkers only.
_UNIMPORTED = {"StripeContext": StripeContext, "Mapping": Mapping}


def check_params(wanted: type, params: Mapping[str, Any], path: str = "") -> None:
    """Raise AssertionError with the path of the first name or value that `wanted`, a TypedDict, has not.

    `Literal[…] | str` counts as closed: Stripe writes so for values that may be added later. It cannot see
    negative amounts, nor parameters that Stripe needs only in some cases.
    """
    assert isinstance(params, Mapping), f"{path or wanted.__name__}: a hash was expected, not {params!r}"
    fields = hints_of(wanted)
    for name in params:
        assert name in fields, f"{_under(path, name)}: unknown to {wanted.__name__}"
    for name in _required(wanted, fields):
        assert name in params, f"{_under(path, name)}: required by {wanted.__name__}"
    for name, value in params.items():
        _check(fields[name], value, _under(path, name))


def hints_of(wanted: type) -> dict[str, Any]:
    """The types of a TypedDict's parameters by name, without the request options that the SDK mixes in."""
    hints = typing.get_type_hints(wanted, localns=_UNIMPORTED, include_extras=True)
    return {name: hint for name, hint in hints.items() if name not in _OPTIONS}


def _required(wanted: type, fields: Mapping[str, Any]) -> list[str]:
    total = getattr(wanted, "__total__", True)
    marked, expected = (NotRequired, False) if total else (Required, True)
    return [name for name, hint in fields.items() if (typing.get_origin(hint) is marked) == expected]


def _under(path: str, name: object) -> str:
    return f"{path}[{name}]" if path else str(name)


def _check(hint: Any, value: Any, path: str) -> None:
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in (NotRequired, Required):
        _check(parts[0], value, path)
    elif origin in (Union, types.UnionType):
        _check_union(parts, value, path)
    elif origin is Literal:
        assert value in parts, f"{path}: {value!r} is not one of {', '.join(map(repr, parts))}"
    elif origin in (list, dict):
        _check_each(origin, parts[-1], value, path)
    elif is_typeddict(hint):
        check_params(hint, value, path)
    elif hint is not Any:
        _check_plain(origin or hint, value, path)


def _check_each(container: type[list[Any] | dict[str, Any]], part: Any, value: Any, path: str) -> None:
    assert isinstance(value, container), f"{path}: a {container.__name__} was expected, not {value!r}"
    for name, each in value.items() if isinstance(value, dict) else enumerate(value):
        _check(part, each, _under(path, name))


def _check_union(parts: tuple[Any, ...], value: Any, path: str) -> None:
    closed = any(typing.get_origin(part) is Literal for part in parts)
    refusals = []
    for part in parts:
        if closed and part is str:
            continue
        try:
            return _check(part, value, path)
        except AssertionError as refusal:
            refusals.append(str(refusal))
    raise AssertionError(max(refusals, key=len, default=f"{path}: {value!r} fits nothing"))


def _check_plain(hint: type, value: Any, path: str) -> None:
    fits = isinstance(value, hint) and not (hint in (int, Decimal) and isinstance(value, bool))
    assert fits, f"{path}: {hint.__name__} was expected, not {value!r}"
