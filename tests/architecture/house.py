"""What the tests of the house look at: its files, its tables, its floors."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.orm import Mapper

from config import ROOT

PACKAGE = ROOT / "marketplace"
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base", "services", "manager", "util", "helper", "managers"}
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_TEMPLATE = 160


def floors() -> dict[str, int]:
    """How high each area stands, from the import contracts: the higher the number, the higher the floor."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    areas = next(each for each in contracts if each.get("containers") == ["marketplace.domain"])["layers"]
    heights = {}
    for height, line in enumerate(reversed(areas), start=1):
        for area in line.split("|"):
            heights[area.strip()] = height
    return heights


def area_of(module: str) -> str:
    """The area a module of the domain belongs to; `core` for the ground."""
    parts = module.split(".")
    return parts[2] if len(parts) > 2 and parts[1] == "domain" else "core"


def height_of(module: str, heights: dict[str, int]) -> int:
    return heights.get(area_of(module), 0)


def upward_links(mappers: Iterable[Mapper], heights: dict[str, int]) -> Iterator[str]:
    """Foreign keys and relationships that lead from an area to another that is not below it."""
    mappers = list(mappers)
    module_of: dict[Table, str] = {mapper.local_table: mapper.class_.__module__ for mapper in mappers}
    for mapper in mappers:
        here = mapper.class_.__module__
        for key in mapper.local_table.foreign_keys:
            there = module_of[key.column.table]
            if not _may_lead(here, there, heights):
                yield f"{mapper.local_table.name}.{key.parent.name} -> {key.column.table.name}"
        for link in mapper.relationships:
            if not _may_lead(here, link.mapper.class_.__module__, heights):
                yield f"{mapper.class_.__name__}.{link.key} -> {link.mapper.class_.__name__}"


def _may_lead(here: str, there: str, heights: dict[str, int]) -> bool:
    return area_of(here) == area_of(there) or height_of(there, heights) < height_of(here, heights)


def backrefs(mappers: Iterable[Mapper]) -> Iterator[str]:
    for mapper in mappers:
        for link in mapper.relationships:
            if link.backref is not None:
                yield f"{mapper.class_.__name__}.{link.key}"


def python_files(*folders: Path) -> Iterator[Path]:
    for folder in folders or (PACKAGE,):
        yield from sorted(folder.rglob("*.py"))


def badly_named(files: Iterable[Path]) -> list[str]:
    return [file.name for file in files if file.stem in FORBIDDEN_NAMES]


def too_long(files: Iterable[Path], most: int) -> list[str]:
    return [f"{file.name}: {n}" for file in files if (n := len(file.read_text("utf-8").splitlines())) > most]


def long_functions(files: Iterable[Path]) -> list[str]:
    found = []
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MOST_LINES_OF_A_FUNCTION:
                    found.append(f"{file.name}:{node.name}: {lines}")
    return found


def undocumented_settings(names: Iterable[str], text: str) -> list[str]:
    return [name for name in names if f"`{name}`" not in text]


def unknown_settings(names: set[str], text: str) -> list[str]:
    """Settings that the page describes and the code does not read."""
    described = {
        line.split("`")[1] for line in text.splitlines() if line.startswith("| `") and line.split("`")[1].isupper()
    }
    return sorted(described - names)
