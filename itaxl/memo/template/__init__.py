"""Templates from elsewhere: taken in without what acts, checked by name, bounded in cost."""
