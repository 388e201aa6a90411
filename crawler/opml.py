"""OPML 2.0: subscription lists in and out, without loss.

A source is an `outline` with its feed's address in `xmlUrl`; its categories are the outlines around it. Every other key
of a source is an attribute in a namespace of ours, its value in JSON, so that a list that we wrote gives back the same
sources, and other programs still find all the feeds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from crawler.publishing.text import line
from crawler.sources import SourceError, _xml
from crawler.sources._charset import unpack
from crawler.sources._html import web_address

NAMESPACE = "urn:syndication-crawler:opml:1"

_ATTRIBUTE = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_OTHER_SETTINGS = "settings"  # holds the keys that XML cannot have as names
# What a stranger may say of a source: nothing of hosts, requests, files and posts, and no expressions to be run.
_HARMLESS = frozenset({"name", "url", "kind", "categories", "tags", "author", "content"})


class OpmlError(ValueError):
    """A document that is no OPML; the message is one line for the user."""


@dataclass(slots=True)
class Subscriptions:
    """What a list holds."""

    sources: list[dict[str, Any]] = field(default_factory=list)  # each with the keys of a sources file
    problems: list[str] = field(default_factory=list)  # a line each


def is_opml(body: bytes) -> bool:
    """Whether the document is an OPML list, by its root element."""
    return re.search(rb"<opml[\s>/]", body[:4096], re.IGNORECASE) is not None


def read(body: bytes) -> Subscriptions:
    """Read a list's sources, in its order. Names that come twice are numbered.

    Raises:
        OpmlError: The document is no OPML.
    """
    try:
        xml = _xml.parse(unpack(body)[0])
    except SourceError as error:
        raise OpmlError(str(error)) from None
    if _name(xml.root) != "opml":
        raise OpmlError(f"this is not OPML but XML of another kind, <{xml.root.tag!s}>")
    found = Subscriptions(problems=xml.problems)
    for part in xml.root:
        if _name(part) == "body":
            _read_outlines(part, (), found)
    names: set[str] = set()
    for source in found.sources:
        name, number = str(source["name"]), 2  # of whatever type a setting has made it
        source["url"] = str(source["url"])
        source["name"] = name
        while source["name"] in names:
            source["name"], number = f"{name} ({number})", number + 1
        names.add(source["name"])
    return found


def of_a_stranger(found: Subscriptions) -> Subscriptions:
    """The list without the settings that only its user should make; a line says which these were."""
    sources = [{key: value for key, value in source.items() if key in _HARMLESS} for source in found.sources]
    left_out = sorted({key for source in found.sources for key in source} - _HARMLESS)
    told = f"its settings {line(', '.join(left_out))} were left out; add the list as a file to have them too"
    return Subscriptions(sources, [*found.problems, told] if left_out else found.problems)


def _read_outlines(parent: etree._Element, folders: tuple[str, ...], found: Subscriptions) -> None:
    for outline in parent:
        if _name(outline) != "outline":
            continue
        plain = {name.lower(): value for name, value in _attributes(outline) if "}" not in name}
        text = " ".join((plain.get("text") or plain.get("title") or "").split())
        address = (plain.get("xmlurl") or "").strip()
        if not address:
            if len(outline):
                _read_outlines(outline, (*folders, text) if text else folders, found)
            elif plain.get("type") in {"rss", "include", "link"}:
                found.problems.append(f"{text or 'an outline'} has no xmlUrl")
            continue
        url = web_address(address, address)
        if url is None:
            found.problems.append(f"{text or 'an outline'} has no web address: {address}")
            continue
        source: dict[str, Any] = {"name": text or url, "url": url}
        categories = folders or tuple(part for part in (plain.get("category") or "").split(",")[0].split("/") if part)
        if categories:
            source["categories"] = list(categories)
        found.sources.append(source | _settings(outline, text, found))
        _read_outlines(outline, folders, found)


def _name(element: etree._Element) -> str:
    """An element's name in lower case, without the namespace that some programs put lists in."""
    return str(element.tag).rpartition("}")[2].lower()


def _settings(outline: etree._Element, text: str, found: Subscriptions) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    for name, value in _attributes(outline):
        prefix = f"{{{NAMESPACE}}}"
        if not name.startswith(prefix):
            continue
        try:
            decoded = json.loads(value)
        except ValueError:
            found.problems.append(f"{text}: the setting {name.removeprefix(prefix)} is not valid JSON and was left out")
            continue
        if name.removeprefix(prefix) == _OTHER_SETTINGS and isinstance(decoded, dict):
            settings |= decoded
        else:
            settings[name.removeprefix(prefix)] = decoded
    return settings


def _attributes(outline: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in outline.attrib.items()]


def write(sources: Iterable[Mapping[str, Any]], title: str = "Sources") -> bytes:
    """Write sources as an OPML list.

    Args:
        sources: Each with the keys and values of a sources file; what JSON has no type for, as dates, becomes text.
        title: The list's title.
    """
    root = etree.Element("opml", version="2.0", nsmap={"crawler": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _one_line(title)
    body = etree.SubElement(root, "body")
    open_folders: list[tuple[str, etree._Element]] = []
    for source in sources:
        name, url = _one_line(str(source["name"])), _one_line(str(source["url"]))
        folders, settings = _folders(source)
        settings |= {key: source[key] for key, text in (("name", name), ("url", url)) if text != source[key]}
        kept = 0
        while kept < min(len(open_folders), len(folders)) and open_folders[kept][0] == folders[kept]:
            kept += 1
        del open_folders[kept:]
        for folder in folders[kept:]:
            parent = open_folders[-1][1] if open_folders else body
            open_folders.append((folder, etree.SubElement(parent, "outline", text=folder, title=folder)))
        parent = open_folders[-1][1] if open_folders else body
        outline = etree.SubElement(parent, "outline", type="rss", text=name, title=name, xmlUrl=url)
        others = {
            key: value for key, value in settings.items() if not _ATTRIBUTE.fullmatch(key) or key == _OTHER_SETTINGS
        }
        for key, value in settings.items():
            if key not in others:
                outline.set(f"{{{NAMESPACE}}}{key}", _json(value))
        if others:
            outline.set(f"{{{NAMESPACE}}}{_OTHER_SETTINGS}", _json(others))
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _folders(source: Mapping[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """The outlines around a source, and its keys that no standard attribute holds."""
    settings = {key: value for key, value in source.items() if key not in {"name", "url"}}
    categories = settings.get("categories")
    if isinstance(categories, list | tuple) and categories and all(_is_line(category) for category in categories):
        del settings["categories"]
        return list(categories), settings
    return [], settings


def _is_line(value: object) -> bool:
    """Whether a text comes back the same from an attribute that is read with its white space collapsed."""
    return isinstance(value, str) and bool(value) and _one_line(value) == value


def _one_line(text: str) -> str:
    return " ".join(line(text).split())


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if line(text) == text else json.dumps(value, default=str)
