"""The vendor's API on loopback, built from the vendor's document alone."""
