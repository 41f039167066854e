"""The reasoning of governance, pure: facts in, verdict out."""
