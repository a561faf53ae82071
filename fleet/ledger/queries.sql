-- put_document --
-- Stores the latest document of a kind under a key.
INSERT INTO documents (kind, key, json, updated, brief) VALUES (:kind, :key, :json, :now, :brief)
ON CONFLICT (kind, key) DO UPDATE SET json = excluded.json, updated = excluded.updated, brief = excluded.brief;

-- get_document --
-- One document.
SELECT json FROM documents WHERE kind = :kind AND key = :key;

-- all_documents --
-- All documents of a kind, by key.
SELECT key, json FROM documents WHERE kind = :kind ORDER BY key;

-- delete_document --
-- Forgets one document.
DELETE FROM documents WHERE kind = :kind AND key = :key;

-- count_documents --
-- How many documents there are of each kind, and when the last one came.
SELECT kind, count(*) AS documents, max(updated) AS updated FROM documents GROUP BY kind ORDER BY kind;

-- export_documents --
-- Everything that is stored as a document, for the export.
SELECT kind, key, updated, json FROM documents ORDER BY kind, key;

-- get_state --
-- State and counters of one symbol.
SELECT state, clean, tries, since FROM states WHERE symbol = :symbol;

-- all_states --
-- State and counters of all symbols.
SELECT symbol, state, clean, tries, since FROM states ORDER BY symbol;

-- put_state --
-- Writes what cores/lifecycle decided.
INSERT INTO states (symbol, state, clean, tries, since) VALUES (:symbol, :state, :clean, :tries, :now)
ON CONFLICT (symbol) DO UPDATE SET state = excluded.state, clean = excluded.clean, tries = excluded.tries,
    since = CASE WHEN states.state = excluded.state THEN states.since ELSE excluded.since END;

-- delete_state --
-- Forgets a symbol whose source is gone; its history stays.
DELETE FROM states WHERE symbol = :symbol;

-- add_history --
-- One event in the life of a symbol.
INSERT INTO history (symbol, at, event, before, after, details)
VALUES (:symbol, :now, :event, :before, :after, :details);

-- symbol_history --
-- The life of one symbol, oldest event first.
SELECT symbol, at, event, before, after, details FROM history WHERE symbol = :symbol ORDER BY id;

-- all_history --
-- The newest events of all symbols, newest first.
SELECT symbol, at, event, before, after, details FROM history ORDER BY id DESC LIMIT :limit;

-- export_history --
-- All events, oldest first, for the export.
SELECT symbol, at, event, before, after, details FROM history ORDER BY id;

-- add_gate --
-- The result of one gate for one symbol in one cycle.
INSERT INTO gates (symbol, gate, cycle, at, status, json) VALUES (:symbol, :gate, :cycle, :now, :status, :json);

-- symbol_gates --
-- All results for one symbol, oldest first.
SELECT gate, cycle, at, status, json FROM gates WHERE symbol = :symbol ORDER BY id;

-- latest_gates --
-- The newest result of each gate for each symbol.
SELECT symbol, gate, cycle, status FROM gates
WHERE id IN (SELECT max(id) FROM gates GROUP BY symbol, gate) ORDER BY symbol, id;

-- latest_unpassed_gates --
-- The newest results that did not pass, with their texts.
SELECT symbol, gate, status, json FROM gates
WHERE id IN (SELECT max(id) FROM gates GROUP BY symbol, gate) AND status IN ('failed', 'undecided')
ORDER BY symbol, id;

-- export_gates --
-- All results of gates, oldest first, for the export.
SELECT symbol, gate, cycle, at, status, json FROM gates ORDER BY id;

-- enqueue --
-- Puts a core on the queue or gives it a new score; who holds it goes on holding it.
INSERT INTO queue (core, score, terms, enqueued) VALUES (:core, :score, :terms, :now)
ON CONFLICT (core) DO UPDATE SET score = excluded.score, terms = excluded.terms,
    again = CASE WHEN queue.worker = '' THEN 0 ELSE 1 END;

-- all_queued --
-- The queue, best first.
SELECT core, score, terms, enqueued, worker, token, expires FROM queue ORDER BY score DESC, core;

-- best_free --
-- The best core that nobody holds.
SELECT core, worker, token, expires FROM queue WHERE worker = '' OR expires <= :now
ORDER BY score DESC, core LIMIT 1;

-- get_lease --
-- Who holds a core.
SELECT core, worker, token, expires, again FROM queue WHERE core = :core;

-- next_token --
-- A fencing token that is greater than all before it.
UPDATE tokens SET last = last + 1 RETURNING last;

-- take_lease --
-- Compare and set: changes the lease only where the row still bears the token that was read.
UPDATE queue SET worker = :worker, token = :token, expires = :expires, again = 0
WHERE core = :core AND token = :read;

-- renew_lease --
-- Moves the end of a lease that is still held.
UPDATE queue SET expires = :expires WHERE core = :core AND worker = :worker AND token = :token;

-- finish_lease --
-- Takes a finished core off the queue, unless it was enqueued again meanwhile.
DELETE FROM queue WHERE core = :core AND worker = :worker AND token = :token AND again = 0;

-- drop_lease --
-- Gives a core back.
UPDATE queue SET worker = '', expires = 0, again = 0 WHERE core = :core AND worker = :worker AND token = :token;

-- leases --
-- All leases that are held, or were until their time ran out.
SELECT core, worker, token, expires FROM queue WHERE worker <> '' ORDER BY core;

-- dequeue --
-- Takes a core off the queue whose symbols are gone, whoever holds it.
DELETE FROM queue WHERE core = :core;

-- add_intent --
-- What is about to be done outside of the ledger.
INSERT INTO intents (kind, details, at) VALUES (:kind, :details, :now);

-- settle_intent --
-- How it ended; an intent is settled once.
UPDATE intents SET outcome = :outcome, settled = :now WHERE id = :id AND outcome IS NULL;

-- open_intents --
-- Intents whose end is not known, oldest first.
SELECT id, kind, details, at FROM intents WHERE outcome IS NULL ORDER BY id;

-- export_intents --
-- All intents, for the export.
SELECT id, kind, details, at, outcome, settled FROM intents ORDER BY id;

-- put_cycle --
-- The summary of a cycle; a cycle that was run again replaces the former.
INSERT INTO cycles (number, at, json) VALUES (:number, :now, :json)
ON CONFLICT (number) DO UPDATE SET at = excluded.at, json = excluded.json;

-- all_cycles --
-- All cycles, oldest first.
SELECT number, at, json FROM cycles ORDER BY number;

-- last_cycle --
-- The number of the last cycle.
SELECT max(number) AS number FROM cycles;

-- count_cycles --
-- How many cycles have ended.
SELECT count(*) AS cycles FROM cycles;

-- all_briefs --
-- The few figures of each symbol that the report shows.
SELECT kind, key, brief FROM documents WHERE brief IS NOT NULL;

-- symbol_ids --
-- The ids of all symbols, for suggestions.
SELECT key FROM documents WHERE kind = 'symbol' ORDER BY key;
