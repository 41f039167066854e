"""What terrain decides without knowing Django: personal data in a text, likeness, states, tables and mails."""
