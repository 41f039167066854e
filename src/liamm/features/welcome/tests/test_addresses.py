"""Addresses as people paste them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.welcome.rules.addresses import Address, read_addresses

ANNA, BOB = "anna@exemple.example", "bob@mairie.exemple.example"


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        (ANNA, [Address(ANNA)]),
        (f"{ANNA}\n{BOB}", [Address(ANNA), Address(BOB)]),
        (f"{ANNA}; {BOB},", [Address(ANNA), Address(BOB)]),
        (f"{ANNA} {BOB}", [Address(ANNA), Address(BOB)]),
        (f"Anna Le Goff <{ANNA}>, {BOB}", [Address(ANNA, "Anna Le Goff"), Address(BOB)]),
        (f'"Le Goff, Anna" <{ANNA}>; Bob <{BOB}>', [Address(ANNA, "Le Goff, Anna"), Address(BOB, "Bob")]),
        (f"Le Goff, Anna <{ANNA}>", [Address(ANNA, "Le Goff, Anna")]),
        (f"Anna Le Goff\t{ANNA}\r\nBob\t{BOB}", [Address(ANNA, "Anna Le Goff"), Address(BOB, "Bob")]),
        (f"{ANNA}\tAnna", [Address(ANNA, "Anna")]),
        (f"- {ANNA.upper()}.", [Address(ANNA)]),
        (f"[{ANNA}](mailto:{ANNA})", [Address(ANNA)]),
        ("  \n , ; ", []),
    ],
)
def test_as_they_come(pasted, found):
    read = read_addresses(pasted)
    assert list(read.found) == found
    assert read.unread == ()


def test_those_written_twice_are_said_and_keep_their_name():
    read = read_addresses(f"{ANNA}, Bob <{BOB}>\nAnna <{ANNA}>")
    assert read.found == (Address(ANNA, "Anna"), Address(BOB, "Bob"))
    assert read.twice == (ANNA,)


@pytest.mark.parametrize("line", ["Anna Le Goff", "anna@", "@exemple.example", "anna@exemple", "anna@exemple..example"])
def test_what_holds_no_address_is_said(line):
    read = read_addresses(f"{BOB}\n{line}")
    assert read.found == (Address(BOB),)
    assert read.unread == (line,)


_word = st.text(string.ascii_lowercase, min_size=1, max_size=8)
_mails = st.lists(st.builds("{}@{}.example".format, _word, _word), min_size=1, max_size=8, unique=True)


@given(
    _mails, st.sampled_from([", ", "; ", "\n", " ", "\r\n", ",\n"]), st.sampled_from(["{}", "<{}>", "« {} »", "({})"])
)
def test_none_is_lost_or_doubled(mails, between, around):
    read = read_addresses(between.join(around.format(one) for one in mails))
    assert [one.mail for one in read.found] == mails
    assert read.twice == read.unread == ()


@given(st.text())
def test_any_text_is_read_whole(text):
    read = read_addresses(text)
    assert len({one.mail for one in read.found}) == len(read.found)
    assert all("@" in one.mail and len(one.mail) <= 254 and len(one.name) <= 150 for one in read.found)
