"""Finding things: one index table, one query, under the rights of who asks (see `index`)."""
