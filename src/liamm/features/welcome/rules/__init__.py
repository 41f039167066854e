"""What is decided about guests, moments and codes, without Django."""
