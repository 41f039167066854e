"""What is kept around a signal: its author, the follow-up link, files, exchanges and the steps told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.terrain.models.signal import FieldSignal
from liamm.kernel.model import Model
from liamm.kernel.post.letters import Recipient
from liamm.kernel.storage import Kept


class Author(Model):
    """How the person who told a signal may be reached, apart from what was told, so that it can go alone."""

    signal = models.OneToOneField(FieldSignal, models.CASCADE, related_name="author")
    name = models.CharField(_("nom"), max_length=150, blank=True)
    mail = models.EmailField(_("courriel"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    language = models.CharField(max_length=5, default="fr")

    def __str__(self) -> str:
        return f"auteur {self.pk}"

    @property
    def recipient(self) -> Recipient:
        """Who gets the letters."""
        return Recipient(f"author:{self.signal_id}", self.mail, self.name, self.language)


class FollowLink(Model):
    """A secret link that opens the follow-up of a signal; only a digest of its token is kept."""

    signal = models.ForeignKey(FieldSignal, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"lien {self.pk}"


class SignalFile(Model):
    """A photo or a file given with a signal: for the team and its author only."""

    signal = models.ForeignKey(FieldSignal, models.CASCADE, related_name="files")
    path = models.CharField(max_length=200)
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"fichier {self.pk}"

    @property
    def kept(self) -> Kept:
        """As the storage knows it."""
        return Kept(self.path, self.name, self.media_type, self.size)


class LeftFile(Model):
    """A file that came with a mail and could not be taken: which, and why."""

    signal = models.ForeignKey(FieldSignal, models.CASCADE, related_name="left_files")
    why = models.CharField(max_length=500)

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"fichier laissé {self.pk}"


class Exchange(Model):
    """A message between the team and the author; `by` is empty when the author writes."""

    signal = models.ForeignKey(FieldSignal, models.CASCADE, related_name="exchanges")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    from_author = models.BooleanField()
    text = models.TextField()
    quoted = models.TextField(blank=True)

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"message {self.pk}"


class SignalStep(Model):
    """One step that concerns a signal, told once in one sentence; `url` leads to what the public may read of it.

    `passed` is the same for whoever passed the signal on, when it is said otherwise.
    """

    signal = models.ForeignKey(FieldSignal, models.CASCADE, related_name="steps")
    key = models.CharField(max_length=120)
    sentence = models.TextField()
    passed = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "key"], name="terrain_step_once")]
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.key

    @property
    def for_passer(self) -> str:
        """As it is said to whoever passed the signal on."""
        return self.passed or self.sentence
