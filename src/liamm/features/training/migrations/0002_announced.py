"""What is announced is frozen with the seed, and several balances may be declared."""

from django.db import migrations, models


def freeze(apps, schema_editor):
    """What was promised of each selection, as its event still says it; the parts of who said nothing, as the list has them."""
    for selection in apps.get_model("training", "Selection").objects.select_related("event"):
        if selection.declared and selection.shares:
            selection.asked = [{"question": selection.declared, "answers": selection.shares}]
        if selection.state != "prepared":
            selection.announced = {"places": _places(apps, selection), "balances": _balances(apps, selection)}
        selection.save(update_fields=["asked", "announced"])


def _places(apps, selection):
    if selection.published:
        return selection.published["places"]
    seating = apps.get_model("events", "Seating").objects.get(event_id=selection.event_id, session=None)
    return seating.capacity


def _balances(apps, selection):
    hosts = list(apps.get_model("accounts", "Organisation").objects.filter(is_host=True).order_by("name"))
    found = []
    if selection.event.parity and hosts:
        names, keys = [one.name for one in hosts], [str(one.pk) for one in hosts]
        found.append({"key": "hôte", "values": names, "hosts": keys, "question": ""})
    if selection.declared and selection.shares:
        question = str(selection.declared_question)
        found.append({"key": selection.declared, "values": selection.shares, "hosts": [], "question": question})
    return [{**one, "part": _part(selection.published, place)} for place, one in enumerate(found)]


def _part(published, place):
    if not published or not published["applicants"] or len(published["balances"]) <= place:
        return [0, 1]
    targets = published["balances"][place]["targets"]
    unsaid = sum(one["values"][place] not in targets for one in published["applicants"])
    return [unsaid, len(published["applicants"])]


def thaw(apps, schema_editor):
    """The first balance that is declared; a second one is not kept."""
    for selection in apps.get_model("training", "Selection").objects.exclude(asked=[]):
        first = selection.asked[0]
        selection.declared, selection.shares = first["question"], first["answers"]
        asked = [one["question"] for one in selection.announced.get("balances", ()) if one["question"]]
        selection.declared_question = asked[0] if asked else None
        selection.save(update_fields=["declared", "shares", "declared_question"])


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial"), ("accounts", "0001_initial"), ("events", "0001_initial")]

    operations = [
        migrations.AddField(
            "selection", "asked", models.JSONField(blank=True, default=list, verbose_name="équilibres déclarés")
        ),
        migrations.AddField(
            "selection",
            "announced",
            models.JSONField(blank=True, default=dict, editable=False, verbose_name="ce qui est annoncé"),
        ),
        migrations.RunPython(freeze, thaw),
        migrations.RemoveField("selection", "declared"),
        migrations.RemoveField("selection", "shares"),
        migrations.RemoveField("selection", "declared_question"),
    ]
