"""Excel files that the program makes: a new tracker, a checked copy, the workbook of a district."""
