"""A text -> its sentences, its language, and what of it belongs to the page around the story."""
