"""The points that `liamm check` looks at; each gives what is wrong, and nothing when all is well."""

from __future__ import annotations

import os
import shutil
import smtplib
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import parseaddr
from ipaddress import ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.validators import validate_email
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from liamm.features.charter.faults import CharterError
from liamm.features.charter.files import amendments_of, folder, versions_of
from liamm.features.charter.models import CharterVersion
from liamm.kernel import clock, env
from liamm.kernel.post.models import Message, MessageState
from liamm.site import options
from liamm.site.openness import is_local, opened_to_all

NEWEST_TRIED = 18
SILENCE = timedelta(minutes=1)
DELAY = timedelta(minutes=10)
LEAST_FREE = 1_000_000_000
LEAST_KEY = 50

Point = Callable[[], Iterator[str]]


def database() -> Iterator[str]:
    """Its version, and whether it is at ours."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10_000
    if version > NEWEST_TRIED:
        yield f"PostgreSQL {version} was never tried with this version of Liamm. Use {NEWEST_TRIED}, or upgrade Liamm."
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "The database is not at this version of Liamm. Run `liamm migrate`."


def charter() -> Iterator[str]:
    """Whether the laboratory has its charter."""
    if not CharterVersion.objects.exists():
        yield "No charter is in force. Run `liamm migrate`, which adopts the one in LIAMM_CHARTERS."


def files() -> Iterator[str]:
    """Whether the files of the charter and of its amendments can be taken as they are."""
    try:
        versions_of(folder())
        amendments_of(folder())
    except CharterError as error:
        yield from str(error).splitlines()


def source() -> Iterator[str]:
    """Whether those who use the lab are told where its source is."""
    if settings.DEMONSTRATION:
        return
    if not settings.LIAMM_SOURCE_URL:
        yield "Nobody is told where the source of this version is, as the EUPL asks. Set LIAMM_SOURCE_URL."
    elif urlsplit(settings.LIAMM_SOURCE_URL).scheme not in {"http", "https"}:
        yield "LIAMM_SOURCE_URL is no address of the web. Begin it with https://."


def mail() -> Iterator[str]:
    """Whether the mail server takes our name and password, if one is set."""
    if not options.SMTP_HOST:
        if not settings.LIAMM_LOCAL_MAIL and not settings.DEMONSTRATION:
            yield "No mail server is set, so no mail leaves this machine. Set LIAMM_SMTP_HOST."
        return
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        get_connection("django.core.mail.backends.smtp.EmailBackend", timeout=10).open()
    except smtplib.SMTPAuthenticationError:
        yield f"The mail server {server} refuses our name. Check LIAMM_SMTP_USER and LIAMM_SMTP_PASSWORD."
    except (OSError, smtplib.SMTPException) as error:
        yield f"The mail server {server} does not answer ({error}). Check LIAMM_SMTP_HOST and LIAMM_SMTP_PORT."


def jobs() -> Iterator[str]:
    """Whether a worker is alive and keeps up."""
    now = clock.now()
    if not ProcrastinateWorker.objects.filter(last_heartbeat__gt=now - SILENCE).exists():
        yield "No worker is alive, so no mail leaves and nothing happens by itself. Run `liamm run` or `liamm worker`."
    late = ProcrastinateJob.objects.filter(status="todo", scheduled_at__lt=now - DELAY).count()
    if late:
        yield f"{late} jobs wait for more than ten minutes. Look at what the worker says, or start another one."


def letters() -> Iterator[str]:
    """Whether letters leave."""
    late = Message.objects.filter(state=MessageState.QUEUED, due_at__lt=clock.now() - DELAY).count()
    if late:
        yield f"{late} letters wait for more than ten minutes. Check the worker and the mail server."
    given_up = Message.objects.filter(state=MessageState.FAILED).order_by("-created_at")
    if last := given_up.first():
        yield f"{given_up.count()} letters were given up (last: {last.last_error[:150]}). Check their addresses."


def disk() -> Iterator[str]:
    """Whether there is room."""
    there = next(folder for folder in (options.VAR, *options.VAR.parents) if folder.is_dir())
    free = shutil.disk_usage(there).free
    if free < LEAST_FREE:
        yield f"Only {free // 1_000_000} MB are free for {options.VAR}. Make room, or set LIAMM_VAR to a larger disk."


def openness() -> Iterator[str]:
    """Whether what is meant for a demonstration could be reached from outside."""
    public = urlsplit(settings.LIAMM_PUBLIC_URL)
    if not is_local(public.hostname or "") and public.scheme != "https":
        yield "LIAMM_PUBLIC_URL is not https: codes and passwords travel in clear. Put a proxy with HTTPS before Liamm."
    if said := opened_to_all(options.HOST, settings.LIAMM_PUBLIC_URL, demonstration=settings.DEMONSTRATION):
        yield said


def names() -> Iterator[str]:
    """Whether something is set that nobody reads, or that cannot do what it is for."""
    yield from env.unknown(os.environ)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if not _is_address(sender):
        said = f"LIAMM_MAIL_FROM is « {settings.DEFAULT_FROM_EMAIL} », which holds no address: no letter can leave."
        yield f"{said} Write « Name <name@domain> »."
    for proxy in (one.strip() for one in options.PROXIES.split(",")):
        if proxy and not _is_network(proxy):
            yield f"LIAMM_PROXIES names « {proxy} », which is no address. Write IP addresses or networks, with commas."
    if (length := len(settings.SECRET_KEY)) < LEAST_KEY:
        said = f"LIAMM_SECRET_KEY holds {length} characters only, so links could be forged."
        yield f"{said} Draw {LEAST_KEY} at random, or unset it: one is made in the var folder."


def _is_address(said: str) -> bool:
    try:
        validate_email(said)
    except ValidationError:
        return False
    return True


def _is_network(said: str) -> bool:
    if said == "*":
        return True
    try:
        ip_network(said, strict=False)
    except ValueError:
        return False
    return True


IN_DATABASE = frozenset({"database", "charter", "jobs", "letters"})
"""What cannot be looked at without the database."""

POINTS: dict[str, Point] = {
    "settings": names,
    "database": database,
    "charter": charter,
    "files": files,
    "source": source,
    "mail": mail,
    "jobs": jobs,
    "letters": letters,
    "disk": disk,
    "openness": openness,
}
