"""Versions held against each other: which sentences belong together, who judges them, and long passages in windows."""
