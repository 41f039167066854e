"""The demonstration lab: fictitious people on real territories, made only through the product's own actions."""
