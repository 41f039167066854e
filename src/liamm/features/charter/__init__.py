"""The charter as data: versions, articles and the typed bindings that every rule of the house is read from."""
