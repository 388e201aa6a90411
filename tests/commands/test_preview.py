"""`crawler preview`: what a run would make of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Command, Site

from tests.sources.test_kr36 import encrypted, item, page

TEXT = [f"In week {week} the water stood {week + 2} inches higher at the old mill." for week in range(9)]
STORY = {"itemId": 11, "widgetTitle": "The river", "widgetContent": "".join(f"<p>{line}</p>" for line in TEXT)}


def write_sources(site: Site, folder: Path, kind: str) -> None:
    """A source with one article, whose text is in its site's own data."""
    site.put("/list", page({"information": {"informationList": {"itemList": [item(11)]}}}, "36kr"))
    site.put("/p/11", page(encrypted({"articleDetail": {"articleDetailData": {"data": STORY}}})))
    (folder / "sources.yaml").write_text(
        "allow_private_addresses: true\ndelay: 0\nsources:\n"
        f"  - {{name: river, url: '{site.url}/list', {kind} rewrite: [{{find: 'https://36kr.com', with: '{site.url}'}}]}}\n"
    )


@pytest.mark.parametrize("kind", ["kind: 36kr,", ""])
def test_a_page_is_read_as_its_sources_kind_reads_it(site: Site, command: Command, tmp_path: Path, kind: str) -> None:
    write_sources(site, tmp_path, kind)
    assert command("run").code == 0
    ended = command("preview", site.url + "/p/11", "--source", "river")
    assert (ended.code, TEXT[-1] in ended.out) == (0, True), ended
