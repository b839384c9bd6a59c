"""What people do about reuse."""

from exchange.reuse.actions.declare import change_reuse, declare_reuse, take_back_reuse
from exchange.reuse.actions.rule import rule_on

__all__ = ["change_reuse", "declare_reuse", "rule_on", "take_back_reuse"]
