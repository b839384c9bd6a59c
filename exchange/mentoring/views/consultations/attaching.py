from exchange.files.queries import own_files
from exchange.files.taking import take_sent
from exchange.mentoring.forms.consultations import NoteForm
from exchange.people.actor import Actor


def take_files(actor: Actor, form: NoteForm) -> None:
    """What was chosen in the form comes back with it, however that ends."""
    form.files.show(own_files(actor, take_sent(actor, form.files, form.submission_id.data)))
