"""What models run on and what is kept between runs: engines, devices, digests, the cache on disk. Knows no text."""
