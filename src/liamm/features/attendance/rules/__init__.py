"""What the day decides, without Django: which gesture on which phone stands."""
