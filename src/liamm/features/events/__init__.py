"""Events of the house and who comes: planned with their rooms, open to everybody, no place given twice."""
