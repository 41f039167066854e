"""Circles of people (community, project, body, the lab itself) and the one answer to "who may see this?".

Everything that can be shared belongs to a Space and carries an audience: public, community, space or private.
"""
