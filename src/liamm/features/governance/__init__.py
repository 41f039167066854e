"""Bodies, sittings and decisions: a short, published, argued way to yes or no; a decision opens a project."""
