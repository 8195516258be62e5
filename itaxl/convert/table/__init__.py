"""A table of an older workbook, read column by column into a draft of a tracker."""
