"""What pages and upper features read of terrain."""

from liamm.features.terrain.queries.authors import SIGNAL, authors_of, community_node, problem_node, signal_node

__all__ = ["SIGNAL", "authors_of", "community_node", "problem_node", "signal_node"]
