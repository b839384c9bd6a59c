from exchange.files.taking import take_sent
from exchange.forum import queries
from exchange.forum.forms import TextForm
from exchange.people.actor import Actor


def take_files(actor: Actor, form: TextForm, post_id: int | None = None) -> None:
    """What was chosen in it comes back with it. `post_id` is the post that an edit changes."""
    ids = take_sent(actor, form.files, form.submission_id.data)
    form.files.show(queries.files_to_attach(actor, ids, post_id))
