"""Reads about visitors, printed codes, and what a booth sold."""

from marketplace.domain.figures.queries.codes import (
    CodeTarget,
    Printing,
    codes_called,
    printable_products,
    printings_of,
    sources_on,
    target_of_code,
)
from marketplace.domain.figures.queries.sales import HAND, UNSEEN, BoothFigures, Line, Tally, figures_of_booth
from marketplace.domain.figures.queries.waiting import (
    Named,
    NamedTasks,
    Queue,
    Waiting,
    tasks_in,
    waiting_for_organizers,
    waiting_in,
)

__all__ = [
    "HAND",
    "UNSEEN",
    "BoothFigures",
    "CodeTarget",
    "Line",
    "Named",
    "NamedTasks",
    "Printing",
    "Queue",
    "Tally",
    "Waiting",
    "codes_called",
    "figures_of_booth",
    "printable_products",
    "printings_of",
    "sources_on",
    "target_of_code",
    "tasks_in",
    "waiting_for_organizers",
    "waiting_in",
]
