"""What commitments decide, apart from the database."""
