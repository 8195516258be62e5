"""What a memo says: an assessment as the variables of a template."""
