"""What decides of a booking, without Django: what was asked, what it breaks, and the nearest things possible."""
