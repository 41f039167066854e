"""Real processes, started, stopped and killed."""
