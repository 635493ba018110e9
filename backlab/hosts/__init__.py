"""Where labs live: each module shows any lab somewhere. With what serves pages, the only floor that needs Jupyter."""
