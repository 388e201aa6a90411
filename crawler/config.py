"""The sources file, read and validated into typed objects; nothing else reads YAML for settings."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar, get_args

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, ValidationError
from pydantic_core import ErrorDetails

from crawler import publishing, sources
from crawler.editing.withdrawal import Directive
from crawler.hosts import web_address
from crawler.identity.modes import Identity
from crawler.media import Media, PictureOptions
from crawler.publishing.options import PostOptions, Template
from crawler.reporting.hooks import CommandLine, Hook
from crawler.rules.filters import Filter
from crawler.rules.model import Replacement, Rules
from crawler.rules.requests import Rendering, RequestOptions, rendering
from crawler.scheduling import polling
from crawler.scheduling.polling import Rhythm, Wish

_Safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast, where PyYAML has it


class _Loader(_Safe):  # type: ignore[misc, valid-type]
    """Reads all keys as text (`on`, `no`, `404`), and what looks like a date, since no value is to be one."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in _Safe.yaml_implicit_resolvers.items()
    }

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        super().flatten_mapping(node)
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                key.tag = self.DEFAULT_SCALAR_TAG


def read_yaml(text: str) -> Any:
    """What a YAML document holds, read as sources files are.

    Raises:
        yaml.YAMLError: The text is no YAML.
    """
    return _Loader(text).get_single_data()


_NO_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})  # controls, halves of characters, ends of lines and paragraphs
BY_HAND = "by hand"  # the name of the source that articles have which the user names
Location = tuple[str | int, ...]
Validated = TypeVar("Validated", bound=BaseModel)


class ConfigError(ValueError):
    """The sources file cannot be used; the message has a line a fault: file, line, what is wrong, what to do."""


class Content(StrEnum):
    """Where a source's articles are read from."""

    AUTO = "auto"  # decided entry by entry
    FEED = "feed"  # the entry carries the whole article
    PAGE = "page"  # the article's page is always fetched


class Duplicates(StrEnum):
    """What becomes of an article that tells a story which another source's post tells already."""

    KEEP = "keep"  # a post of its own
    LINK = "link"  # a post of its own; each lists the other
    DROP = "drop"  # no post; the other one lists it


class Takedown(StrEnum):
    """What becomes of a post whose page is gone."""

    DRAFT = "draft"  # it stays, marked so that the generator leaves it out; moved where the dialect has no such mark
    MOVE = "move"  # moved to the folder taken-down beside the state
    REMOVE = "remove"
    KEEP = "keep"  # it stays a post, and its page is not looked at any more


def _host(value: str) -> str:
    if not re.fullmatch(r"[\w-]+(\.[\w-]+)*\.?|[\da-fA-F.]*:[\da-fA-F.:]*", value):
        raise ValueError(
            f"{value!r} is no name of a host, such as intranet.example or 192.168.1.5, without scheme and port"
        )
    return value


def _one_line(value: str) -> str:
    if not value.strip() or any(unicodedata.category(character) in _NO_TEXT for character in value):
        raise ValueError("a name is a line of text")
    return value


def _site_address(value: str) -> str:
    if not re.fullmatch(r"(?:https?://[\w.-]+(?::\d+)?/|(?:\.\./)*|/)[\w.~%/-]*", value):
        raise ValueError(f"{value!r} is no address of pictures on your site, such as /media/")
    return value


def _one_of(names: list[str]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in names:
            raise ValueError(f"{value!r} is not known; {_did_you_mean(value, names)}allowed: {', '.join(names)}")
        return value

    return AfterValidator(check)


def _no_git(hook: Hook) -> Hook:
    if hook.git:
        raise ValueError("command or webhook is needed; git is for on_success")
    return hook


def _at_least_one(listed: tuple[Source, ...]) -> tuple[Source, ...]:
    if not listed:
        raise ValueError("at least one source is needed; `crawler add URL` finds those of a site and writes them down")
    return listed


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), 1)
    return f"did you mean {close[0]!r}? " if close else ""


def _or_false(value: Any) -> Any:
    """`false` in place of None, for BeforeValidator."""
    if value is True:
        raise ValueError("false leaves them out; which are shown is said by keys with values, `address: picture`")
    return None if value is False else value


def _storable(value: Path) -> Path:
    if "\0" in str(value):
        raise ValueError("no file can have such a name")
    try:
        value.expanduser()
    except RuntimeError:
        raise ValueError(f"nobody is known whose home folder {value.parts[0]} could be") from None
    return value


