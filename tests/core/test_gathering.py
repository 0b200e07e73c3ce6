"""What is counted is written in batches, and a count that fails takes nobody down."""

import threading

from marketplace.core import gathering
from marketplace.core.gathering import MOST_AT_ONCE, Gathered, GatheringWriter


def test_what_waits_is_written_in_batches_and_in_order(app):
    batches = []
    gathered = Gathered(app, batches.append)
    for number in range(MOST_AT_ONCE + 1):
        gathered.keep(number)
    gathered.write()
    assert batches == [list(range(MOST_AT_ONCE)), [MOST_AT_ONCE]]
    assert len(gathered) == 0


def test_only_as_much_is_written_as_was_asked_for(app):
    batches = []
    gathered = Gathered(app, batches.append)
    for number in range(5):
        gathered.keep(number)
    gathered.write(3)
    gathered.write(0)
    assert (batches, len(gathered)) == ([[0, 1, 2]], 2)


def test_a_batch_that_cannot_be_written_is_lost_and_the_next_is_not(app, caplog):
    written = []

    def write(batch):
        if 0 in batch:
            raise RuntimeError
        written.extend(batch)

    gathered = Gathered(app, write)
    for number in range(MOST_AT_ONCE + 1):
        gathered.keep(number)
    gathered.write()
    assert written == [MOST_AT_ONCE]
    assert f"{MOST_AT_ONCE} things to be counted were lost" in caplog.text


def test_too_much_drops_the_oldest(app, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_WAITING", 3)
    gathered = Gathered(app, print)
    for number in range(5):
        gathered.keep(number)
    assert len(gathered) == 3


def test_the_writer_writes_by_itself_and_what_is_left_before_it_stops(app, monkeypatch):
    monkeypatch.setattr(gathering, "GATHER_SECONDS", 0.01)
    written, first = [], threading.Event()

    def write(batch):
        written.extend(batch)
        first.set()

    writer = GatheringWriter(app, write, "a-writer")
    writer.keep(1)
    assert first.wait(30)
    writer.keep(2)
    writer.close(30)
    assert written == [1, 2]
