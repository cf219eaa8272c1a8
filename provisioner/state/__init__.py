"""Bindings and journal: what is remembered between runs."""
