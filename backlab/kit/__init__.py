"""What a lab is: fields, values, panels, and how a page shows them. It knows nothing of backs."""
