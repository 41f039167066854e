"""People and organisations, how they sign in and what they may show of themselves.

A person has no "level": the software's duties (team, head, administration) are apart from every role of the charter.
"""
