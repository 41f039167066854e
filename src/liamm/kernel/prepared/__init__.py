"""Reads whose SQL is written once and served to everybody: only the values change from one call to the next.

Django writes the SQL of a queryset anew at each request, which costs four times what PostgreSQL and the driver do with
it. `@prepared` keeps it: the first call builds the queryset with placeholders instead of the values, the next ones put
their own values in. Who asks is part of it: what a policy looks at in an actor (`known`) chooses the statement, and
what it finds there are values. `add` keeps the INSERT of a table likewise. ADR 0007 says why.
"""

from liamm.kernel.prepared.actors import forget, known
from liamm.kernel.prepared.adding import add, add_all
from liamm.kernel.prepared.beside import give
from liamm.kernel.prepared.listing import Listed
from liamm.kernel.prepared.reads import Rows, prepared

__all__ = ["Listed", "Rows", "add", "add_all", "forget", "give", "known", "prepared"]
