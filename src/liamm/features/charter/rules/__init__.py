"""What the charter's own rules decide, without Django: its versions, and when the house is open."""
