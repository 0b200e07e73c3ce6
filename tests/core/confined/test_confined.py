import pytest

from marketplace.core.confined import BrokenChild, OutOfBounds, Unfit, run_confined

WORK = "tests.core.confined.rehearsal"


def test_the_child_answers_with_bytes():
    assert run_confined(f"{WORK}:echo", b"\x00n\xe9\n" * 3) == b"\x00n\xe9\n" * 3


def test_what_the_child_finds_unfit_comes_back_by_name():
    with pytest.raises(Unfit) as found:
        run_confined(f"{WORK}:refuse", b"")
    assert found.value.reason == "rotten"


def test_a_child_that_eats_memory_dies_alone():
    with pytest.raises(OutOfBounds):
        run_confined(f"{WORK}:eat_memory", b"")


def test_a_child_that_never_ends_is_ended():
    with pytest.raises(OutOfBounds):
        run_confined(f"{WORK}:spin", b"", seconds=1)


def test_a_child_that_sleeps_for_ever_is_ended():
    with pytest.raises(OutOfBounds, match="time"):
        run_confined(f"{WORK}:sleep", b"", seconds=1)


def test_an_answer_without_end_is_cut_off():
    with pytest.raises((OutOfBounds, BrokenChild)):
        run_confined(f"{WORK}:talk", b"")


def test_the_child_knows_none_of_our_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    assert b"SECRET_KEY" not in run_confined(f"{WORK}:environment", b"")


def test_what_a_library_prints_is_not_the_answer():
    assert run_confined(f"{WORK}:chatter", b"") == b"answer"


def test_a_fault_of_ours_is_not_taken_for_a_bad_file():
    with pytest.raises(BrokenChild, match="ZeroDivisionError"):
        run_confined(f"{WORK}:stumble", b"")
