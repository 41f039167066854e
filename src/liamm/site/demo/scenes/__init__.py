"""The scenes of the demonstration, in the order in which they happened."""
