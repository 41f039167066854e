"""The shared cache: what one connection counts, every other sees, and nothing is counted twice or lost."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from liamm.kernel.counts.jobs import sweep
from liamm.kernel.counts.models import Kept


@pytest.mark.django_db
class TestOneConnection:
    def test_it_is_the_cache_of_the_product(self):
        assert settings.CACHES["default"]["BACKEND"].endswith("SharedCache")

    def test_keeps_and_forgets(self):
        assert cache.get("tries") is None
        cache.set("tries", [1.5, 2.5], 60)
        assert cache.get("tries") == [1.5, 2.5]
        assert cache.delete("tries")
        assert not cache.delete("tries")
        cache.set("tries", True, None)
        assert cache.get("tries") is True
        cache.clear()
        assert cache.get("tries", "nothing") == "nothing"

    def test_adds_once_until_the_end(self):
        assert cache.add("lock", 1, 60)
        assert not cache.add("lock", 2, 60)
        assert cache.get("lock") == 1
        Kept.objects.update(ends=Now() - timedelta(seconds=1))
        assert cache.get("lock") is None
        assert cache.add("lock", 2, 60)
        assert cache.get("lock") == 2

    def test_counts_without_moving_the_end(self):
        cache.add("sent", 0, 60)
        ends = Kept.objects.get().ends
        assert [cache.incr("sent"), cache.incr("sent", 3)] == [1, 4]
        assert Kept.objects.get().ends == ends

    def test_counts_from_one_in_one_statement_until_the_hour_is_over(self, django_assert_num_queries):
        with django_assert_num_queries(2):
            assert [cache.count("sent", 60), cache.count("sent", 3600)] == [1, 2]
        assert Kept.objects.get().ends < timezone.now() + timedelta(seconds=90), "the first one says when it ends"
        Kept.objects.update(ends=Now() - timedelta(seconds=1))
        assert cache.count("sent", 3600) == 1
        assert Kept.objects.get().ends > timezone.now() + timedelta(seconds=90)

    def test_nothing_to_count_is_said(self):
        with pytest.raises(ValueError, match="sent"):
            cache.incr("sent")

    def test_another_end(self):
        cache.set("sent", 1, 60)
        before = Kept.objects.get().ends
        assert cache.touch("sent", 3600)
        assert Kept.objects.get().ends > before
        assert not cache.touch("nothing", 10)

    def test_names_cannot_be_read_back(self):
        cache.set("192.0.2.7", 1, 60)
        assert "192.0.2.7" not in Kept.objects.get().name
        assert len(str(Kept.objects.get())) == 12

    def test_one_statement_each(self, django_assert_num_queries):
        with django_assert_num_queries(3):
            cache.add("sent", 0, 60)
            cache.incr("sent")
            cache.get("sent")

    def test_what_is_over_is_swept(self):
        cache.set("old", 1, 60)
        Kept.objects.update(ends=Now() - timedelta(seconds=1))
        cache.set("new", 1, 60)
        sweep()
        assert Kept.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_connections_count_together():
    """Twenty tries on each of eight connections at once: a hundred and sixty, and one of them was first."""
    cache.clear()
    first: list[bool] = []

    def knock() -> None:
        first.append(cache.add("tries", 0, 60))
        for _ in range(20):
            cache.incr("tries")
        connection.close()

    knocking = [threading.Thread(target=knock) for _ in range(8)]
    for thread in knocking:
        thread.start()
    for thread in knocking:
        thread.join()
    assert cache.get("tries") == 160
    assert sum(first) == 1
    cache.clear()
