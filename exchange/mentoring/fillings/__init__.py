"""What mentoring puts on pages of others."""

from exchange.mentoring.fillings import clock

__all__ = ["clock"]
