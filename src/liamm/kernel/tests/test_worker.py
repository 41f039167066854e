"""A worker that is killed leaves its jobs to the others."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from liamm.kernel.jobs.worker import take_back

pytestmark = pytest.mark.django_db(transaction=True)


def job_of_a_worker_last_seen(ago):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id", [ago]
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, worker_id)"
            " VALUES ('default', 'some.job', 0, '{}', 'doing', %s) RETURNING id",
            [worker],
        )
        return cursor.fetchone()[0]


async def look():
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        async with worker_app.open_async():
            return await take_back(worker_app.job_manager)


def test_only_the_jobs_of_the_dead_are_taken_back():
    left = job_of_a_worker_last_seen("1 minute")
    under_way = job_of_a_worker_last_seen("1 second")

    # in a thread of its own: tests in a browser leave a loop running in this one
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(look())).result() == 1

    status = dict(ProcrastinateJob.objects.filter(pk__in=[left, under_way]).values_list("pk", "status"))
    assert status == {left: "todo", under_way: "doing"}