FilePath = Annotated[Path, AfterValidator(_storable)]
WebAddress = Annotated[str, AfterValidator(web_address)]
DialectName = Annotated[str, _one_of(publishing.dialects())]
KindName = Annotated[str, _one_of(sources.kinds())]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class SourceOptions(_Model):
    """The keys that a source may have and that `defaults` may set for all of them."""

    kind: KindName | None = None  # None: recognised from the first answer, and remembered
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    author: str | None = None  # fixed author; None: the article's own
    content: Content = Content.AUTO
    # Entry link or article URL -> the picture of an article without one; None: these are to have none.
    placeholders: Annotated[dict[str, WebAddress] | None, BeforeValidator(_or_false)] = Field(default_factory=dict)
    every: Annotated[timedelta | Rhythm | None, BeforeValidator(polling.span)] = None  # between polls; None: each run
    hours: Annotated[frozenset[int] | None, BeforeValidator(polling.hours)] = None  # of the day, at which it is asked
    pages: Annotated[int, Field(ge=1, le=1000)] = 1  # pages of a listing to go back through, while they bring news
    max_new: Annotated[int, Field(ge=1)] = 100  # new posts of one run; what is more waits for the next
    max_time: Annotated[float, Field(gt=0)] = 60  # minutes that a run may spend on it; what is left waits for the next
    max_bytes: Annotated[int, Field(ge=1)] | None = None  # of an answer, packed or not; None: DOWNLOAD_MAXSIZE
    priority: int = 0  # whose article becomes the post where several sources have it: the highest
    identity: Identity = Identity.AUTO
    duplicates: Duplicates = Duplicates.DROP
    # Days after an article last changed.
    look_again: tuple[Annotated[float, Field(gt=0, le=36500)], ...] = (1, 3, 7, 14, 30, 90)
    takedown: Takedown = Takedown.MOVE
    takedown_on: tuple[Directive, ...] = ()  # for what else posts are taken down, and new articles left out
    gone_after: Annotated[int, Field(ge=1)] = 3  # looks, a day apart, that have to find a page gone
    allow_hosts: tuple[
        Annotated[str, AfterValidator(_host)], ...
    ] = ()  # hosts that it may ask although their addresses are private
    media: Media = Media.LINK
    pictures: PictureOptions = PictureOptions()
    rules: Rules = Rules()  # where things are on its pages
    rewrite: tuple[Replacement, ...] = ()  # of an article's address, before it is fetched
    request: RequestOptions = RequestOptions()  # what goes along with each request
    render: Annotated[Rendering | None, BeforeValidator(rendering)] = None  # its pages need a browser
    filter: Filter = Filter()  # which articles are wanted
    post: PostOptions = PostOptions()  # what is to be different from the dialect's posts


class Source(SourceOptions):
    """One source of articles.

    `options` holds the keys that only its kind knows; in the file they stand beside the others.
    """

    name: Annotated[str, Field(max_length=200), AfterValidator(_one_line)]
    url: WebAddress
    options: InstanceOf[BaseModel] = Field(default_factory=sources.Options)

    def wish(self, *, on_watch: bool) -> Wish:
        """When it is to be asked; on watch it is asked in its own rhythm where the file says nothing."""
        return Wish(self.every or (Rhythm.AUTO if on_watch else None), self.hours)


class Build(_Model):
    """How the site is built, where `crawler verify` cannot see it by itself."""

    command: CommandLine
    pages: FilePath = Path("public")  # the folder that it builds into, relative to `folder`
    folder: FilePath = Path()


class Feeds(_Model):
    """Feeds, a sitemap and a list of sources that are written of what was published."""

    folder: FilePath  # where they go
    url: WebAddress  # of that folder on the site
    title: str
    site: WebAddress | None = None  # the site's home page; None: `url`
    page: Template | None = None  # a post's page on the site, "https://example.org/{date:%Y}/{slug}/"; its file's name
    count: Annotated[int, Field(ge=1)] = 50
    by_category: bool = False


