"""Déroulés: how a workshop unfolds, block after block, on paper beforehand and as it happens."""
