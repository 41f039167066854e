"""What was tried on the pages whose figure misses its target: it goes with the figure, which stays in."""

_LIST = (
    "its SQL is kept, lines and filters are drawn once for the same words, columns instead of objects; what is left is"
)
NOTES: dict[str, str] = {
    "what the field says": f"{_LIST} eight queries: what became of each signal is followed to its decision and project",
    "team desk": f"{_LIST} five queries, one of them with three counts for each of thirty lines",
    "requests": f"{_LIST} six queries under the rights of the reader",
    "register of decisions": f"{_LIST} four queries and the frame",
    "search of the team": f"{_LIST} five queries, three of them to know who asks",
    "home of the team": (
        "SQL kept, lines of panels, stages and navigation drawn once; fifty narrow queries of twenty panels remain, "
        "le fil of what one follows, the sittings and who comes today half of it: fewer panels, or asked for apart"
    ),
    "week of the agenda": (
        "SQL kept, days and navigation drawn once; ten queries of as many sources and a hundred and forty bookings"
    ),
    "signal on the desk": "SQL kept; of the 400 latest that share a rare word the 120 nearest are weighed",
    "request": "SQL kept, answers drawn once for the same words, the gate read once; fourteen queries remain",
    "grid of a request": "SQL kept, each block drawn once for the same words; eleven queries remain",
    "decision": "SQL kept, the grid drawn once for the same words; the thread, the load and ten queries remain",
    "project": "SQL kept, columns instead of objects, le fil does not read the project again; thirteen queries remain",
    "file of a sitting": "six requests whole, gathered once for each state of the database, each drawn once",
    "file of a sitting, just changed": (
        "the same gathered anew, its SQL kept: 28 queries and six grids with their spreads; loads and blocks are put "
        "in words once for the same figures; below four times it would have to be several pages"
    ),
}
