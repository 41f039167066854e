"""The mails of a demonstration: taken by a server on this machine, kept as files, read at /courrier-local/."""
