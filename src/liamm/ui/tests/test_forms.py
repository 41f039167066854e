from datetime import date, datetime, time

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from liamm.ui.forms import CheckCards, ChoiceCards, DayInput, FilesField, HourInput, MomentInput


class EveryForm(forms.Form):
    name = forms.CharField(label="Nom", help_text="Le vôtre.")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(
        label="Genre", choices=[("a", "Un"), ("b", "Deux")], widget=ChoiceCards(hints={"a": "Le <premier>"})
    )
    some = forms.MultipleChoiceField(label="Plusieurs", choices=[("x", "X")], widget=CheckCards(), required=False)
    agreed = forms.BooleanField(label="D’accord")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class PapersForm(forms.Form):
    papers = FilesField(label="Pièces")


def test_what_is_needed_is_said_in_words():
    text = str(EveryForm())
    assert text.count("(obligatoire)") == 3
    assert text.count("(facultatif)") == 2
    assert 'id="erreurs"' not in text


def test_help_and_errors_are_tied_to_their_field():
    text = str(EveryForm({"secret": "x"}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    assert 'id="id_name_error"' in text
    assert 'href="#id_name"' in text
    assert "Il reste 3 points à voir" in text
    assert text.index('id="erreurs"') < text.index('for="id_name"')


def test_a_choice_explains_itself_and_its_link_leads_to_it():
    text = str(EveryForm({}))
    assert "Le &lt;premier&gt;" in text
    assert "choices cards" in text
    target = text.split('href="#id_kind')[1].split('"', maxsplit=1)[0]
    assert f'id="id_kind{target}"' in text


def test_an_error_of_the_whole_form_is_in_the_summary():
    form = EveryForm({"name": "A", "kind": "a", "agreed": "on"})
    form.add_error(None, "Les deux ne vont pas ensemble.")
    text = str(form)
    assert "Il reste un point à voir" in text
    assert "Les deux ne vont pas ensemble." in text


def test_files_that_are_empty_are_named():
    def refused(*names):
        files = [SimpleUploadedFile(name, b"") for name in names]
        form = PapersForm({}, MultiValueDict({"papers": [SimpleUploadedFile("a.txt", b"a"), *files]}))
        return form.errors["papers"][0].replace("\u00a0", " ").replace("\u202f", " ")

    assert refused("vide.txt") == "« vide.txt » est vide."
    assert refused("un.txt", "deux.txt") == "« un.txt », « deux.txt » sont vides."


def test_several_files():
    files = [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]
    form = PapersForm({}, MultiValueDict({"papers": files}))
    assert form.is_valid()
    assert [one.name for one in form.cleaned_data["papers"]] == ["a.txt", "b.txt"]
    assert "multiple" in str(form["papers"])
    assert "liamm-files" in str(form["papers"])


def test_files_may_be_needed_or_not():
    assert not PapersForm({}).is_valid()
    form = PapersForm({})
    form.fields["papers"].required = False
    form.full_clean()
    assert form.cleaned_data["papers"] == []


def test_days_and_hours_use_the_controls_of_the_browser():
    assert 'type="date" name="d" value="2026-11-26"' in DayInput().render("d", date(2026, 11, 26))
    assert 'type="time" name="h" value="14:30"' in HourInput().render("h", time(14, 30))
    moment = MomentInput().render("m", datetime(2026, 11, 26, 14, 30))  # noqa: DTZ001  # as a browser gives it
    assert 'type="datetime-local" name="m" value="2026-11-26T14:30"' in moment
