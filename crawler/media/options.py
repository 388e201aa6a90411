"""What a user may say about the pictures of a source."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Media(StrEnum):
    """Where the pictures of a source's posts are."""

    LINK = "link"  # where they were found
    DOWNLOAD = "download"  # with the posts


class PictureOptions(BaseModel):
    """The `pictures:` key of a sources file: what `media: download` takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    max_count: Annotated[int, Field(ge=1)] = 50  # of an article, its lead picture included
    max_bytes: Annotated[int, Field(ge=1)] = 10 * 2**20  # of a file as it is fetched
    max_width: Annotated[int, Field(ge=16)] | None = None  # pixels; wider ones are scaled down
