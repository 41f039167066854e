from functools import lru_cache

from liamm.kernel.keyed import Keyed


def test_two_of_the_same_key_are_kept_once():
    made = []

    @lru_cache(maxsize=4)
    def total(held):
        made.append(held)
        return sum(held.value)

    assert [total(Keyed([1, 2], "a")), total(Keyed([5], "a")), total(Keyed([5], "b"))] == [3, 3, 5]
    assert len(made) == 2
    assert Keyed(1, "a") != "a"