class Config(_Model):
    """A whole sources file. Paths in the file are relative to its folder; here they are absolute."""

    output: FilePath = Path("output")
    dialect: DialectName = "hexo"
    media_folder: FilePath | None = None  # where downloaded pictures go; None: where the dialect's generator wants them
    media_url: Annotated[str, AfterValidator(_site_address)] | None = None  # under which the site shows that folder
    state: FilePath = Path(".crawler/state.db")
    keep_pages: Annotated[int, Field(ge=0, le=36500)] = 365  # days that fetched pages are kept as they are; 0: none
    contact: str | None = None  # an address or URL for the User-Agent: whom a site's owner may ask
    delay: Annotated[float, Field(ge=0, le=3600)] = 1.0  # seconds between two requests to one host
    browser: FilePath | None = None  # that renders pages; None: found
    allow_private_addresses: bool = False
    rules_folder: FilePath | None = None  # of rule files in the form of Full-Text RSS
    build: Build | None = None  # None: found by the files of the site around `output`
    feeds: Feeds | None = None
    on_success: tuple[Hook, ...] = ()  # what is done after a run that changed a post
    on_trouble: tuple[
        Annotated[Hook, AfterValidator(_no_git)], ...
    ] = ()  # who is told what is newly wrong with a source
    defaults: SourceOptions = SourceOptions()  # those for every kind; the sources have theirs
    sources: Annotated[tuple[Source, ...], AfterValidator(_at_least_one)]

    @property
    def stored_pages(self) -> Path:
        """The folder of the pages that are kept as they were fetched."""
        return self.state.parent / "pages"

    @property
    def taken_down(self) -> Path:
        """The folder of the posts that were taken down by moving them."""
        return self.state.parent / "taken-down"

    @property
    def quarantine(self) -> Path:
        """The folder of the posts that `crawler verify` set aside."""
        return self.state.parent / "quarantine"

    def by_name(self) -> dict[str, Source]:
        """Where posts may come from: the sources, and BY_HAND, which stands in no file."""
        named = {source.name: source for source in self.sources}
        return named if BY_HAND in named else named | {BY_HAND: by_hand(self, [self.sources[0].url]).sources[-1]}

    def dialects(self) -> Iterator[publishing.Dialect]:
        """The forms in which the sources' posts are written, each once."""
        options = {source.post.model_dump_json(): source.post for source in self.sources}
        for each in options.values():
            yield publishing.dialect(self.dialect).customised(each)

    def select(self, names: Iterable[str]) -> tuple[Source, ...]:
        """The sources of these names in the file's order, or all of them where none is named.

        Raises:
            ConfigError: A name is not in the file.
        """
        wanted = list(dict.fromkeys(names))
        known = [source.name for source in self.sources]
        unknown = [name for name in wanted if name not in known]
        if unknown:
            raise ConfigError(
                "\n".join(
                    f"no source is named {name!r}; {_did_you_mean(name, known)}the sources file has: {', '.join(known)}"
                    for name in unknown
                )
            )
        return tuple(source for source in self.sources if not wanted or source.name in wanted)


