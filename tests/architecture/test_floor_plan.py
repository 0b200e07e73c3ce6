"""The house stands: what a linter cannot see is looked at here, and each look is shown to see."""

from dataclasses import fields

import pytest
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import declarative_base, relationship

from config import ROOT, Config
from marketplace.core.db import Model
from marketplace.core.outbox import Event
from marketplace.wiring import SUBSCRIPTIONS
from tests.architecture import house


@pytest.fixture
def mappers(app):
    return list(Model.registry.mappers)


def test_foreign_keys_and_relationships_point_down(mappers):
    assert list(house.upward_links(mappers, house.floors())) == []


def test_a_key_that_points_up_would_be_seen():
    base = declarative_base()

    class Person(base):
        __tablename__ = "people"
        __module__ = "marketplace.domain.accounts.models"
        id = Column(Integer, primary_key=True)
        order_id = Column(Integer, ForeignKey("orders.id"))
        order = relationship("Order")

    class Order(base):
        __tablename__ = "orders"
        __module__ = "marketplace.domain.orders.models"
        id = Column(Integer, primary_key=True)

    found = list(house.upward_links(base.registry.mappers, house.floors()))
    assert found == ["people.order_id -> orders", "Person.order -> Order"]


def test_there_are_no_backrefs(mappers):
    assert list(house.backrefs(mappers)) == []


def test_every_model_has_a_name_of_its_own(mappers):
    names = [mapper.class_.__name__ for mapper in mappers]
    assert len(names) == len(set(names))


def test_files_have_names_that_say_what_is_in_them(tmp_path):
    assert house.badly_named(house.python_files(house.PACKAGE, ROOT / "tests", ROOT / "migrations")) == []
    (tmp_path / "utils.py").touch()
    assert house.badly_named(house.python_files(tmp_path)) == ["utils.py"]


def test_files_and_functions_fit_on_a_screen(tmp_path):
    files = list(house.python_files())
    assert house.too_long(files, house.MOST_LINES_OF_A_FILE) == []
    assert house.long_functions(files) == []
    planted = tmp_path / "planted.py"
    planted.write_text("def long():\n" + "    pass\n" * 45 + "\n" * 300)
    assert house.too_long([planted], 300)
    assert house.long_functions([planted]) == ["planted.py:long: 46"]


def test_templates_fit_on_a_screen():
    assert house.too_long(sorted((ROOT / "templates").rglob("*.html")), house.MOST_LINES_OF_A_TEMPLATE) == []


def test_every_setting_is_documented():
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    names = {each.name for each in fields(Config)} - {"TESTING"}
    assert house.undocumented_settings(names, text) == []
    assert house.unknown_settings(names, text) == []
    assert house.undocumented_settings(["NEW_SETTING"], text) == ["NEW_SETTING"]
    assert house.unknown_settings(names, "| `GONE_SETTING` | … |") == ["GONE_SETTING"]


def test_every_event_is_heard_by_somebody_or_not_there():
    unheard = [event.__name__ for event in events_of_the_house() if event not in SUBSCRIPTIONS]
    assert unheard == []


def events_of_the_house() -> list[type[Event]]:
    return [event for event in Event.__subclasses__() if event.__module__.startswith("marketplace.")]
