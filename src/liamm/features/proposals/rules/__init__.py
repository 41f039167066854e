"""What is decided about proposals, apart from the database."""
