"""A spasm as a scene: a person who lifts a box, the muscle beside the spine, and one fibre of it."""
