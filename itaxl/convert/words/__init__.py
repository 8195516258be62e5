"""What offices call things: one vocabulary and one reader of statuses, marks and dates, for tables and memos."""
