"""What people engage, for what and until when, and what the lab can carry each month."""
