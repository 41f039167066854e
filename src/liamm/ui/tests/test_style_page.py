"""The style page: the whole design system on one page, rendered without leftovers."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_the_style_page_shows_everything_without_any_query(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        page = client.get("/style/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Carnet de style" in text
    assert 'class="stamp deferred"' in text
    assert "Il reste" in text
