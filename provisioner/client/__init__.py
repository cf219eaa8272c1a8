"""One tenant over HTTP."""
