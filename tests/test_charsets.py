"""Pages are read in the charset that they are in, whatever they say of themselves."""

from __future__ import annotations

import pytest

from crawler.charsets import decode
from crawler.extraction import document
from crawler.items import Page

RUSSIAN = "Городской совет открыл новый мост через реку после трёх лет строительства. " * 4
JAPANESE = "市議会は三年の工事を経て、川にかかる新しい橋を開通させた。歩行者と自転車も渡ることができます。" * 3
CHINESE_SIMPLIFIED = "经过三年施工，市议会昨天开放了跨越河流的新桥，行人和自行车都可以通过。" * 4
CHINESE_TRADITIONAL = "經過三年施工，市議會昨天開放了跨越河流的新橋，行人和自行車都可以通過。" * 4
KOREAN = "시의회는 삼 년간의 공사 끝에 강을 가로지르는 새 다리를 어제 개통했다. " * 4
FRENCH = "Le conseil a inauguré le pont, très attendu, après trois années de travaux à l’été. " * 4
TURKISH = "Belediye yeni köprüyü açtı; şehir bandosu üç yıl sonra ırmağın kıyısında çaldı. " * 4
GERMAN = "Die Brücke über den Fluß wurde nach drei Jahren eröffnet – „endlich“, sagen Fußgänger. " * 4

CZECH = "Nový most byl otevřen v sobotu po třech letech, žlutý a krásný, říká starosta Jiří Šťastný. " * 4
POLISH = "Nowy most został otwarty w sobotę po trzech latach budowy: dość już żółci, ćmy i łąki. " * 4
HUNGARIAN = "Az új híd három év után nyílt meg szombaton, a polgármester örült a győzelemnek és a tűznek. " * 4
LITHUANIAN = "Miesto taryba šeštadienį atidarė naują tiltą per upę, žmonės džiaugėsi, ąžuolai ėmė ošti. " * 4
EURO = "Le cœur de la ville coûte 30 € de plus, dit Mme Lœb, déçue par la fête. " * 4


def page(text: str, charset: str, declared: str | None = None) -> bytes:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>".encode(charset)


@pytest.mark.parametrize(
    ("text", "charset", "meta", "header"),
    [
        pytest.param(RUSSIAN, "utf-8", None, None, id="nothing said, UTF-8"),
        pytest.param(RUSSIAN, "utf-8", "windows-1251", "windows-1251", id="called windows-1251, is UTF-8"),
        pytest.param(RUSSIAN, "utf-8-sig", "windows-1251", None, id="byte order mark"),
        pytest.param(GERMAN, "utf-16", None, "utf-8", id="UTF-16 with byte order mark"),
        pytest.param(GERMAN, "utf-16-le", None, None, id="UTF-16 without byte order mark"),
        pytest.param(RUSSIAN, "windows-1251", None, "windows-1251", id="header"),
        pytest.param(RUSSIAN, "windows-1251", "windows-1251", None, id="meta"),
        pytest.param(RUSSIAN, "windows-1251", "windows-1251", "utf-8", id="meta right, header wrong"),
        pytest.param(RUSSIAN, "windows-1251", "utf-8", "windows-1251", id="header right, meta wrong"),
        pytest.param(RUSSIAN, "windows-1251", "utf-8", "utf-8", id="called UTF-8, is windows-1251"),
        pytest.param(RUSSIAN, "windows-1251", "iso-8859-1", None, id="called Latin-1, is windows-1251"),
        pytest.param(RUSSIAN, "koi8-r", None, None, id="nothing said, KOI8-R"),
        pytest.param(FRENCH, "windows-1252", "utf-8", "utf-8", id="called UTF-8, is windows-1252"),
        pytest.param(GERMAN, "windows-1252", "iso-8859-1", None, id="called Latin-1, is windows-1252"),
        pytest.param(
            TURKISH, "iso8859-9", "iso-8859-9", "iso-8859-1", id="Latin-1 by the server's default, is Latin-5"
        ),
        pytest.param(CHINESE_SIMPLIFIED + "镕喆", "gb18030", "gb2312", None, id="called GB2312, is GB18030"),
        pytest.param(CHINESE_SIMPLIFIED, "gb18030", "utf-8", "utf-8", id="called UTF-8, is GB18030"),
        pytest.param(CHINESE_TRADITIONAL, "big5", "big5", None, id="Big5"),
        pytest.param(CHINESE_TRADITIONAL, "big5", "utf-8", "utf-8", id="called UTF-8, is Big5"),
        pytest.param(JAPANESE, "euc-jp", "utf-8", "utf-8", id="called UTF-8, is EUC-JP"),
        pytest.param(JAPANESE, "euc-jp", "iso-8859-1", "iso-8859-1", id="called Latin-1, is EUC-JP"),
        pytest.param(JAPANESE, "shift_jis", "utf-8", "utf-8", id="called UTF-8, is Shift_JIS"),
        pytest.param(JAPANESE, "shift_jis", None, None, id="nothing said, Shift_JIS"),
        pytest.param(JAPANESE, "shift_jis", "x-sjis", None, id="Shift_JIS by its old name"),
        pytest.param(JAPANESE, "iso2022_jp", "iso-2022-jp", None, id="ISO-2022-JP"),
        pytest.param(KOREAN, "euc-kr", "utf-8", None, id="called UTF-8, is EUC-KR"),
        pytest.param(JAPANESE, "iso2022_jp", "utf-8", "utf-8", id="called UTF-8, is ISO-2022-JP"),
        pytest.param(JAPANESE + "①髙橋㈱", "cp932", "shift_jis", None, id="called Shift_JIS, is windows-31j"),
        pytest.param("喺香港嘅啲人話呢條橋好靚。" * 9, "big5hkscs", "big5", None, id="called Big5, is Big5-HKSCS"),
        pytest.param(KOREAN + "똠방각하", "cp949", "euc-kr", None, id="called EUC-KR, is windows-949"),
        pytest.param(RUSSIAN, "utf-16-le", None, None, id="UTF-16 without byte order mark, Russian"),
        pytest.param(CHINESE_SIMPLIFIED, "utf-16-be", "utf-8", None, id="UTF-16 without byte order mark, Chinese"),
        pytest.param(CZECH, "windows-1250", "utf-8", "utf-8", id="called UTF-8, is windows-1250"),
        pytest.param(CZECH, "iso8859-2", None, None, id="nothing said, Latin-2"),
        pytest.param(POLISH, "iso8859-2", "utf-8", None, id="called UTF-8, is Latin-2"),
        pytest.param(HUNGARIAN, "windows-1250", None, None, id="nothing said, Hungarian"),
        pytest.param(LITHUANIAN, "windows-1257", "utf-8", None, id="called UTF-8, is windows-1257"),
        pytest.param(TURKISH, "windows-1254", "iso-8859-1", None, id="called Latin-1, is windows-1254"),
        pytest.param(EURO, "iso8859-15", "iso-8859-15", None, id="Latin-9"),
        pytest.param(
            FRENCH.encode().decode("cp1252"), "utf-8", "utf-8", None, id="twice encoded, as an example shows it"
        ),
        pytest.param(GERMAN, "utf-8", "no-such-charset", "x-nonsense", id="unknown names"),
    ],
)
def test_text_comes_out_as_it_was_written(text: str, charset: str, meta: str | None, header: str | None) -> None:
    body = page(text, charset, meta)
    tree = document.read(Page(url="https://a.example/", body=body, charset=header)).tree

    assert f"<p>{text}</p>" in decode(body, header)
    assert tree is not None
    assert tree.findtext(".//p") == text


