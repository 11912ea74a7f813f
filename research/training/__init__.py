"""How the drift models are made: records from people's annotations, synthetic changes, training, measuring, export.

Nothing here is needed to run the program; it needs spaCy, lemminflect and WordNet's files besides.
"""
