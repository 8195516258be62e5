"""A template compiled once and pressed many times: what docxtpl would give, byte for byte, sooner."""
