"""The tags and filters of templates, by what they speak of; `{% load liamm %}` gives them all."""
