"""Asking the web whether evidence opens: few at a time, within limits, never a machine of this network."""