def test_turkish_in_capitals_is_turkish() -> None:
    text = "İSTANBUL'DA İKİ İLÇE: İTFAİYE VE EMNİYET BİRLİKTE. İLK BİLGİLER İYİ, İNCELEME SÜRÜYOR."

    body = f'<html lang="tr"><body><p>{text}</p></body></html>'.encode("windows-1254")

    assert text in decode(body, "iso-8859-1")


def test_a_few_foreign_bytes_do_not_spoil_a_utf_8_page() -> None:
    body = page(RUSSIAN, "utf-8", "utf-8").replace(b"</p>", b" \x93caf\xe9\x94</p>")

    assert f"{RUSSIAN} “café”" in decode(body, "utf-8")


def test_a_page_cut_inside_a_character_stays_utf_8() -> None:
    assert decode(page(RUSSIAN, "utf-8")[:301], "utf-8").startswith("<html><head><title>x</title></head><body><p>Город")


@pytest.mark.parametrize(
    ("text", "charset", "meta"),
    [(CHINESE_SIMPLIFIED, "gb18030", "gb2312"), (JAPANESE, "cp932", "shift_jis"), (KOREAN, "cp949", "euc-kr"), (JAPANESE, "euc-jp", "utf-8"), (CHINESE_SIMPLIFIED, "gb18030", "utf-8")],
)  # fmt: skip
@pytest.mark.parametrize("missing", [20, 21])
def test_a_page_cut_inside_a_character_keeps_its_charset(text: str, charset: str, meta: str, missing: int) -> None:
    assert text[:80] in decode(page(text, charset, meta)[:-missing], None)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"\x00\x01\x02\xff" * 50, bytes(range(256)) * 4])
def test_what_is_no_text_raises_nothing(body: bytes) -> None:
    assert isinstance(decode(body, "utf-8"), str)


@pytest.mark.parametrize("charset", ["base64", "bz2", "hex", "quopri", "rot13", "undefined", "utf-16", "uu", "zlib"])
def test_a_charset_that_is_none_is_not_believed(charset: str) -> None:
    body = f'<meta charset="{charset}"><p>Ein Café in der Straße</p>'.encode("latin-1")

    assert decode(body) == decode(body, charset) == body.decode("latin-1")


def test_chinese_utf_8_with_a_foreign_byte_stays_utf_8() -> None:
    assert CHINESE_SIMPLIFIED in decode(page(CHINESE_SIMPLIFIED, "utf-8") + b"\xd4\xd3", "utf-8")


def test_the_language_tells_which_latin_script_it_is() -> None:
    text = "Nový most byl otevřen v sobotu po třech letech, žlutý a krásný. " * 3
    body = page(text, "windows-1250").replace(b"<html>", b'<html lang="cs">')

    assert text in decode(body, None)
