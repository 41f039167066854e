"""The pages of selections."""
