"""The pictures that are stored beside the posts of a sources file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.config import Config, Source
from crawler.media.options import Media
from crawler.media.place import place
from crawler.media.shown import pictures, with_pictures
from crawler.publishing import Post, dialect, files
from crawler.state import State

if TYPE_CHECKING:
    from crawler.media.picture import Picture


class Library:
    """Files by their content, so that what is shown at several addresses is stored once.

    The state knows which address is which file. Posts are made of articles that keep the addresses of their source,
    and get those of the stored pictures as they are written.
    """

    def __init__(self, config: Config, state: State) -> None:
        self._state = state
        self._place = place(dialect(config.dialect), config.output, config.media_folder, config.media_url)

    def address(self, url: str, source: Source) -> str | None:
        """Where the picture of an address is shown from; None where it is not stored.

        Args:
            url: Its address at the source.
            source: Whose post shows it.
        """
        name = self._state.picture(url, source.pictures.max_width)
        return self._place.url + name if name and (self._place.folder / name).is_file() else None

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
        for tries in pictures(post.body, post.image, source.pictures.max_width):
            address = next((found for url in tries if (found := self.address(url, source))), None)
            if address:
                stored |= dict.fromkeys(tries, address)
        image = stored.get(post.image, post.image) if post.image else None
        return replace(post, body=with_pictures(post.body, stored), image=image)
