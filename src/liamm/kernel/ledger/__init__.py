"""What happened: facts recorded by actions, in an append-only, hash-chained register.

Features use `Fact`, `record` and `reacts_to`; the chain is sealed after commit by one pulse of the worker.
"""
