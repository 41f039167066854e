from django.core import signing

from liamm.kernel.model import uuid7
from liamm.kernel.tokens import read_token, token_for


def test_a_token_opens_one_thing_for_one_purpose():
    key = uuid7()
    token = token_for(key, "liamm.essai")
    assert read_token(token, "liamm.essai") == key
    for cut in (token[:-1], token[1:], "", "x", f"{token}/"):
        assert read_token(cut, "liamm.essai") is None
    assert read_token(token, "liamm.autre") is None


def test_what_is_signed_but_no_key_opens_nothing():
    for other in ("douze", 12, [str(uuid7())], None):
        assert read_token(signing.dumps(other, salt="liamm.essai"), "liamm.essai") is None
