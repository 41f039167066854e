"""The pages of déroulés."""
