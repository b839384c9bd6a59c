from flask import current_app, redirect, render_template
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.moderation.rules import RULES
from exchange.pages.meetings import MEETINGS
from exchange.pages.views.blueprint import pages
from exchange.people.consent import RULES_VERSION
from exchange.people.queries import by_country, organisation_list
from exchange.web.addresses import current_code
from exchange.web.guest_pages import kept_for_guests


@pages.get("/about")
@open_to(Audience.EVERYONE)
def about() -> ResponseReturnValue:
    """Whoever shortens an address, or types one by heart, comes to the first page of About."""
    return redirect(f"/{current_code()}/about/project")


@pages.get("/about/project", endpoint="about_project")
@open_to(Audience.EVERYONE)
@kept_for_guests("about")
def show_project() -> ResponseReturnValue:
    """Whoever wonders what ALTER was learns it in a minute."""
    return render_template("pages/about/project.html")


@pages.get("/about/partners", endpoint="about_partners")
@open_to(Audience.EVERYONE)
@kept_for_guests("about")
def show_partners() -> ResponseReturnValue:
    """Whoever wonders who is behind it finds the nine organisations."""
    organisations = by_country(organisation_list(), current_code())
    return render_template("pages/about/partners.html", organisations=organisations)


@pages.get("/about/meetings", endpoint="about_meetings")
@open_to(Audience.EVERYONE)
@kept_for_guests("about")
def show_meetings() -> ResponseReturnValue:
    """Whoever was there, or cites it, finds when and where."""
    return render_template("pages/about/meetings.html", meetings=MEETINGS)


@pages.get("/about/rules", endpoint="about_rules")
@open_to(Audience.EVERYONE)
@kept_for_guests("about")
def show_rules() -> ResponseReturnValue:
    """Whoever writes here learns what holds."""
    return render_template("pages/about/rules.html", rules=RULES, version=RULES_VERSION)


@pages.get("/about/privacy", endpoint="about_privacy")
@open_to(Audience.EVERYONE)
@kept_for_guests("about")
def show_privacy() -> ResponseReturnValue:
    """Whoever joins learns what is kept of them."""
    return render_template("pages/about/privacy.html", operator=_operator())


@pages.get("/about/accessibility", endpoint="about_accessibility")
@open_to(Audience.EVERYONE)
@kept_for_guests("about")
def show_accessibility() -> ResponseReturnValue:
    """Whoever cannot use a page learns whom to tell."""
    return render_template("pages/about/accessibility.html", operator=_operator())


@pages.get("/about/disclaimer", endpoint="about_disclaimer")
@open_to(Audience.EVERYONE)
@kept_for_guests("about")
def show_disclaimer() -> ResponseReturnValue:
    """Whoever cites a page learns who answers for it."""
    return render_template("pages/about/disclaimer.html")


def _operator() -> object:
    """Who runs this installation; None while it is not yet named."""
    return current_app.extensions["settings"].operator
