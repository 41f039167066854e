import pytest

from liamm.features.governance.tests.factories import House


@pytest.fixture
def house(db):
    return House()
