"""Projects and actions: hosts, team, terrains in dated phases, reciprocal commitments, journal, followers.

A project opens by a decision and by no other door; what was dated stays dated: phases are only added and ended.
"""
