"""Pure decisions about events: no Django here."""
