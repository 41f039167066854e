"""What is read once for a page, and never longer than that."""

import pytest

from liamm.kernel.once import one_reading, read_once


@pytest.fixture
def asked():
    return []


@pytest.fixture
def read(asked):
    @read_once
    def read(what, *, more=""):
        asked.append((what, more))
        return [what, more]

    return read


def test_each_thing_is_read_once_in_one_reading(read, asked):
    with one_reading():
        first = read("a")
        assert read("a") is first
        assert read("b") == ["b", ""]
        assert read("a", more="x") == ["a", "x"]
        with one_reading():
            assert read("a") is first
        assert read("a") is first
    assert asked == [("a", ""), ("b", ""), ("a", "x")]


def test_and_each_time_outside_of_one(read, asked):
    read("a")
    read("a")
    with one_reading():
        read("a")
    with one_reading():
        read("a")
    assert asked == [("a", "")] * 4


def test_what_breaks_ends_it(read, asked):
    def broken():
        with one_reading():
            read("a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    read("a")
    assert asked == [("a", "")] * 2


def test_two_reads_of_the_same_are_told_apart():
    one, other = read_once(lambda: 1), read_once(lambda: 2)
    with one_reading():
        assert (one(), other()) == (1, 2)
