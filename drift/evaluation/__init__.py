"""Several systems' translations of the same segments: how far each drifted, and which differences are more than chance."""
