"""`crawler verify`: the user's real generator over what was published, and the posts to blame set aside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from crawler.config import Config
from crawler.publishing.site import Site, recognise
from crawler.publishing.verify import Verdict, VerifyError, set_aside, verify
from crawler.state import State


def site_of(config: Config) -> Site:
    """The site that the posts belong to: as the sources file's `build` says, else the nearest one around them.

    Raises:
        VerifyError: There is none.
    """
    if config.build:
        build = config.build
        return Site(build.folder, "build", config.dialect, config.output, build.folder / build.pages, build.command)
    for folder in (config.output, *config.output.parents):
        if site := recognise(folder):
            return site
    raise VerifyError(
        f"no site of a known generator is around {config.output}; name its command in the sources file:"
        " build: {command: …, pages: …}"
    )


def check(config: Config, *, keep: bool) -> tuple[Site, Verdict, list[Path]]:
    """Build the site and find the posts that have no page or that stop the build.

    Args:
        config: The sources file.
        keep: Leave the culprits where they are.

    Returns:
        The site, what was found, and where the culprits were put.

    Raises:
        VerifyError: The site cannot be checked.
        StateError: The state cannot be used.
    """
    site = site_of(config)
    try:
        below = config.output.resolve().relative_to(site.posts.resolve())
    except ValueError:
        raise VerifyError(f"posts are written to {config.output}, but {site.generator} reads {site.posts}") from None
    with State(config.state) as state:
        known = {PurePosixPath(below.as_posix()) / post.path: (post.id, post.aside) for post in state.posts()}
        posts = [path for path in known if (site.posts / path).is_file()]
        for path in posts:
            article, aside = known[path]
            if aside:
                state.set_aside(article, None)
    verdict = verify(site, posts)
    with State(config.state) as state:
        # One that a run has taken down meanwhile is to blame for nothing.
        there = tuple(culprit for culprit in verdict.culprits if (site.posts / culprit.path).is_file())
        verdict = replace(verdict, culprits=there)
        if keep:
            return site, verdict, []
        for culprit in there:  # first, so that a file which is gone is not taken for deleted by hand
            state.set_aside(known[culprit.path][0], culprit.message)
        return site, verdict, set_aside(site, there, config.quarantine)
