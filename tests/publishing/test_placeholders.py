from urllib.parse import parse_qs, urlsplit

from crawler.publishing.placeholders import placeholder


def test_an_article_always_has_the_same_placeholder() -> None:
    assert placeholder("https://news.example/1") == "https://picsum.photos/400/300?random=3471"
    assert len({placeholder(f"https://news.example/{number}") for number in range(200)}) > 190


def test_its_number_is_from_0_to_10000() -> None:
    numbers = [
        int(parse_qs(urlsplit(placeholder(f"https://news.example/{number}")).query)["random"][0])
        for number in range(2000)
    ]
    assert min(numbers) >= 0
    assert max(numbers) <= 10_000
