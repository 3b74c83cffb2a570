"""Settings from the environment: what is taken, and what is refused with its name."""

from pathlib import Path

import pytest

from outreach.config import BadSetting, database_url, read_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OUTREACH_LOCALE", "fr"),
        ("OUTREACH_BASE_URL", "pufa.example.test"),
        ("OUTREACH_BASE_URL", "https://"),
        ("OUTREACH_BASE_URL", "http://a b/<x>"),
        ("OUTREACH_DATABASE_URL", "mysql://x"),
        ("OUTREACH_SECRET_KEY", "short"),
        ("OUTREACH_PROXIES", "-1"),
        ("OUTREACH_PROXIES", "many"),
        ("OUTREACH_SESSION_HOURS", "0"),
        ("OUTREACH_SESSION_HOURS", "a day"),
        ("OUTREACH_LINK_CHECK_HOSTS", "https://oa.example.gov.cn"),
        ("OUTREACH_LINK_CHECK_HOSTS", "*.gov.cn"),
        ("OUTREACH_LINK_CHECK_HOSTS", "oa.example.gov.cn:8080"),
        ("OUTREACH_EVIDENCE_URL", "evidence"),
        ("OUTREACH_EVIDENCE_URL", "s3:///prefix"),
        ("OUTREACH_EVIDENCE_URL", "s3://bucket?endpoint=minio:9000"),
        ("OUTREACH_EVIDENCE_URL", "file://server/share"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read_settings({"OUTREACH_DATA_DIR": str(tmp_path), name: value})


def test_an_empty_environment_is_enough(tmp_path: Path) -> None:
    settings = read_settings({"OUTREACH_DATA_DIR": str(tmp_path / "数据 一")})
    assert settings.database_url.endswith("outreach.db")
    assert (settings.locale, settings.timezone, settings.base_url, settings.proxies) == ("zh", "Asia/Shanghai", None, 0)


def test_the_secret_is_made_once(tmp_path: Path) -> None:
    first, second = (read_settings({"OUTREACH_DATA_DIR": str(tmp_path)}).secret_key for _time in range(2))
    assert first == second
    assert len(first) > 40
    assert sorted(file.name for file in tmp_path.iterdir()) == ["data-key", "secret-key"]


@pytest.mark.parametrize("bare", ["postgres://u:p@h/d", "postgresql://u:p@h/d"])
def test_a_bare_postgresql_address_names_its_driver(bare: str) -> None:
    assert database_url(bare) == "postgresql+psycopg://u:p@h/d"


def test_a_trailing_slash_of_the_address_is_no_part_of_it(tmp_path: Path) -> None:
    environ = {"OUTREACH_DATA_DIR": str(tmp_path), "OUTREACH_BASE_URL": "https://pufa.example.test/"}
    assert read_settings(environ).base_url == "https://pufa.example.test"


def test_data_keys_come_newest_first_and_are_long(tmp_path: Path) -> None:
    environ = {"OUTREACH_DATA_DIR": str(tmp_path), "OUTREACH_DATA_KEY": "the newer key 2026, the older key 2025"}
    assert read_settings(environ).data_keys == ("the newer key 2026", "the older key 2025")
    with pytest.raises(BadSetting, match="OUTREACH_DATA_KEY"):
        read_settings(environ | {"OUTREACH_DATA_KEY": "the newer key 2026,short"})
