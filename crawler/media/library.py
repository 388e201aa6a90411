"""The pictures that are stored beside the posts of a sources file."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.config import Config, Source
from crawler.media.options import Media
from crawler.media.place import Place, place
from crawler.media.shown import pictures, with_pictures
from crawler.publishing import Post, dialect, files
from crawler.state import State

if TYPE_CHECKING:
    from crawler.media.picture import Picture


class Library:
    """Files by their content, so that what is shown at several addresses is stored once.

    The state knows which address is which file. Articles keep the addresses of their source; their posts get those of
    the stored pictures as they are written, so that a picture which came late is no change of the article.
    `used` are the files that the posts show which were made so far.
    """

    def __init__(self, config: Config, state: State) -> None:
        self._config = config
        self._state = state
        self.used: set[Path] = set()

    @cached_property
    def _place(self) -> Place:
        config = self._config
        return place(dialect(config.dialect), config.output, config.media_folder, config.media_url)

    @property
    def folder(self) -> Path:
        """Where the pictures are."""
        return self._place.folder

    def has(self, url: str, source: Source) -> bool:
        """Whether the picture of an address is stored for the posts of a source."""
        return self._name(url, source) is not None

    def _name(self, url: str, source: Source) -> str | None:
        name = self._state.picture(url, source.pictures.max_width)
        return name if name and (self._place.folder / name).is_file() else None

    def store(self, url: str, source: Source, picture: Picture) -> None:
        """Write a picture to its file.

        Raises:
            OSError: The file cannot be written.
        """
        files.write(self._place.folder / picture.name, picture.data)
        self._state.keep_picture(url, source.pictures.max_width, picture.name)

    def shown(self, post: Post, source: Source) -> Post:
        """The post with its pictures shown from where they are stored; those that are not stay links."""
        if source.media is Media.LINK:
            return post
        stored: dict[str, str] = {}
        wanted = pictures(post.body, post.image, source.pictures.max_width)
        for tries in wanted[: source.pictures.max_count]:
            name = next((found for url in tries if (found := self._name(url, source))), None)
            if name:
                self.used.add(self._place.folder / name)
                stored |= dict.fromkeys(tries, self._place.url + name)
        image = stored.get(post.image, post.image) if post.image else None
        return replace(post, body=with_pictures(post.body, stored), image=image)
