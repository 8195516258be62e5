"""The checked copy of somebody's workbook: coloured, with its findings, and without what runs."""
