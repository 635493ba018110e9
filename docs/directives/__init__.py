"""What the documentation is made of beside its pages: the knowledge, and the notebooks."""
