"""What the office knows, as pure functions: values in, values out; no I/O, no clock."""
