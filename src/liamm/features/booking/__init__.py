"""Rooms of the house and who takes them when: asked, decided at once by the charter's rules, never two in one room."""
