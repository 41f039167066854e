"""Filters of the pages of accounts."""
