"""One verb a file, plain functions usable without the command line."""
