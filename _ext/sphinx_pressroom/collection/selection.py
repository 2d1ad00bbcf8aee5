"""Interim: the real module is being written."""
def selections(env): return {}
def select(sel, env): return []
