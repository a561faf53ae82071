"""What the sampler does inside the target's test run."""
