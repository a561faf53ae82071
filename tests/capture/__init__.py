"""The sampler in real test runs."""
