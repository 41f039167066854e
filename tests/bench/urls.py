"""The product's addresses and the reference page beside them."""

from __future__ import annotations

from django.urls import path

from liamm.site.urls import urlpatterns as of_the_product
from tests.bench.reference import reference

urlpatterns = [path("reference/", reference), *of_the_product]
