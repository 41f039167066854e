"""What was tried on the pages whose figure misses its target: it goes with the figure, which stays in."""

_LIST = "lines are plain columns, widgets and frame are drawn flat; what is left is Django's templates and queries"
NOTES: dict[str, str] = {
    "what the field says": f"{_LIST}: six queries, twelve texts of 240 signs and two more lists beside them",
    "team desk": f"{_LIST}: thirty lines and eight filters; counts are asked for the lines shown only",
    "requests": f"{_LIST}: thirty lines, each with its state and its day",
    "home of the team": "some thirty queries for twelve panels, each narrow now; one query for several is left to try",
    "signal on the desk": "likeness compares 400 signals, bounded; a stem is counted up to 500; merges are read if any",
    "request": "le fil no longer reads the request again; twenty answers and sixteen queries remain",
    "grid of a request": "opinions are read as rows; eighty arguments, each a component, remain",
    "decision": "the kept grid is drawn once for the same words; the thread, the load and ten queries remain",
    "project": "13 queries instead of 15, columns instead of objects, le fil no longer reads the project again",
    "file of a sitting": (
        "six requests whole, each drawn once for the same words, read in 26 queries instead of 29, load added up by "
        "the database: a fifth of its first cost; below four times it would have to be several pages"
    ),
}
