"""What the pages and the jobs of governance read."""
