"""Where feeds of what was published go."""

from pathlib import Path

from crawler.reporting.feeding import folders


def test_each_category_has_a_folder_of_its_own() -> None:
    found = folders(["C", "C#", "C++", "News", "灯", "😀x", "¡x!"])
    names = ["c", "c-2", "c-3", "news", "deng", "x", "x-2"]
    assert found == dict(zip(["C", "C#", "C++", "News", "灯", "😀x", "¡x!"], map(Path, names), strict=True))
