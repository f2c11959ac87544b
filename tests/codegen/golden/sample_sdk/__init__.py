"""What the generator makes of the small specifications beside this package."""
