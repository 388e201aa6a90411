"""A body in; a safe and self-contained body out."""
