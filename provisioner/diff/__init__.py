"""Pairing resources and comparing attributes; pure."""
