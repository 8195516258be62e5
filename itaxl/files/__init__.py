"""Excel files that we write: new trackers, checked copies of somebody's, the district's workbook."""
