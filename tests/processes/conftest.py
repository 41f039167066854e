from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes.house import House


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Opens houses on the folder of the test, and closes them after it."""
    houses: list[House] = []

    def build(**environment: str) -> House:
        house = House(tmp_path / "var", **environment)
        houses.append(house)
        return house.start()

    yield build
    for house in houses:
        house.end()
