"""Who comes into the house and how they get in: guests asked by mail, what they read, the codes that open a while."""
