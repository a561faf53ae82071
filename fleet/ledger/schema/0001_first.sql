-- The first layout of the ledger.

CREATE TABLE documents (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    json TEXT NOT NULL,
    updated REAL NOT NULL,
    -- What agents/report.py:brief_of shows of each symbol; NULL for all other kinds.
    brief TEXT,
    PRIMARY KEY (kind, key)
);
-- Holds all that a reading command needs of ten thousand symbols, so that it reads no large document.
CREATE INDEX documents_brief ON documents (kind, key, brief) WHERE brief IS NOT NULL;

CREATE TABLE states (
    symbol TEXT PRIMARY KEY,
    -- The list is that of cores/lifecycle.py:sql_states; a test compares them.
    state TEXT NOT NULL CHECK (state IN ('seen', 'pure', 'refused', 'queued', 'evidenced', 'ported', 'proven', 'shadowed', 'canary', 'live', 'sealed', 'slower', 'parked', 'rolled_back', 'quarantined')),
    clean INTEGER NOT NULL DEFAULT 0 CHECK (clean >= 0),
    tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
    since REAL NOT NULL
);

CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    at REAL NOT NULL,
    event TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    details TEXT NOT NULL
);
CREATE INDEX history_by_symbol ON history (symbol, id);

CREATE TABLE gates (
    id INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    gate TEXT NOT NULL,
    cycle INTEGER NOT NULL,
    at REAL NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('passed', 'failed', 'undecided', 'not_run')),
    json TEXT NOT NULL
);
CREATE INDEX gates_by_symbol ON gates (symbol, gate, id);

CREATE TABLE queue (
    core TEXT PRIMARY KEY,
    score REAL NOT NULL,
    terms TEXT NOT NULL,
    enqueued REAL NOT NULL,
    worker TEXT NOT NULL DEFAULT '',
    token INTEGER NOT NULL DEFAULT 0,
    expires REAL NOT NULL DEFAULT 0,
    -- 1 = enqueued again while somebody held it: finishing must not drop that.
    again INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX queue_by_score ON queue (score DESC, core);

-- One row: the last fencing token that was given out.
CREATE TABLE tokens (last INTEGER NOT NULL);
INSERT INTO tokens VALUES (0);

CREATE TABLE intents (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    details TEXT NOT NULL,
    at REAL NOT NULL,
    outcome TEXT,
    settled REAL
);
CREATE INDEX intents_open ON intents (id) WHERE outcome IS NULL;

CREATE TABLE cycles (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    at REAL NOT NULL,
    json TEXT NOT NULL
);
