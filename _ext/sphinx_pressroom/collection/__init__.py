"""Releases together: selections, archives, neighbours, and what a page shows of others."""
