"""The forms of requests: cleaning and wording, nothing kept here."""
