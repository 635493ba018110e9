"""Practice without end: pairs of example patients that differ in one answer, from the rules; told, asked, exported.

All of it is pure: the same point and number are the same pair anywhere, and no clock is read here.
"""
