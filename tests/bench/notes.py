"""What was tried on the pages whose figure misses its target: it goes with the figure, which stays in."""

NOTES: dict[str, str] = {}
