"""Files that a publication has: written when what they show has changed, deleted when it is gone."""
