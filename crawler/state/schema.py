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
    """
    ALTER TABLE source ADD COLUMN guids TEXT;          -- why its GUIDs are not trusted; NULL: they are
    ALTER TABLE source ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;  -- polls that failed in a row
    ALTER TABLE source ADD COLUMN failing_since TEXT;
    ALTER TABLE source ADD COLUMN next_poll TEXT;      -- a failing source is not asked before

    ALTER TABLE entry ADD COLUMN url TEXT;             -- as the source has it
    ALTER TABLE entry ADD COLUMN address TEXT;         -- normalised; NULL where it leads to no article of its own
    ALTER TABLE entry ADD COLUMN shares_link INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE entry ADD COLUMN title TEXT;
    ALTER TABLE entry ADD COLUMN published TEXT;
    ALTER TABLE entry ADD COLUMN tried_at TEXT;        -- when its article was last worked on
    CREATE INDEX entry_address ON entry (source, address) WHERE address IS NOT NULL;
    CREATE INDEX entry_article ON entry (article) WHERE article IS NOT NULL;
    CREATE INDEX entry_seen ON entry (source, first_seen);

    ALTER TABLE article ADD COLUMN key TEXT;           -- of the source's entry that the post is made of
    ALTER TABLE article ADD COLUMN page TEXT;          -- the address of its page; NULL where the entry carries it
    ALTER TABLE article ADD COLUMN etag TEXT;
    ALTER TABLE article ADD COLUMN last_modified TEXT;
    ALTER TABLE article ADD COLUMN changed_at TEXT;    -- when its text last changed
    ALTER TABLE article ADD COLUMN looked_at TEXT;
    ALTER TABLE article ADD COLUMN next_look TEXT;     -- NULL: its page is not looked at again
    ALTER TABLE article ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;  -- looks in a row that found it gone
    ALTER TABLE article ADD COLUMN gone_at TEXT;       -- the last of them that counts
    ALTER TABLE article ADD COLUMN withdrawn TEXT;     -- why it is no post any more; NULL: it is one
    ALTER TABLE article ADD COLUMN withdrawn_at TEXT;
    CREATE INDEX article_look ON article (source, next_look) WHERE next_look IS NOT NULL;

    CREATE TABLE version (               -- what an article said, and when
        id      INTEGER PRIMARY KEY,
        article INTEGER NOT NULL REFERENCES article (id),
        seen    TEXT NOT NULL,
        source  TEXT NOT NULL,
        refused TEXT,                    -- why it was not published; NULL: it was
        size    INTEGER NOT NULL,        -- letters of its text
        fields  TEXT NOT NULL,           -- the fields that were found, with their origins, as JSON
        data    BLOB NOT NULL            -- crawler.state.records.Record, deflated
    ) STRICT;
    CREATE INDEX version_article ON version (article);
    CREATE INDEX version_source ON version (source);

    CREATE TABLE band (                  -- MinHash bands: articles that share one may be alike
        hash    INTEGER NOT NULL,
        article INTEGER NOT NULL,
        PRIMARY KEY (hash, article)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE kin (                   -- articles that tell one story in posts of their own
        article INTEGER NOT NULL,
        other   INTEGER NOT NULL,
        PRIMARY KEY (article, other)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE page (                  -- the index of the stored pages
        id      INTEGER PRIMARY KEY,
        url     TEXT NOT NULL,           -- after redirects
        source  TEXT NOT NULL,
        key     TEXT NOT NULL,           -- of the entry that it was fetched for
        fetched TEXT NOT NULL,
        file    TEXT NOT NULL,
        offset  INTEGER NOT NULL,
        length  INTEGER NOT NULL,
        digest  TEXT NOT NULL            -- SHA-256 of the body
    ) STRICT;
    CREATE INDEX page_entry ON page (source, key);
    CREATE INDEX page_file ON page (file);

    CREATE TABLE notice (                -- what was told about a source, so that it is told once
        source TEXT NOT NULL,
        what   TEXT NOT NULL,
        since  TEXT NOT NULL,
        PRIMARY KEY (source, what)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE picture (               -- what is stored of pictures
        url       TEXT NOT NULL,         -- at the source
        max_width INTEGER NOT NULL,      -- that it was to be scaled down to; 0: to none
        file      TEXT NOT NULL,         -- within the folder of pictures
        PRIMARY KEY (url, max_width)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    ALTER TABLE version ADD COLUMN page INTEGER;  -- the stored page that it was read from; NULL: from its entry
    """,
    """
    ALTER TABLE source ADD COLUMN moved TEXT;  -- where its address has moved to for good
    """,
    """
    ALTER TABLE article ADD COLUMN sketch BLOB;   -- of its text: crawler.identity.likeness; NULL: not known
    ALTER TABLE article ADD COLUMN aside TEXT;    -- why its post lies in the quarantine; NULL: it does not
    ALTER TABLE version ADD COLUMN further TEXT;  -- the stored pages that it goes on in, their ids in order, as JSON
    ALTER TABLE page ADD COLUMN piece INTEGER NOT NULL DEFAULT 0;  -- 0: the entry's own page; see crawler.archive

    CREATE TABLE claim (                 -- the originals on other sites that articles' pages name
        article INTEGER NOT NULL,
        source  TEXT NOT NULL,
        url     TEXT NOT NULL,           -- normalised
        PRIMARY KEY (article, source)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX claim_url ON claim (url);

    CREATE TABLE change (                -- what became of posts, for the hooks that have not been told of it
        id   INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL,
        what TEXT NOT NULL               -- new, updated, removed
    ) STRICT;

    CREATE TABLE told (                  -- up to which change a hook has been told
        hook   TEXT PRIMARY KEY,
        change INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
    """
    ALTER TABLE source ADD COLUMN refresh INTEGER;  -- seconds for which it asks to be left alone after a poll
    ALTER TABLE source ADD COLUMN skip TEXT;        -- hours and days on which it asks for that, as JSON
    """,
    """
    CREATE INDEX article_looked ON article (source, looked_at) WHERE looked_at IS NOT NULL;
    """,
    """
    -- A page's number is given to no other once it is gone: versions go on naming it.
    CREATE TABLE numbered (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,
        url     TEXT NOT NULL,
        source  TEXT NOT NULL,
        key     TEXT NOT NULL,
        fetched TEXT NOT NULL,
        file    TEXT NOT NULL,
        offset  INTEGER NOT NULL,
        length  INTEGER NOT NULL,
        digest  TEXT NOT NULL,
        piece   INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    INSERT INTO numbered SELECT id, url, source, key, fetched, file, offset, length, digest, piece FROM page;
    DROP TABLE page;
    ALTER TABLE numbered RENAME TO page;
    CREATE INDEX page_entry ON page (source, key);
    CREATE INDEX page_file ON page (file);
    DELETE FROM sqlite_sequence WHERE name = 'page';
    INSERT INTO sqlite_sequence (name, seq) SELECT 'page', max(
        ifnull((SELECT max(id) FROM page), 0),
        ifnull((SELECT max(page) FROM version), 0),
        ifnull((SELECT max(value) FROM version, json_each(version.further)), 0)
    );
    """,
    """
    CREATE TABLE listed (                -- which sources file lists which sources: two may have one state
        file   TEXT NOT NULL,
        source TEXT NOT NULL,
        PRIMARY KEY (file, source)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    DROP INDEX page_file;
    CREATE INDEX page_place ON page (file, offset);
    CREATE INDEX article_name ON article (substr(folded, 1 + length(rtrim(folded, replace(folded, '/', '')))));

    CREATE TABLE syndicated (            -- what feeds and the sitemap tell of posts; made anew where it is missing
        article INTEGER PRIMARY KEY,
        made_of TEXT NOT NULL,           -- the post's hash and path, and the form of its page's address
        dated   TEXT NOT NULL,           -- when it was published, in UTC; empty: it is not to be told of
        changed TEXT NOT NULL,           -- when it changed, as the sitemap says it
        page    TEXT                     -- its address on the site; NULL: not known
    ) STRICT;
    CREATE INDEX syndicated_dated ON syndicated (dated);
    CREATE INDEX article_url ON article (url);
    """,
    """
    CREATE TABLE postponed (             -- sites that asked to be left alone (Retry-After)
        site     TEXT PRIMARY KEY,       -- https://example.org/
        retry_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    -- These were to be left alone for a year.
    UPDATE source SET next_poll = NULL WHERE error LIKE 'is gone for good (410 Gone)%';
    """,
    """
    ALTER TABLE source ADD COLUMN gone_since TEXT;     -- the first of its polls in a row that found it gone for good
    """,
    """
    ALTER TABLE source ADD COLUMN read_as TEXT;  -- a hash of the keys by which its documents were read; NULL: not known
    """,
    """
    -- Its place among the entries that are new and wait, the smallest first: minus its date in seconds since 1970.
    ALTER TABLE entry ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
    UPDATE entry SET rank = ifnull(
        -CAST(strftime('%s', ifnull(json_extract(data, '$.published'), json_extract(data, '$.updated'))) AS INTEGER), 0
    ) WHERE data IS NOT NULL;
    CREATE INDEX entry_new ON entry (source, rank, first_seen)
        WHERE data IS NOT NULL AND article IS NULL AND attempts = 0;
    CREATE INDEX entry_again ON entry (source) WHERE data IS NOT NULL AND (article IS NOT NULL OR attempts > 0);
    """,
)
