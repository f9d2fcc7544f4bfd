"""Stations: which screens a PC shows, wired to their presenters and to one another's wishes."""
