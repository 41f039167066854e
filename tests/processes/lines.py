"""The lines of people to a house that runs, and what a process that knows Django does and tells of it."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import httpx

from liamm.site.postgres import leftover
from tests.processes.house import ROOT, House

_PLAIN = ssl.create_default_context()  # made once: httpx would make one for each line, even a plain one


def near(network: int, number: int) -> str:
    """The address from which somebody comes: each has their own."""
    return f"10.{network}.{number // 256}.{number % 256}"


def line(
    house: House, *, near: str = "", cookies: Mapping[str, str] | None = None, timeout: float = 120
) -> httpx.Client:
    """A line of somebody who reads French, to be closed by whoever opens it; `timeout` in seconds."""
    headers = {"Accept-Language": "fr", **({"X-Forwarded-For": near} if near else {})}
    return httpx.Client(
        base_url=house.address,
        headers=headers,
        cookies=dict(cookies or {}),
        timeout=timeout,
        trust_env=False,
        verify=_PLAIN,
    )


def told(house: House, module: str, call: str, *, timeout: float = 120) -> Any:
    """What a call prints last, as JSON, from a process that knows Django; `timeout` in seconds."""
    server = leftover.running(house.var / "postgres")
    assert server is not None
    words = f"import django; django.setup(); from tests.processes import {module}; {module}.{call}"
    done = subprocess.run(
        [sys.executable, "-c", words],
        cwd=ROOT,
        env=house.environment | {"LIAMM_DATABASE_URL": server.url, "DJANGO_SETTINGS_MODULE": "liamm.site.settings"},
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
