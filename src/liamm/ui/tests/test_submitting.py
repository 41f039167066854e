from django import forms

from liamm.kernel.actions import DomainError
from liamm.ui.submitting import attempt


class NameForm(forms.Form):
    name = forms.CharField()


def refuse(field=None):
    def act():
        raise DomainError("Ce nom est pris.", nearest="Ajoutez un prénom.", field=field)

    return act


def test_a_valid_form_does_the_act():
    tried = attempt(NameForm({"name": "Anne"}), lambda: 3)
    assert tried.done
    assert tried.result == 3


def test_an_invalid_form_does_nothing():
    assert not attempt(NameForm({}), refuse()).done


def test_a_refusal_comes_back_with_what_was_typed():
    form = NameForm({"name": "Anne"})
    tried = attempt(form, refuse("name"))
    assert tried.refusal.nearest == "Ajoutez un prénom."
    assert form.errors["name"] == ["Ce nom est pris."]
    assert form["name"].value() == "Anne"


def test_a_refusal_of_the_whole_is_not_tied_to_a_field():
    form = NameForm({"name": "Anne"})
    assert not attempt(form, refuse()).done
    assert not form.errors
