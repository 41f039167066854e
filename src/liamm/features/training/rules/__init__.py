"""What decides who has a place, without Django; `verify_selection` stands alone, for whoever wants to check."""
