"""Places in trainings, given fairly: applications read by two people, a list that anybody can recompute, appeals."""
