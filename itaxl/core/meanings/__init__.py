"""What offices call things: one vocabulary and one reader of it, for tables, memos and trackers."""
