"""Requests (demandes): clarification, co-writing, immutable versions, and the user-first grid with its appraisals."""
