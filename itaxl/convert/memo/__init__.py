"""An earlier memo (.docx) into a draft."""
