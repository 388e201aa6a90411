"""How a dialect makes a file of a post."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from crawler.publishing import bodies, values
from crawler.publishing.front_matter import EMITTERS, Emitter, yaml_block
from crawler.publishing.lead import without_lead
from crawler.publishing.moments import aware, in_utc
from crawler.publishing.names import Slug, of_a_post, possible, url_slug, visible
from crawler.publishing.options import Body, Constant, FrontMatter, LeadPicture, PostOptions, Zone
from crawler.publishing.post import Post
from crawler.publishing.text import line
from crawler.publishing.values import Getter, Value


class OptionsError(ValueError):
    """Wishes that a dialect cannot fulfil; the message is one line for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The form of a generator's posts; a new one is made by naming what differs from the defaults.

    `folder` is where the generator looks for posts, relative to the site; an output folder that the user names stands
    for it. `file_name` is a template (see `crawler.publishing.options`) of the path without its extension.
    `media_folder` is a folder, relative to the site too, that the generator publishes as it is, under `media_url`.
    """

    name: str
    folder: str
    keys: Mapping[str, Getter]
    slug_key: str | None = None  # holds the file's name, where the generator would name the page after its title
    file_name: str = "{slug}"
    file_name_begins: str = ""  # what each name has to begin with
    folders_vanish: bool = False  # addresses are made of a file's name alone
    dated: Callable[[Post], date] = values.published_or_seen  # the date that a file name may hold
    in_address: Callable[[Post], date | None] = values.undated  # the date that the generator makes addresses of
    html_extension: str = ".md"
    html: Callable[[str], str] = bodies.block
    body: Body = Body.HTML
    decoded_pictures: bool = False  # the generator decodes the addresses of those in Markdown, or fails
    emit: Emitter = yaml_block
    front_matters: Set[FrontMatter] = frozenset((FrontMatter.YAML,))  # the languages that the generator reads
    key_form: str = r"[^.]+(?:\.[^.]+)*"  # a regular expression of what a key may be
    slug: Slug = Slug.ASCII
    dates: Zone = Zone.UTC
    lead_picture: LeadPicture = LeadPicture.BOTH
    media_folder: str | None = None  # None: pictures stay in the output folder
    media_url: str = "/media/"
    keep_attributes: bool = False  # bodies keep their classes and data attributes, which the site's own may clash with
    printed_as_is: bool = False  # themes print texts without escaping them
    fixed: frozenset[str] = frozenset()  # the options that a user may not set

    @property
    def extension(self) -> str:
        """The extension of the post files."""
        return self.html_extension if self.body is Body.HTML else ".md"

    def path(self, post: Post) -> PurePosixPath:
        """The file that the post would have if none stood in its way, relative to the output folder."""
        fields = values.fields(post, self.slug, self.file_name)
        parts = {name: _part(value) if isinstance(value, str) else value for name, value in fields.items()}
        if "date" in parts:
            parts["date"] = in_utc(self.dated(post))
        if "categories" in parts:
            parts["categories"] = "/".join(map(_part, values.category_chain(post)))
        shown = [visible(part) for part in self.file_name.format_map(parts).split("/")]
        *folders, name = [part for part in shown if part] or [url_slug(post.url)]
        return possible(PurePosixPath(*folders, of_a_post(name, at_top=not folders) + self.extension))

    def passes_over(self, path: PurePosixPath) -> bool:
        """Whether the generator takes a file for no post, by its name."""
        begins = re.escape(self.file_name_begins.format(date=date(2000, 1, 1)))
        return re.match(re.sub(r"\d", r"\\d", begins), path.name) is None

    def address_day(self, post: Post) -> date | None:
        """The day that the address of the post's page holds; None: it holds none."""
        moment = self.in_address(post)
        return aware(in_utc(moment)).date() if moment else None

    def render(self, post: Post, path: PurePosixPath | None = None) -> str:
        """The whole file, for the path that was free; None: for the wished one."""
        found = {name: self._value(value(post)) for name, value in self.keys.items()}
        if self.slug_key:
            found[self.slug_key] = (path or self.path(post)).stem
        kept = {name: value for name, value in found.items() if value not in (None, "", ())}
        body = post.body
        if self.lead_picture is LeadPicture.FRONT_MATTER and (shown := post.image or bodies.first_image(body)):
            body = without_lead(body, shown)
        if self.body is Body.HTML:
            body = self.html(body)
        else:
            from crawler.publishing import markdown  # takes a while to load, and few need it

            body = markdown.block(body, decoded_pictures=self.decoded_pictures)
        return self.emit(_nested(kept)) + body

    def customised(self, options: PostOptions) -> Dialect:
        """The dialect as a user wants it.

        Raises:
            OptionsError: An option would make posts that the generator does not build.
        """
        if not options.model_fields_set:  # as of most of thousands of sources
            return self
        if fixed := sorted(options.model_fields_set & self.fixed):
            raise OptionsError(f"the posts of dialect {self.name} have one form only: {', '.join(fixed)} cannot be set")
        if options.front_matter and options.front_matter not in self.front_matters:
            raise OptionsError(
                f"the generator of dialect {self.name} reads no front matter in {options.front_matter}; "
                f"allowed: {', '.join(sorted(self.front_matters))}"
            )
        if options.file_name and not options.file_name.rpartition("/")[2].startswith(self.file_name_begins):
            raise OptionsError(f"the file names of dialect {self.name} have to begin with {self.file_name_begins}")
        if unknown := sorted({*options.rename, *options.drop} - set(self.keys)):
            raise OptionsError(f"the posts of dialect {self.name} have no key {unknown[0]!r}: {', '.join(self.keys)}")
        for name in (*options.rename.values(), *options.add):
            if not re.fullmatch(self.key_form, name):
                raise OptionsError(f"{name!r} can be no key of a post in dialect {self.name}")
        names = [options.rename.get(name, name) for name in self.keys if name not in options.drop]
        if shared := [name for name in names if names.count(name) > 1]:
            raise OptionsError(
                f"two keys of the posts of dialect {self.name} would be named {shared[0]!r}; drop one, or rename it"
            )
        letters = options.slug or self.slug
        keys = {options.rename.get(name, name): get for name, get in self.keys.items() if name not in options.drop}
        for name, value in options.add.items():
            if isinstance(value, str):
                keys[name] = values.template(value, letters, inert=self.printed_as_is)
            elif isinstance(value, tuple):
                keys[name] = values.templates(value, letters, inert=self.printed_as_is)
            else:
                keys[name] = values.constant(value)
        if torn := sorted({name for name in keys if any(key.startswith(f"{name}.") for key in keys)}):
            raise OptionsError(f"the posts of dialect {self.name} cannot have a key {torn[0]} beside {torn[0]}.…")
        if options.lead_picture is LeadPicture.FRONT_MATTER and not _names_picture(keys.values(), options.add.values()):
            raise OptionsError(
                "lead_picture: front_matter leaves the picture out of the body, and the front matter has none"
            )
        return replace(
            self,
            keys=keys,
            slug=letters,
            dates=options.dates or self.dates,
            file_name=options.file_name or self.file_name,
            emit=EMITTERS[options.front_matter] if options.front_matter else self.emit,
            body=options.body or self.body,
            lead_picture=options.lead_picture or self.lead_picture,
        )

    def _value(self, value: Value) -> Value:
        if isinstance(value, str):
            return line(value)
        return in_utc(value) if isinstance(value, date) and self.dates is Zone.UTC else value


def _nested(values: Mapping[str, Value]) -> dict[str, Value]:
    """The keys with a dot in them as keys of a map of their own: `extra.image` as `image` in `extra`."""
    found: dict[str, Value] = {}
    for name, value in values.items():
        group, dot, inner = name.partition(".")
        if not dot:
            found[name] = value
        elif isinstance(members := found.setdefault(group, {}), dict):
            members[inner] = value
    return found


def _names_picture(getters: Iterable[Getter], added: Iterable[Constant]) -> bool:
    """Whether the front matter has the lead picture: in a key of the dialect's or in a template."""
    templates = [text for value in added for text in (value if isinstance(value, tuple) else (str(value),))]
    return any(get in values.PICTURES for get in getters) or any("{image}" in text for text in templates)


def _part(text: str) -> str:
    return text.replace("/", "_")