def load(file: Path, *, may_be_empty: bool = False) -> Config:
    """Read a sources file.

    Args:
        file: Where it is.
        may_be_empty: Also read one that lists no source yet.

    Raises:
        ConfigError: The file is missing, is no YAML, or holds a key or value that is not allowed.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{file}: there is no such file; 'crawler init' writes one to start from") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(f"{file}:{line}: is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from None
    return parse(text, file, may_be_empty=may_be_empty)


def parse(text: str, file: Path, *, may_be_empty: bool = False) -> Config:
    """Validate the text of a sources file that lies, or would lie, at `file`.

    Raises:
        ConfigError: It is no YAML, or holds a key or value that is not allowed.
    """
    document = _Document(text, file)
    is_empty = may_be_empty and not (document.data.get("sources") if isinstance(document.data, dict) else document.data)
    if is_empty:
        document.data = {**(document.data or {}), "sources": [{"name": "none", "url": "https://none.invalid/"}]}
    if not isinstance(document.data, dict):
        raise ConfigError(f"{file}:1: a sources file holds keys and values; 'crawler init' writes one to start from")
    data: dict[str, Any] = dict(document.data)
    defaults = data.get("defaults") or {}
    data["defaults"] = document.defaults(defaults, data.get("sources"))
    if "sources" in data and data["sources"] is None:  # as `crawler init` writes it
        data["sources"] = []
    if isinstance(listed := data.get("sources"), list):
        data["sources"] = [
            document.with_options(with_defaults(source, defaults), ("sources", index))
            if isinstance(source, dict)
            else source
            for index, source in enumerate(listed)
        ]
    config = document.validate(Config, data, ())
    document.refuse_taken_names(config)
    document.refuse_impossible_posts(config)
    folder = file.absolute().parent
    named = ("output", "media_folder", "state", "browser", "rules_folder")
    paths = {name: folder / path.expanduser() for name in named if (path := getattr(config, name))}
    if "rules_folder" in paths and not paths["rules_folder"].is_dir():
        line = document.line(("rules_folder",))
        raise ConfigError(f"{file}:{line}: rules_folder: there is no folder {paths['rules_folder']}")
    build = config.build and config.build.model_copy(
        update={"folder": folder / config.build.folder.expanduser(), "pages": config.build.pages.expanduser()}
    )
    feeds = config.feeds and config.feeds.model_copy(update={"folder": folder / config.feeds.folder.expanduser()})
    listed = {"sources": ()} if is_empty else {}
    return config.model_copy(update=paths | listed | {"build": build, "feeds": feeds})


def by_hand(config: Config | None, urls: list[str]) -> Config:
    """The sources file with one more source, BY_HAND, which lists these articles; None: there is no such file.

    It has what `defaults` says of every source's posts; what is to be left out is the user's own choice here.

    Raises:
        ConfigError: One of them is no web address.
    """
    if not urls:
        raise ConfigError("no address was given")
    try:
        options = sources.options("page").model_validate({"urls": urls[1:]})
        source = Source(name=BY_HAND, kind="page", url=urls[0], options=options)
    except ValidationError as error:
        raise ConfigError(str(error.errors()[0]["ctx"]["error"])) from None
    if config is None:
        return Config(sources=(source,))
    named = config.defaults.model_fields_set - {"kind", "content", "filter"}
    source = source.model_copy(update={name: getattr(config.defaults, name) for name in named})
    others = tuple(other for other in config.sources if other.name != BY_HAND)
    return config.model_copy(update={"sources": (*others, source)})


_KEYS_OF_KINDS = {name for kind in sources.kinds() for name in sources.options(kind).model_fields}


def _kind(source: dict[str, Any], defaults: dict[str, Any]) -> str | None:
    """The kind that a source is said to be of; None where it is said to be of none, or of one that there is not."""
    kind = source.get("kind", defaults.get("kind"))
    return kind if kind in sources.kinds() else None


def with_defaults(source: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    """A source's keys as the file has them, with those of `defaults` but for the keys that only other kinds have."""
    kind = _kind(source, defaults)
    others = _KEYS_OF_KINDS - (sources.options(kind).model_fields.keys() if kind else set())
    return {name: value for name, value in defaults.items() if name not in others} | source


