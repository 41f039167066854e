"""The charter as data."""
