"""Composition root: settings, addresses, commands and the pages that join features."""
