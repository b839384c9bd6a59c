import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.notifications.mail import Mail, message_of
from exchange.people.mail_addresses import MOST, as_it_travels, email_key, is_mail_address
from tests.factories import LONG_AGO


def mail_to(address):
    return Mail("key", address, "Anna", "Hello", "Text", "<p>", ("en",), LONG_AGO)


@pytest.mark.parametrize(
    ("address", "travels"),
    [
        ("anna@example.org", "anna@example.org"),
        ("a.b+c@example.org", "a.b+c@example.org"),
        ("ana@šuma.rs", "ana@xn--uma-zza.rs"),
        ("ana@село.срб", "ana@xn--e1amjj.xn--90a3ac"),
    ],
)
def test_a_domain_in_our_letters_is_written_as_mail_servers_know_it(app, address, travels):
    assert is_mail_address(address)
    message = message_of(mail_to(email_key(address)), app.extensions["settings"])
    assert f"<{travels}>" in message.as_string()


@pytest.mark.parametrize(
    "address",
    [
        *("", "anna", "anna@", "@example.org", "a b@example.org", "a@b", "a@localhost"),
        *("āna@example.org", "ана@example.org", "anna@example.org\nBcc: b@example.org"),
        *("a,b@example.org", "<a@example.org>", '"a\\"@b"@example.org', "a@[127.0.0.1]"),
        *("ß" * 64 + "@example.org", f"a@{'ß.' * 100}de"),
    ],
)
def test_what_no_mail_server_takes_is_no_address(address):
    assert not is_mail_address(address)


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_passes_can_be_kept_and_mailed(local, domain):
    for address in (f"{local}@{domain}", f"{local}@example.org", f"a@{domain}.org"):
        if is_mail_address(address):
            assert len(email_key(address)) <= MOST
            assert as_it_travels(email_key(address)).isascii()
