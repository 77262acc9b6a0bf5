"""A sample that is published by an example workflow."""
