"""What a déroulé says of the clock, without Django: planned times, and what becomes of them on the day."""
