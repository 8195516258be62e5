"""Excel files that the program makes: a new tracker, the checked copy of somebody's, the district's workbook."""
