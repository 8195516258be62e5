"""Files onto the disk and from it: whole or not at all, over nothing by accident, through no link."""
