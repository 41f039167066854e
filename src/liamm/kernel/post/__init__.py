"""Letters: written in the transaction of the act, sent after its commit, each saying why it came; and their answers."""
