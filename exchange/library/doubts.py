"""What may be right and is to be looked at: asked about, never refused."""

from decimal import Decimal

from exchange.library.body import Body
from exchange.library.boxes import is_far_from
from exchange.library.content import Content
from exchange.text import numbers
from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

_SLACK = Decimal("0.01")  # of the total: amounts are rounded


def money_doubt(body: Body) -> Lazy | None:
    """That the parts of the money come to more than the total; or to less, where there are several
    and each is known."""
    amounts = [one.amount for one in body.funding if one.amount is not None]
    if body.cost is None or not amounts:
        return None
    total, come_to = body.cost.amount, sum(amounts, Decimal(0))
    is_whole = len(body.funding) == len(amounts) > 1
    is_less = is_whole and come_to < total * (1 - _SLACK)
    if come_to <= total * (1 + _SLACK) and not is_less:
        return None
    return _l(
        "The parts of the money come to %(sum)s, the total cost is %(total)s. Are these amounts"
        " right?",
        sum=numbers.amount(come_to),
        total=numbers.amount(total),
    )


def is_in_doubt(section: str, content: Content) -> bool:
    """Whether what is kept in this section is to be looked at."""
    if section == "where":
        return is_far_from(content.countries, content.latitude, content.longitude)
    return section == "money" and money_doubt(content.body.of_kind(content.kind)) is not None
