"""The checks of this folder under atheris, which looks for inputs that take the code where none has led it before.

`pip install -e .[fuzz]`, then from the project's folder `python -m tests.fuzz.longer TARGET [libFuzzer's options]`, such
as `-max_total_time=600`; without a target it names them. What it finds is printed, and kept in a file `crash-…`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import atheris

# The model is one large generated function, which takes minutes to instrument.
with atheris.instrument_imports(include=["crawler"], exclude=["crawler.extraction.body.model"]):
    from crawler import sources
    from tests.fuzz import test_documents, test_posts, test_rules

TARGETS: dict[str, Callable[[], Any]] = {
    **{f"document-{kind}": lambda kind=kind: test_documents.reader(kind) for kind in sources.kinds()},  # type: ignore[misc]
    "post": lambda: test_posts.test_a_post_of_each_dialect_reads_back_and_its_file_is_in_its_folder,
    "page": lambda: test_documents.test_a_page_is_read_and_its_body_is_made_safe,
    "sources-file": lambda: test_documents.test_a_sources_file_is_read_or_its_faults_are_named,
    "subscriptions": lambda: test_documents.test_a_subscription_list_is_read_or_refused,
    "rules": lambda: test_rules.test_rules_are_refused_or_read_any_page,
    "rule-file": lambda: test_rules.test_a_rule_file_is_read_with_its_faults_named,
    "markdown": lambda: test_posts.test_markdown_is_made_of_any_body,
}


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        raise SystemExit(f"a target is needed: {', '.join(TARGETS)}")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[name]().hypothesis.fuzz_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
