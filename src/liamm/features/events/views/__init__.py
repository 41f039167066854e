"""Pages of events: read, prepare, register."""
