"""What provisioner costs beside a bare client that makes the same calls; run with `python -m benchmarks`."""
