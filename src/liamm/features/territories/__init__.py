"""The reference table of French territories: communes, EPCI, départements and régions, found as people write them.

It is data of the product, shipped with its source and licence; features point to it and never copy a name.
"""
