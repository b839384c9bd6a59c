"""What every installation begins with: the directory, the categories, the subject vocabulary."""

from exchange.serve.reference.loading import load

__all__ = ["load"]
