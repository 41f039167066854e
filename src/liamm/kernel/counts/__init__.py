"""What is counted for an hour and shared by all processes: tries of sign-in, sendings of public forms, codes used."""
