"""Which file of a folder of rules is for which address, and how it goes with the source's own rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.rules.folder import RuleBook
from crawler.rules.model import Rules


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("name.com", ".name.com", "blog.name.com", ".deep.name.com"):
        (tmp_path / f"{name}.txt").write_text(f"body: //i[@id='{name}']\n")
    return tmp_path


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("https://name.com/1", "name.com"),
        ("https://www.name.com/1", "name.com"),
        ("https://WWW.Name.COM./1", "name.com"),
        ("https://blog.name.com/1", "blog.name.com"),
        ("https://other.name.com:8080/1", ".name.com"),
        ("https://a.b.name.com/1", ".name.com"),
        ("https://a.deep.name.com/1", ".deep.name.com"),
        ("https://deep.name.com/1", ".name.com"),
        ("https://surname.com/1", None),
        ("https://[::1]/1", None),
    ],
)
def test_a_host_has_its_own_file_or_that_of_a_domain_above(folder: Path, url: str, file: str | None) -> None:
    rules = RuleBook(folder).rules(Rules(), url, lambda line: None)
    assert rules.body == ((f"//i[@id='{file}']",) if file else ())


def test_what_is_for_all_sites_strips_and_replaces_beside_what_is_for_one(folder: Path) -> None:
    (folder / "global.txt").write_text("title: //h9\nstrip: //u\nfind_string: a\nreplace_string: b\n")
    book = RuleBook(folder)
    of_one, of_others = (book.rules(Rules(), f"https://{host}/1", print) for host in ("name.com", "surname.com"))
    assert (of_one.body, of_one.strip, len(of_one.replace)) == (("//i[@id='name.com']",), ("//u",), 1)
    assert (of_others.body, of_others.title, of_others.strip) == ((), (), ("//u",))


def test_without_a_folder_only_the_sources_own_rules_hold() -> None:
    own = Rules.model_validate({"body": "p"})
    assert RuleBook(None).rules(own, "https://name.com/", print) == own
    assert RuleBook(None).rules(Rules(), "https://name.com/", print) == Rules()


def test_the_sources_own_rules_come_first_and_both_strip(tmp_path: Path) -> None:
    (tmp_path / "name.com.txt").write_text("title: //h2\nbody: //div\nstrip: //i\n")
    own = Rules.model_validate({"body": "//p", "strip": "//b"})
    rules = RuleBook(tmp_path).rules(own, "https://name.com/", print)
    assert (rules.title, rules.body, rules.strip) == (("//h2",), ("//p",), ("//b", "//i"))


def test_a_file_with_faults_is_told_of_once_and_used_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "name.com.txt").write_text("titl: //h2\nbody: //div\nstrp: //i\n")
    told: list[str] = []
    book = RuleBook(tmp_path)
    for url in ("https://name.com/1", "https://www.name.com/2"):
        assert book.of_site(url, told.append).rules.body == ("//div",)
    assert told == [
        "name.com.txt:1: left out: 'titl' is no directive; did you mean 'title'?"
        " (and 1 more; 'crawler lint-rules' lists them)"
    ]
