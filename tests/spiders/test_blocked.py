"""A site that answers with a challenge is left alone for hours, not asked again by each run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import Command, Site

CHALLENGE = "<html><head><title>安全检测</title><script src='https://lf-waf-js.example/x.js'></script></head></html>"
ITEMS = [
    {
        "itemId": number,
        "itemType": 10,
        "route": f"detail_article?itemId={number}",
        "templateMaterial": {"widgetTitle": f"Report {number}", "publishTime": 1653536289417 + number},
    }
    for number in range(1, 6)
]
LIST = f"<script>window.initialState={json.dumps({'information': {'informationList': {'itemList': ITEMS}}})}</script>"


@pytest.mark.parametrize("listed", [CHALLENGE, LIST])
def test_a_challenge_ends_what_is_asked_of_a_source(tmp_path: Path, site: Site, command: Command, listed: str) -> None:
    site.put("/list", listed)
    for number in range(1, 6):
        site.put(f"/p/{number}", CHALLENGE)
    (tmp_path / "sources.yaml").write_text(
        "allow_private_addresses: true\ndelay: 0.05\nsources:\n"
        f"  - {{name: 36kr, url: '{site.url}/list', kind: 36kr, rewrite: [{{find: 'https://36kr.com', with: '{site.url}'}}]}}\n"
    )
    ended = command("run")
    assert ended.code == 1
    assert "security check" in ended.out
    assert "left alone until" in ended.out
    asked = site.paths()
    assert asked[:2] == (["/list"] if listed is CHALLENGE else ["/list", "/p/5"])
    assert not {"/p/1", "/p/2"} & set(asked)  # but what was under way already
    assert "left alone until" in command("status").out
    command("run")
    assert site.paths() == []
    command("run", "36kr")  # who names it means it
    assert site.paths()[0] == "/list"
