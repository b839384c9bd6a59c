"""Certificates are made by the worker, and cleared away by the hour."""

import logging

from exchange.kernel.outbox import after
from exchange.kernel.sweeping import hourly
from exchange.library.paper.press import NotPressed, press
from exchange.mentoring.actions import certificates
from exchange.mentoring.events.certificates import CertificateAsked
from exchange.mentoring.paper import certificate_html
from exchange.mentoring.queries.certificates import certificate_to_make

log = logging.getLogger(__name__)


@after(CertificateAsked, talks=True)
def make_certificate(asked: CertificateAsked) -> None:
    """Of what was known when it was asked for."""
    wanted = certificate_to_make(asked.certificate_id)
    if wanted is None or wanted.made_at is not None:
        return
    try:
        certificates.keep_certificate(wanted.id, press(certificate_html(wanted)))
    except NotPressed as reason:
        log.warning("Certificate %s was not made: %s", wanted.id, reason)
        certificates.note_failed_certificate(wanted.id)


@hourly
def clear_certificates() -> None:
    """Those that were replaced."""
    certificates.clear_certificates()
