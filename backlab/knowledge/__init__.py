"""What we know: data only, as typed Python objects. Nothing here decides; everything here names its sources."""
