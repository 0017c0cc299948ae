// All that a session holds. STRICT tables, so that a row has the types it is read with. `seq`, `t` (microseconds of
// virtual time) and `steps` together name a place in history; see the engine's kernel.
export const first = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE branches (
    id INTEGER PRIMARY KEY,
    parent INTEGER REFERENCES branches,
    fork_seq INTEGER,
    name TEXT NOT NULL,
    head_seq INTEGER NOT NULL,
    head_t INTEGER NOT NULL,
    head_steps INTEGER NOT NULL
  ) STRICT;
  INSERT INTO branches VALUES (1, NULL, NULL, 'main', 0, 0, 0);

  -- What was done from outside. seq is that of the last record before it.
  CREATE TABLE inputs (
    branch INTEGER NOT NULL,
    id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    t INTEGER NOT NULL,
    steps INTEGER NOT NULL,
    actor TEXT NOT NULL,
    input TEXT NOT NULL,
    PRIMARY KEY (branch, id)
  ) STRICT;

  -- Some thousand records each, compressed. steps is NULL where a batch goes on in the next chunk.
  CREATE TABLE chunks (
    branch INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    last_t INTEGER NOT NULL,
    steps INTEGER,
    body BLOB NOT NULL,
    PRIMARY KEY (branch, first_seq)
  ) STRICT;

  -- The records after the last chunk, a row a batch, until they fill a chunk.
  CREATE TABLE segments (
    branch INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    last_t INTEGER NOT NULL,
    steps INTEGER,
    body BLOB NOT NULL,
    PRIMARY KEY (branch, first_seq)
  ) STRICT;

  CREATE TABLE keyframes (
    branch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    t INTEGER NOT NULL,
    steps INTEGER NOT NULL,
    hash TEXT NOT NULL,
    objects BLOB NOT NULL,
    projection BLOB NOT NULL,
    engine BLOB,
    PRIMARY KEY (branch, seq)
  ) STRICT;

  -- Derived from the records, for the timeline: Pods, and when each changed its condition.
  CREATE TABLE tracks (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL
  ) STRICT;
  CREATE TABLE lives (
    branch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    track INTEGER NOT NULL REFERENCES tracks,
    t INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (branch, seq, track)
  ) STRICT, WITHOUT ROWID;

  -- Derived likewise: requests that finished within each virtual second.
  CREATE TABLE buckets (
    branch INTEGER NOT NULL,
    second INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    PRIMARY KEY (branch, second)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE layout (key TEXT PRIMARY KEY, x REAL NOT NULL, y REAL NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE bookmarks (
    id INTEGER PRIMARY KEY,
    branch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    t INTEGER NOT NULL,
    title TEXT NOT NULL,
    note TEXT NOT NULL
  ) STRICT;
`;
