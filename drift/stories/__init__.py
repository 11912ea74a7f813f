"""Files and strings -> stories: formats, encodings, folders, normalisation."""
