"""The shape of each binding: frozen pydantic models, one module a subject."""
