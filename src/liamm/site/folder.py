"""The var folder: made when it is needed, or refused in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from liamm.kernel.env import ConfigurationError


@contextmanager
def written_in(var: Path) -> Iterator[Path]:
    """Make the folder unless it is there, and write in it as long as the block runs.

    Raises ConfigurationError when it cannot be made or written in.
    """
    try:
        var.mkdir(parents=True, exist_ok=True)
        yield var
    except (FileNotFoundError, FileExistsError, NotADirectoryError, PermissionError) as error:
        raise _refusal(var, error) from error
    except OSError as error:
        if error.filename is None:
            raise
        raise _refusal(var, error) from error


def _refusal(var: Path, error: OSError) -> ConfigurationError:
    said = (error.strerror or str(error)).lower()
    return ConfigurationError(
        f"Nothing can be written in {var} ({said}). Set LIAMM_VAR to a folder that this account may make and write in."
    )
