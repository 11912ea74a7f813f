"""All versions of a story together: threads, routes hop by hop, consensus, lineage. See docs/journey.md."""
