"""Measures on a large laboratory: `make bench`, or `QUICK=1 make bench` for a small one.

Speed and memory are never asserted in tests: they are measured here, against the reference page in the same run.
"""
