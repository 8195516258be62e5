"""The tables of findings and roll-up on sheets that people write on, too: planned once for all who write."""
