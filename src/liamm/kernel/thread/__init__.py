"""Le fil: typed links between things of different features, walked in both directions."""
