"""What this package costs, beside what others cost, measured in one run."""
