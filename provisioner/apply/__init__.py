"""Carrying a plan out: Plan and Writer in, events out."""
