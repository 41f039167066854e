"""Forms of governance: cleaning and wording, never writing."""
