"""Governance: bodies and mandates, sittings and their files, decisions, their public register and its proof.

A decision is written twice (in full, and for everyone), read by someone else, published for ever, and opens a project.
"""
