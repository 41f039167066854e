"""Projects and actions: hosts, team, terrains in dated phases, reciprocal commitments, journal."""
