"""All the tags and filters of the house under one name: `{% load liamm %}`."""

from django import template

from liamm.ui.tags import frame, lists, moments, words

register = template.Library()
for part in (words, moments, frame, lists):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
