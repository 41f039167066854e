"""One folder per capability, on layers; imports only go down."""
