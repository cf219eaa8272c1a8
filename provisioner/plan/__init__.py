"""What apply would do, and the guards that may refuse it."""
