"""Configuration as code for 8x8 Contact Center's Chat Gateway."""

__version__ = "0.1.0"
