"""The district's workbook: who is where, what is overdue by whom, what is to be mended."""
