"""What may be wrong with an installation, each said in one sentence with its mend."""
