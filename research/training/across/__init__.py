"""Records for the model that judges across languages: people's judgement, and changes by rule on either side."""
