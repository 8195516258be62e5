"""The district officer's workbook, from which a whole district is done: a tracker of trackers."""
