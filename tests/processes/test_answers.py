"""What the server sends is what it announces, whatever an address is asked."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests.processes.house import House

pytestmark = pytest.mark.process


def test_a_gesture_that_an_address_does_not_take_is_answered_whole(open_house: Callable[..., House]) -> None:
    house = open_house()
    place = urlsplit(house.address)
    with closing(http.client.HTTPConnection(place.netloc, timeout=30)) as line:
        for verb in ("GET", "HEAD", "PUT", "GET"):
            line.request(verb, "/langue/")
            answer = line.getresponse()
            body = answer.read()
            assert answer.status == 405 or (verb == "PUT" and answer.status == 403), verb
            assert len(body) == (0 if verb == "HEAD" else int(answer.headers["Content-Length"])), verb
            assert verb == "HEAD" or b"</html>" in body
    assert "LocalProtocolError" not in house.text