class _Document:
    """A YAML document that remembers on which line each value stands."""

    def __init__(self, text: str, file: Path) -> None:
        self._file = file
        self._lines: dict[Location, int] = {(): 1}
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            self._note_lines(node, ())
            self.data = loader.construct_document(node) if node else None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line if mark else 0
            told = f"{file}:{line + 1}: this is no YAML: {str(error.problem or error.context).removeprefix('but ')}"
            if any(re.match(r" *\t", indented) for indented in text.splitlines()[line : line + 1]):
                told += "; it is indented by a tab, and YAML takes blanks only"
            raise ConfigError(told) from None
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, text.index(chr(error.character))) + 1
            told = f"a control character (U+{error.character:04X}) stands here; remove it"
            raise ConfigError(f"{file}:{line}: this is no YAML: {told}") from None
        except yaml.YAMLError as error:
            raise ConfigError(f"{file}: this is no YAML: {' '.join(str(error).split())}") from None
        except ConfigError:
            raise
        except ValueError as error:  # a number of too many digits
            raise ConfigError(f"{file}: this is no YAML: {error}") from None
        except RecursionError:
            raise ConfigError(f"{file}: a value holds itself (*), or is nested too deep") from None
        finally:
            loader.dispose()

    def _note_lines(self, node: yaml.Node | None, location: Location) -> None:
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self._lines[*location, index] = item.start_mark.line + 1
                self._note_lines(item, (*location, index))
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                inner = (*location, str(key.value))
                line = key.start_mark.line + 1
                if inner in self._lines:
                    raise ConfigError(
                        f"{self._file}:{line}: {key.value!r} stands here for the second time"
                        f" (first on line {self._lines[inner]}); remove one"
                    )
                self._lines[inner] = line
                self._note_lines(value, inner)

    def line(self, location: Location) -> int:
        """The line of a value, or of the nearest thing around it that the file has."""
        while location not in self._lines:
            location = location[:-1]
        return self._lines[location]

    def validate(self, model: type[Validated], data: object, prefix: Location) -> Validated:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            faults = [
                f"{self._file}:{self.line(location := prefix + tuple(fault['loc']))}:"
                f" {_dotted(location)}{_explain(model, fault, data)}"
                for fault in error.errors(include_url=False)
            ]
            raise ConfigError("\n".join(faults)) from None

    def defaults(self, defaults: object, listed: object) -> SourceOptions:
        """The defaults for sources of every kind; those that only some kinds have are checked for those listed."""
        if not isinstance(defaults, dict):
            return self.validate(SourceOptions, defaults, ("defaults",))
        of_all = {name: value for name, value in defaults.items() if name not in _KEYS_OF_KINDS}
        found = self.validate(SourceOptions, of_all, ("defaults",))
        named = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
        for kind in sorted({kind for source in named if (kind := _kind(source, defaults))}):
            model = sources.options(kind)
            own = {name: value for name, value in defaults.items() if name in model.model_fields}
            self.validate(model, own, ("defaults",))
        return found

    def with_options(self, source: dict[str, Any], location: Location) -> dict[str, Any]:
        """A source whose kind's own keys are gathered under `options`."""
        if not isinstance(kind := source.get("kind"), str) or kind not in sources.kinds():
            return source
        model = sources.options(kind)
        own = {name: value for name, value in source.items() if name in model.model_fields}
        rest = {name: value for name, value in source.items() if name not in own}
        return {"options": self.validate(model, own, location)} | rest

    def refuse_taken_names(self, config: Config) -> None:
        first: dict[str, int] = {}
        for index, source in enumerate(config.sources):
            line = self.line(("sources", index, "name"))
            if source.name == BY_HAND:
                raise ConfigError(
                    f"{self._file}:{line}: {BY_HAND!r} is the name of what `crawler run --url` fetches; choose another"
                )
            if source.name in first:
                raise ConfigError(
                    f"{self._file}:{line}: two sources are named {source.name!r}"
                    f" (the other on line {first[source.name]}); give each a name of its own"
                )
            first[source.name] = line

    def refuse_impossible_posts(self, config: Config) -> None:
        for index, source in enumerate(config.sources):
            try:
                publishing.dialect(config.dialect).customised(source.post)
            except publishing.OptionsError as error:
                places: tuple[Location, ...] = (("sources", index, "post"), ("defaults", "post"))
                said = next((place for place in places if place in self._lines), places[0])
                raise ConfigError(f"{self._file}:{self.line(said)}: {error}") from None


def _dotted(location: Location) -> str:
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return f"{text}: " if text else ""


_IN_OUR_WORDS = {  # a type of pydantic's errors -> what is wrong
    "missing": "is missing",
    **dict.fromkeys(("tuple_type", "list_type"), "a list is needed, such as [one, two]"),
    **dict.fromkeys(
        ("model_type", "dict_type"), "keys with values are needed, each on a line of its own: `key: value`"
    ),
    **dict.fromkeys(("bool_type", "bool_parsing"), "true or false is needed"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "a whole number is needed"),
    **dict.fromkeys(("float_type", "float_parsing"), "a number is needed"),
    "path_type": "a path is needed",
    "string_type": "a text is needed; what YAML takes for something else, such as yes or no, needs quotes",
}


def _explain(model: type[BaseModel], fault: ErrorDetails, data: Any) -> str:
    if fault["type"] == "extra_forbidden" or fault["loc"][-1:] == ("options",):
        key = str(fault["loc"][-1])
        known = _keys(_model_at(model, fault["loc"][:-1]))
        if model is SourceOptions:
            known |= _KEYS_OF_KINDS
        if len(fault["loc"]) == 3 and fault["loc"][0] == "sources":
            kind = data["sources"][fault["loc"][1]].get("kind")
            has_kind = isinstance(kind, str) and kind in sources.kinds()
            known = {*Source.model_fields, *(sources.options(kind).model_fields if has_kind else ())} - {"options"}
            if others := [name for name in sources.kinds() if key in sources.options(name).model_fields]:
                return f"is a key of sources with kind: {' or '.join(others)}"
        return f"unknown key; {_did_you_mean(key, known)}allowed: {', '.join(sorted(known))}"
    if fault["input"] is None:
        return "is empty; a value is needed"
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    return _IN_OUR_WORDS.get(fault["type"]) or fault["msg"][:1].lower() + fault["msg"][1:]


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel]:
    """The model of what stands at a location inside another."""
    for part in location:
        if isinstance(part, str):
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            model = next(_models_in(fields[part].annotation), model) if part in fields else model
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _keys(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}
