"""What was tried on the pages whose figure misses its target: it goes with the figure, which stays in."""

_LIST = "lines and filters are drawn once for the same words, columns instead of objects; what is left is"
NOTES: dict[str, str] = {
    "what the field says": f"{_LIST} eight queries: what became of each signal is followed to its decision and project",
    "team desk": f"{_LIST} five queries, one of them with three counts for each of thirty lines",
    "requests": f"{_LIST} six queries under the rights of the reader",
    "register of decisions": f"{_LIST} four queries and the frame",
    "search of the team": f"{_LIST} five queries, three of them to know who asks",
    "home of the team": "thirty queries for twelve panels, each narrow; an index of what concerns whom is left to try",
    "signal on the desk": "likeness compares 400 signals, bounded, words only for those shown; fifteen queries remain",
    "request": "answers are drawn once for the same words, the gate read once; thirteen queries remain",
    "grid of a request": "each block is drawn once for the same words; eleven queries remain",
    "decision": "the kept grid is drawn once for the same words; the thread, the load and ten queries remain",
    "project": "columns instead of objects, le fil does not read the project again; thirteen queries remain",
    "file of a sitting": "six requests whole, gathered once for each state of the database, each drawn once",
    "file of a sitting, just changed": (
        "the same gathered anew: 27 queries and six grids with their spreads; below four times it would have to be "
        "several pages"
    ),
}
