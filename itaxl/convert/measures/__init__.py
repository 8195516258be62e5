"""A measure from the cells that a table or a memo has for it: one reader for both doors."""
