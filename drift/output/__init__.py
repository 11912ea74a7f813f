"""Results as rows, files and pages; what is read back again."""
