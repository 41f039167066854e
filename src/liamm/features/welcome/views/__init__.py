"""The pages of the welcome."""
