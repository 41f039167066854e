"""Settings of the running product; every value comes from the environment (see docs/ops/settings.md)."""

from liamm.site.settings.apps import *
from liamm.site.settings.lab import *
from liamm.site.settings.security import *
from liamm.site.settings.sign_in import *
from liamm.site.settings.storage import *
