"""Proofs that take long: bin/prove runs them, bin/test does not."""
