from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes.house import House, until
from tests.processes.seeds import copied, seeded


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a house that was opened once and closed, one for all that run in parallel."""
    return seeded(tmp_path_factory.getbasetemp().parent, "new")


@pytest.fixture(scope="session")
def _common_house(tmp_path_factory: pytest.TempPathFactory, seed: Path) -> Iterator[House]:
    house = House(copied(seed, tmp_path_factory.mktemp("common")))
    try:
        yield house.start()
    finally:
        house.end()


@pytest.fixture
def house(_common_house: House) -> House:
    """A house shared by tests that leave it as they found it: open, whole, answering."""
    until(_common_house.is_whole)
    return _common_house


@pytest.fixture
def open_house(tmp_path: Path, seed: Path) -> Iterator[Callable[..., House]]:
    """Opens houses on the folder of the test, a copy of the seed, and closes them after it."""
    houses: list[House] = []
    var = copied(seed, tmp_path)

    def build(**environment: str) -> House:
        house = House(var, **environment)
        houses.append(house)
        return house.start()

    yield build
    for house in houses:
        house.end()
