from flask import render_template, request
from flask.typing import ResponseReturnValue

from exchange.forum import queries
from exchange.forum.views.blueprint import forum
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.people.login import current_actor
from exchange.people.policy import may_see_profiles
from exchange.web.forms import given, whole_number
from exchange.web.limits import limited

LONGEST_NAME = 80
LOOKS = "60/minute"


@forum.get("/people/find")
@open_to(Audience.SIGNED_IN)
@limited("find people", LOOKS, methods=("GET",))
def find_people() -> ResponseReturnValue:
    """Whoever wants to mention somebody finds them, and what to write."""
    actor = current_actor()
    require(may_see_profiles(actor))
    asked = given("q", LONGEST_NAME)
    at = {name: whole_number(request.args.get(name)) for name in ("thread", "category")}
    found = queries.people_to_mention(actor, asked, at["thread"], at["category"])
    if "quietly" in request.args:  # a page asks while its reader types
        return render_template("forum/found_people.html", found=found)
    return render_template("forum/find_people.html", asked=asked, found=found, **at)
