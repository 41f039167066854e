"""Settings of the measures: the product's own, with the reference page among its addresses."""

from pathlib import Path

from liamm.site.settings import *

ROOT_URLCONF = "tests.bench.urls"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
LIAMM_FORMS_PER_HOUR = 1_000_000  # all that is measured comes from one connection
