"""What the program knows of words: forms, opposites, names, numbers, negation; a pair read once for all rules."""
