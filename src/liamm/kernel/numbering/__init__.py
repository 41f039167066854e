"""Readable references such as `D-2026-041`: one series per letter and year, never two alike."""
