"""Data to text: pure views of one masked document."""
