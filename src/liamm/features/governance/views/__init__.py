"""The pages of governance: load, form, action, page."""
