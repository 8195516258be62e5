"""The sheets of a district, each made from the desk."""
