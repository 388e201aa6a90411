import pytest

from crawler.pictures import counts_readers, is_one_picture, picture_name


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://example.org/2024/05/ferry-at-dawn-1024x683.jpg", "ferry-at-dawn"),
        ("https://example.org/ferry-at-dawn-scaled.jpg.webp", "ferry-at-dawn"),
        ("https://cdn.example.org/i?url=https%3A%2F%2Fexample.org%2Fferry-at-dawn.jpg", None),
        ("https://example.org/ferry-at-dawn.jpg?w=300&h=200", "ferry-at-dawn"),
        ("https://cdn.example.org/images/8f3a77c1d2?w=300", "8f3a77c1d2"),
        ("https://example.org/image.jpg", None),
        ("https://example.org/thumbnail.php?file=ferry.jpg", None),
        ("https://pictures-17.example.org/?url=https://example.org/ferry.jpg", None),
        ("https://maps.example.org/staticmap?center=54.1,7.9", None),
    ],
)
def test_a_file_is_called_the_same_in_every_size(address: str, name: str | None) -> None:
    assert picture_name(address) == name


@pytest.mark.parametrize(
    ("address", "other", "one"),
    [
        ("https://example.org/up/ferry-at-dawn-300x200.jpg", "http://example.org/up/ferry-at-dawn.jpg?w=9", True),
        ("https://cdn.example.org/w_750/13-3-11200960.jpg", "https://cdn.example.org/w_1198/13-3-11200960.jpg", True),
        ("https://example.org/a/gallery_medium.jpg", "https://example.org/b/gallery_medium.jpg", False),
        ("https://example.org/up/ferry-at-dawn.jpg", "https://example.org/up/ferry-at-dusk.jpg", False),
        ("https://example.org/picture.php?id=17", "https://example.org/picture.php?id=18", False),
    ],
)
def test_what_is_called_alike_may_be_another_picture(address: str, other: str, one: bool) -> None:
    assert is_one_picture(address, other) is one


@pytest.mark.parametrize(
    ("address", "counts"),
    [
        ("https://ssl-vg03.met.vgwort.de/na/4f2a", True),
        ("//sb.scorecardresearch.com/p?c1=2", True),
        ("https://stats.example.org/pixel", True),
        ("https://stats.example.org/chart.png", False),
        ("https://example.org/ferry.jpg", False),
    ],
)
def test_addresses_of_services_that_count_readers_are_known(address: str, counts: bool) -> None:
    assert counts_readers(address) is counts
