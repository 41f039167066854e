"""PostgreSQL refuses to run as root; as root we start it as another account that can still reach its files."""

from __future__ import annotations

import ctypes
import os
import pwd
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_KEEPCAPS = 8
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_RAISE = 2
_CAPABILITY_VERSION_3 = 0x20080522
_CAP_DAC_OVERRIDE = 1
_CAP_DAC_READ_SEARCH = 2


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Word(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server: user and group ids."""

    uid: int
    gid: int


def server_account(data: Path) -> Account | None:
    """The account to become, or None when the present one will do.

    An existing folder of data keeps its owner, so that root can start what a person created.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def become(account: Account, needs: list[Path]) -> Callable[[], None]:
    """What a child of root calls between fork and exec.

    Where a folder on the way to `needs` is closed to others (such as /root), the account keeps root's right to pass
    through folders rather than us opening them to everybody.
    """
    closed = sys.platform == "linux" and any(not _open_to_all(path) for path in needs)

    def change() -> None:
        if closed:
            _LIBC.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0)
        os.setgroups([])
        os.setgid(account.gid)
        os.setuid(account.uid)
        if closed:
            _keep_right_of_way()

    return change


def _open_to_all(path: Path) -> bool:
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)


def _keep_right_of_way() -> None:
    """Raise the smallest right that lets one pass, as an ambient capability, which survives exec."""
    for capability in (_CAP_DAC_READ_SEARCH, _CAP_DAC_OVERRIDE):
        bit = 1 << capability
        header = _Header(_CAPABILITY_VERSION_3, 0)
        words = (_Word * 2)(_Word(bit, bit, bit), _Word(0, 0, 0))
        if _LIBC.capset(ctypes.byref(header), ctypes.byref(words)) == 0:
            _LIBC.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability, 0, 0)
            return
