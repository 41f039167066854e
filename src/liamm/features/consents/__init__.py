"""Who consented to what being shown of them: for which thing, how it was obtained, and whether it was taken back."""
