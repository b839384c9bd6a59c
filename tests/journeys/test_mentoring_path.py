"""A question with a promise, from asking to what came of it, with time moved forward: an asker, two
mentors and a coordinator, in four languages. On a site of its own, for its clock runs ahead."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from exchange.forum.models import Category, Post, Thread
from exchange.kernel.db import db
from exchange.kernel.worker import sweep
from exchange.mentoring.actions.promises import set_promise
from exchange.mentoring.models import CategoryPromise, FollowUp
from exchange.people.actor import Actor
from exchange.tags.actions import set_expertise
from tests.factories import a_mentor, a_mentoring_coordinator, a_person, an_admin, an_organisation
from tests.journeys.site import Site, served
from tests.journeys.walker import Keyboard, Walker, WithoutScript
from tests.journeys.windows import Windows

pytestmark = pytest.mark.browser

TITLE = "Ко плаћа прилаз млекари у нашем селу?"
BODY = "Задруга гради млекару, а прилазни пут је општински. Ко га код вас плаћа?"
NEEDS = "Yolun sahibi kim, belediye mi?"
TOLD = "Пут је општински, имамо то и написмено."
ANSWER = "Kod nas prilaz plaća općina, a zadruga ga održava deset godina."
WORKED = "Општина је пут уврстила у план."
MONDAY = datetime(2027, 3, 1, 9, tzinfo=UTC)
TELEPHONE = 390
Walk = Callable[..., Walker]


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("mentoring") / "data") as site:
        yield site


@pytest.fixture(params=["by keyboard", "without script"])
def walk(request: pytest.FixtureRequest, chromium: Browser, apart: Site) -> Iterator[Walk]:
    windows = Windows(chromium, apart)

    with windows.lent() as browse, apart.app.app_context():

        def start(code: str, who: Actor) -> Walker:
            walker: Walker
            if request.param == "by keyboard":
                walker = Keyboard(browse(who, TELEPHONE, reduced_motion="reduce"))
            else:
                walker = WithoutScript(browse(who, TELEPHONE, java_script_enabled=False))
            walker.open(f"/{code}/")
            return walker

        yield start


@pytest.fixture
def later(apart: Site, it_is: Callable[[datetime], None]) -> Callable[[timedelta], None]:
    """`later(timedelta(days=3))` since Monday, and the worker has done its work."""

    def move(passed: timedelta) -> None:
        it_is(MONDAY + passed)
        apart.deliver()
        sweep()
        apart.deliver()

    return move


def newest(row: type[Thread] | type[Post] | type[FollowUp], **which: object) -> int:
    db.session.rollback()
    found = select(row.id).filter_by(**which).order_by(row.id.desc())
    return db.session.scalars(found).first() or 0


def last_mail(apart: Site, to: Actor) -> str:
    """The words of the newest mail to somebody."""
    mails = [message_from_bytes(file.read_bytes(), policy=default) for file in apart.mails()]
    address = apart.mail_address(to)
    mail = next(one for one in reversed(mails) if f"<{address}>" in str(one["to"]))
    body = mail.get_body(("plain",))
    assert body
    return f"{mail['subject']}\n{body.get_content()}"


def reply(who: Walker, words: str) -> None:
    """With script the page is loaded anew after its address has changed."""
    who.fill("Your reply", words)
    who.press("Post reply")
    who.page.locator("article").get_by_text(words).first.wait_for()


def promise(days: int) -> Category:
    category = db.session.scalars(
        select(Category).where(Category.is_room.is_(False)).order_by(Category.position)
    ).first()
    assert category
    set_promise(an_admin(), category.id, days=days, version=_version_of(category.id))
    return category


def _version_of(category_id: int) -> int:
    row = db.session.get(CategoryPromise, category_id)
    return row.edit_version if row else 0


def test_a_question_is_routed_promised_handed_over_answered_and_worked(
    apart: Site, walk: Walk, later: Callable[[timedelta], None]
) -> None:
    later(timedelta())
    serbian = ["sr", "sr-latn", "tr"]
    asker = a_person("Јелена Радуловић", organisation=an_organisation(), timezone="Europe/Belgrade")
    ayse = a_mentor(f"Ayşe {asker.id}", reads=serbian, timezone="Europe/Istanbul")
    ivo = a_mentor(f"Ivo {asker.id}", reads=["hr", "sr"], timezone="Europe/Zagreb")
    rasa = a_mentoring_coordinator("Rasa Ozoliņa", reads=["lv", "sr"], timezone="Europe/Riga")
    set_expertise(ivo, ["leader"])
    category = promise(5)

    me = walk("sr", asker)
    me.open("/sr/ask")
    me.fill("Your question in one sentence", TITLE)
    me.choose("A question")
    me.pick("Category", category.names["sr"])
    me.fill("What one should know to answer", BODY)
    me.press("Post")
    thread = newest(Thread)
    me.sees("Answer promised by: %(day)s", day="понедељак, 8. март 2027.")
    apart.deliver()

    hers = walk("tr", ayse)
    hers.menu("Your desk")
    hers.sees("You are asked whether you take these")
    hers.sees(TITLE)
    hers.press("I take it", TITLE)
    hers.sees("You have this question now. Thank you.")
    hers.sees("You have these")
    apart.deliver()
    me.open("/sr/desk")
    me.sees("A mentor has it:")
    me.sees(ayse.name)

    later(timedelta(days=1))
    hers.open(f"/tr/threads/{thread}")
    hers.follow("Ask the asker for more")
    hers.fill("What do you need to know?", NEEDS)
    hers.press("Ask for it")
    hers.sees("The asker is told. The clock stands until they answer.")
    later(timedelta(days=8))  # the day that was promised has passed, and the clock stood
    me.open(f"/sr/threads/{thread}")
    me.sees("Your mentor needs more from you before they can answer. Until then the clock stands.")
    me.sees(NEEDS)
    reply(me, TOLD)
    me.sees("Answer promised by: %(day)s", day="понедељак, 15. март 2027.")
    apart.deliver()

    later(timedelta(days=13))  # Sunday: the eve was Friday
    assert TITLE in last_mail(apart, ayse)
    hers.open("/tr/desk")
    hers.sees("An answer is promised by: %(day)s", day="15 Mart 2027 Pazartesi")

    later(timedelta(days=15))  # late
    hers.open("/tr/desk")
    hers.sees("Late. An answer was promised by: %(day)s", day="15 Mart 2027 Pazartesi")
    hands = walk("lv", rasa)
    hands.open("/lv/desk/all?state=late")
    hands.sees(TITLE)
    hands.follow("Hand over", TITLE)
    hands.choose(ivo.name)
    hands.fill("What should the next mentor know?", "Ceļš pieder pašvaldībai.")
    hands.press("Hand it over")
    hands.sees("This mentor has the question now, and is told so.")
    apart.deliver()
    assert TITLE in last_mail(apart, ivo)

    his = walk("hr", ivo)
    his.open(f"/hr/threads/{thread}")
    his.sees("You have this question.")
    reply(his, ANSWER)
    answer = newest(Post)
    apart.deliver()
    his.open("/hr/desk")
    assert TITLE not in his.page.locator("main").inner_text()

    later(timedelta(days=24))  # a week after
    assert TITLE in last_mail(apart, asker)
    me.open(f"/sr/posts/{answer}")
    me.press("Accept as the answer", "post %(number)d", number=answer)
    apart.deliver()

    later(timedelta(days=56))
    follow_up = newest(FollowUp, thread_id=thread, stage="month")
    assert f"/follow-ups/{follow_up}?outcome=worked" in last_mail(apart, asker)
    me.open(f"/sr/follow-ups/{follow_up}?outcome=worked")
    me.fill("What came of it, in a sentence", WORKED)
    me.press("Say so")
    me.sees("Thank you. It stands with the answer.")
    me.sees(WORKED)
    apart.deliver()
    assert WORKED in last_mail(apart, ivo)
    his.open(f"/hr/threads/{thread}")
    his.sees(WORKED)
    his.follow("Turn into an experience")
    his.is_at("/hr/experiences/")
