"""Forms of terrain: cleaning and wording, never writing."""
