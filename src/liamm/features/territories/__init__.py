"""Communes, intercommunalities, départements and regions: the reference table everything local points to."""
