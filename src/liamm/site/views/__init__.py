"""Pages that belong to no feature."""
