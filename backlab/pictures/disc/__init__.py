"""A herniated disc: cut across, in the body of somebody who lies down, on the map of the leg, and against time."""
