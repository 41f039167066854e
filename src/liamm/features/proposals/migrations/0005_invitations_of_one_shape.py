"""One table for all invitations by mail: to carry, to help write, to appraise; of a link only a digest is kept.

Links that left before open nothing any more: their invitations stay in the list, to be sent again.
"""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import liamm.features.proposals.models.invitations

_FORWARD = """
UPDATE proposals_invitation SET
    role = CASE WHEN helper THEN 'helper' ELSE 'carrier' END,
    digest = replace(id::text, '-', ''),
    reply = CASE WHEN accepted_by_id IS NOT NULL THEN 'accepted' WHEN closed_at IS NOT NULL THEN 'taken_back' ELSE '' END
"""
_BACKWARD = """
DELETE FROM proposals_invitation WHERE role = 'appraiser';
UPDATE proposals_invitation SET helper = (role = 'helper')
"""


class Migration(migrations.Migration):
    dependencies = [("proposals", "0004_names_shown")]

    operations = [
        migrations.RenameModel("CarrierInvitation", "Invitation"),
        migrations.RemoveConstraint("invitation", "carrier_invited_once"),
        migrations.AddField(
            "invitation",
            "role",
            models.CharField(
                choices=[
                    ("carrier", "porter la demande"),
                    ("helper", "aider à l’écrire"),
                    ("appraiser", "donner son avis"),
                ],
                default="carrier",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "invitation",
            "version",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="proposals.proposalversion",
            ),
        ),
        migrations.AddField(
            "invitation", "name", models.CharField(blank=True, max_length=150, verbose_name="nom", default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "invitation", "digest", models.CharField(editable=False, max_length=64, default=""), preserve_default=False
        ),
        migrations.AddField(
            "invitation",
            "expires_at",
            models.DateTimeField(default=liamm.features.proposals.models.invitations.term),
        ),
        migrations.AddField(
            "invitation",
            "reply",
            models.CharField(
                blank=True,
                choices=[
                    ("accepted", "acceptée"),
                    ("declined", "déclinée"),
                    ("aside", "déport déclaré"),
                    ("taken_back", "reprise"),
                ],
                max_length=10,
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "invitation",
            "words",
            models.TextField(blank=True, verbose_name="le lien d’intérêts", default=""),
            preserve_default=False,
        ),
        migrations.RunSQL(_FORWARD, _BACKWARD),
        migrations.RemoveField("invitation", "helper"),
        migrations.AlterField("invitation", "digest", models.CharField(editable=False, max_length=64, unique=True)),
        migrations.AddConstraint(
            "invitation",
            models.UniqueConstraint(
                models.F("proposal"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(closed_at__isnull=True),
                name="invited_once",
            ),
        ),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=models.Q(role="appraiser", version__isnull=False)
                | (~models.Q(role="appraiser") & models.Q(version__isnull=True)),
                name="invited_to_appraise_a_version",
            ),
        ),
    ]
