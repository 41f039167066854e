"""`python -m liamm` is the `liamm` command."""

from __future__ import annotations

import sys

from liamm.site.command import main

sys.exit(main())
