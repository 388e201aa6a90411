"""The state's tables, as the migrations that made them: migration N brings a database from version N to N + 1.

A migration that has been released is never edited; a change to the tables is a new one at the end.
Moments are stored as ISO 8601 text in UTC, which sorts as time does.
"""

MIGRATIONS = (
    """
    CREATE TABLE source (
        name          TEXT PRIMARY KEY,
        url           TEXT,              -- the address that the validators belong to
        etag          TEXT,
        last_modified TEXT,
        polled_at     TEXT,
        new           INTEGER NOT NULL DEFAULT 0,  -- posts made since the last poll
        error         TEXT               -- of the last poll; NULL when it went well
    ) STRICT;

    CREATE TABLE article (
        id         INTEGER PRIMARY KEY,
        url        TEXT NOT NULL,
        source     TEXT NOT NULL,
        title      TEXT NOT NULL,
        path       TEXT NOT NULL,        -- relative to the output folder; fixed at first publication
        folded     TEXT NOT NULL UNIQUE, -- the path as a case-insensitive file system sees it
        hash       TEXT,                 -- SHA-256 of the file as it was written; NULL before the first time
        next_hash  TEXT,                 -- of the file that is being written
        first_seen TEXT NOT NULL,
        written_at TEXT
    ) STRICT;
    CREATE INDEX article_source ON article (source);

    CREATE TABLE address (
        url     TEXT PRIMARY KEY,        -- normalised
        article INTEGER NOT NULL REFERENCES article (id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE entry (
        source      TEXT NOT NULL,
        key         TEXT NOT NULL,
        fingerprint TEXT NOT NULL,       -- of all that the source says of the article
        data        TEXT,                -- the entry as JSON while it is pending
        attempts    INTEGER NOT NULL DEFAULT 0,
        retry_at    TEXT,                -- not to be tried before; NULL: at once
        reason      TEXT,                -- why the last attempt failed
        article     INTEGER REFERENCES article (id),
        first_seen  TEXT NOT NULL,
        PRIMARY KEY (source, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX entry_pending ON entry (source) WHERE data IS NOT NULL;

    CREATE TABLE robots (
        origin  TEXT PRIMARY KEY,        -- https://example.org:443
        fetched TEXT NOT NULL,
        body    BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
    """
    ALTER TABLE source ADD COLUMN kind TEXT;  -- as it was recognised, where the sources file leaves it out

    CREATE TABLE document (              -- further documents of sources: the sitemaps of an index
        source        TEXT NOT NULL,
        url           TEXT NOT NULL,
        etag          TEXT,
        last_modified TEXT,
        updated       TEXT,              -- when the source said that it last changed
        PRIMARY KEY (source, url)
    ) STRICT, WITHOUT ROWID;
    """,
)
