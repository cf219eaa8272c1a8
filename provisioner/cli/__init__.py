"""From argv to exit code."""
