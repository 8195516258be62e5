"""Excel files: any workbook into grids, and outputs onto the disk without harming what stands there."""
