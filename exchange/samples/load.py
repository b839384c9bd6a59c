"""Loads the samples: invented people who say true things, marked as samples everywhere."""

import shutil
from datetime import timedelta

from exchange.kernel.clock import now
from exchange.kernel.db import quietly
from exchange.people.passwords import hash_password, new_password
from exchange.samples.drafts import load_drafts
from exchange.samples.drop import are_there, drop_samples
from exchange.samples.experiences import load_experiences
from exchange.samples.files import FUNDERS, read_all
from exchange.samples.flags import load_flags
from exchange.samples.gathered import load_collections
from exchange.samples.locks import load_locks
from exchange.samples.marker import (
    accounts_file,
    data_folder,
    marker,
    write_for_owner_only,
)
from exchange.samples.mentoring import load_mentoring, load_mentors
from exchange.samples.people import account_lines, load_people
from exchange.samples.reuse import load_reuse
from exchange.samples.threads import load_threads
from exchange.samples.versions import load_versions

_BEFORE = timedelta(days=900)  # everybody had joined by then


def load_samples() -> None:
    """Load everything, unless it is loaded; what an interrupted load has left goes first.

    All accounts have one password, made for this installation: its hash costs time on purpose.
    """
    if marker().exists() and are_there():
        return
    drop_samples()
    password, moment = new_password(), now()
    write_for_owner_only(accounts_file(), account_lines(password))
    with quietly():
        people = load_people(hash_password(password), moment - _BEFORE)
        load_mentors(people, moment)
        threads = read_all("thread")
        written = load_threads(threads, people, moment)
        numbers = load_experiences(people, written, moment)
        load_versions(people, numbers, moment)
        load_drafts(people, moment)
        load_reuse(people, numbers, moment)
        load_collections(people, numbers, moment)
        load_flags(people, written, moment)
        load_locks(threads, people, written, moment)
        load_mentoring(people, written, moment)
    _name_the_funder()
    marker().touch()


def _name_the_funder() -> None:
    """Samples show what a page owes its funder; a record of one's own stays as it is."""
    record = data_folder() / "funders.toml"
    if not record.exists():
        shutil.copyfile(FUNDERS, record)
