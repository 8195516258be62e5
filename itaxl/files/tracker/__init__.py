"""A new tracker workbook: its sheets, its macros, and the same as OpenDocument."""
