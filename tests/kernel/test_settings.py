import stat

import pytest

from exchange.kernel.paging import Pages, page_number
from exchange.kernel.settings import BadSetting, Settings


def test_a_first_start_makes_a_key_that_only_its_owner_reads(tmp_path):
    settings = Settings.from_environ({"EXCHANGE_DATA": str(tmp_path)})
    key = tmp_path / "secret-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert settings.secret_key == key.read_text().strip()
    assert len(settings.secret_key) == 64
    assert Settings.from_environ({"EXCHANGE_DATA": str(tmp_path)}).secret_key == settings.secret_key


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXCHANGE_PROXY", "1"),
        ("EXCHANGE_PROXIES", "one"),
        ("EXCHANGE_BASE_URL", "exchange.example.org"),
        ("EXCHANGE_BASE_URL", "http://exchange.example.org"),
        ("EXCHANGE_BASE_URL", "https://exchange.example.org/forum"),
        ("EXCHANGE_SERBIAN_SCRIPT", "latin"),
    ],
)
def test_a_wrong_or_unknown_setting_is_an_error_at_start(tmp_path, name, value):
    with pytest.raises(BadSetting, match="EXCHANGE_"):
        Settings.from_environ({"EXCHANGE_DATA": str(tmp_path), name: value})


def test_funders_and_operator_come_from_their_records(tmp_path):
    (tmp_path / "funders.toml").write_text(
        '[[funder]]\nemblem = "eu"\nstatements = {en = "Paid.", lv = "Maksāts."}\n'
        'disclaimers = {en = "Ours."}\n',
        encoding="utf-8",
    )
    (tmp_path / "operator.toml").write_text('name = "A forum"\n')
    settings = Settings.from_environ({"EXCHANGE_DATA": str(tmp_path)})
    assert settings.funders[0].statement("lv") == "Maksāts."
    assert settings.funders[0].statement("sq") == "Paid."
    assert settings.operator is not None
    assert settings.operator.name == "A forum"


def test_a_pager_shows_the_ends_and_what_is_near(tmp_path):
    assert Pages(1, 20, 0).last == 1
    assert Pages(5, 20, 200).shown() == [1, None, 4, 5, 6, None, 10]
    assert [page_number(n) for n in (None, "1", "07", "0", "²", "9" * 8)] == [1, 1] + [None] * 4
