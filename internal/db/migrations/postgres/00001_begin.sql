-- +goose Up

-- Accounts, bodies, sessions: small, shared by all dockets.

CREATE TABLE account (
  id            TEXT NOT NULL PRIMARY KEY,
  email         TEXT NOT NULL UNIQUE,            -- lower case
  name          TEXT NOT NULL,
  folded        TEXT NOT NULL DEFAULT '',        -- name and e-mail without diacritics, small, for finding
  password      TEXT NOT NULL,                   -- argon2id, PHC string; '' until chosen
  administrator BOOLEAN NOT NULL,
  lang          TEXT NOT NULL,
  state         TEXT NOT NULL,                   -- active, disabled
  rev           BIGINT NOT NULL,                 -- raised by a change of password: older sessions end
  created       BIGINT NOT NULL
);
CREATE INDEX account_folded ON account (folded, id);

CREATE TABLE session (
  token  TEXT NOT NULL PRIMARY KEY,
  data   BYTEA NOT NULL,
  expiry BIGINT NOT NULL
);
CREATE INDEX session_expiry ON session (expiry);

-- A link sent to somebody, good once.
CREATE TABLE invitation (
  hash       TEXT NOT NULL PRIMARY KEY,          -- SHA-256 of the secret in the link
  purpose    TEXT NOT NULL,                      -- first, join, reset
  email      TEXT NOT NULL,
  account_id TEXT NOT NULL,                      -- '' where the account is made by the link
  docket_id  TEXT NOT NULL,                      -- '' for none
  body_id    TEXT NOT NULL,                      -- '' for none
  role       TEXT NOT NULL,                      -- on the docket or of the body; '' for none
  invited_by TEXT NOT NULL,
  created    BIGINT NOT NULL,
  expires    BIGINT NOT NULL,
  used       BIGINT NOT NULL                     -- 0 until used
);

CREATE TABLE attempt (                           -- of signing in, for throttling
  subject TEXT NOT NULL PRIMARY KEY,             -- hash of an address or an e-mail
  failed  BIGINT NOT NULL,
  until   BIGINT NOT NULL
);

CREATE TABLE api_token (
  id         TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  hash       TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  scopes     TEXT NOT NULL,                      -- separated by spaces
  created    BIGINT NOT NULL,
  expires    BIGINT NOT NULL
);
CREATE INDEX api_token_account ON api_token (account_id);

CREATE TABLE body (
  id        TEXT NOT NULL PRIMARY KEY,
  parent_id TEXT REFERENCES body (id),           -- the body it is a unit of
  name      TEXT NOT NULL,
  short     TEXT NOT NULL,                       -- symbol used in numbers: "TU"; '' for none
  kind      TEXT NOT NULL,                       -- unit, outside
  email     TEXT NOT NULL,                       -- where letters to it go; '' for none
  folded    TEXT NOT NULL,                       -- name without diacritics, small, for finding
  name_key  TEXT NOT NULL DEFAULT '',            -- the name as a list of names may write it
  short_key TEXT NOT NULL DEFAULT '',            -- and the symbol
  state     TEXT NOT NULL,                       -- active, closed
  rev       BIGINT NOT NULL,
  created   BIGINT NOT NULL
);
CREATE INDEX body_parent ON body (parent_id);
CREATE INDEX body_folded ON body (folded);
CREATE INDEX body_named ON body (name_key);
CREATE INDEX body_symbol ON body (short_key);

CREATE TABLE body_member (
  body_id    TEXT NOT NULL REFERENCES body (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  role       TEXT NOT NULL,                      -- head, staff
  PRIMARY KEY (body_id, account_id)
);
CREATE INDEX body_member_account ON body_member (account_id);

-- Dockets. docket_id leads every key from here on.

CREATE TABLE docket (
  docket_id  TEXT NOT NULL PRIMARY KEY,
  symbol     TEXT NOT NULL,                      -- "2026-014"
  title      TEXT NOT NULL,
  summary    TEXT NOT NULL,
  profile    TEXT NOT NULL,                      -- vn-party, vn-state, generic
  issuer     TEXT NOT NULL,                      -- head of the paper: who writes it
  parent     TEXT NOT NULL,                      -- and the organisation above
  place      TEXT NOT NULL,
  basis      TEXT NOT NULL,
  state      TEXT NOT NULL,                      -- draft, consult, answer, submit, decide, deliver, closed
  deadline   BIGINT NOT NULL,                    -- of the docket as a whole; 0 for none
  folded     TEXT NOT NULL,
  rev        BIGINT NOT NULL,
  created    BIGINT NOT NULL,
  created_by TEXT NOT NULL
);
CREATE INDEX docket_created ON docket (created);

CREATE TABLE docket_role (
  docket_id  TEXT NOT NULL REFERENCES docket (docket_id) ON DELETE CASCADE,
  account_id TEXT NOT NULL,
  role       TEXT NOT NULL,                      -- lead, secretary, drafter, reviewer, observer
  PRIMARY KEY (docket_id, account_id, role)
);
CREATE INDEX docket_role_account ON docket_role (account_id);

CREATE TABLE docket_seen (                       -- when an account looked
  docket_id  TEXT NOT NULL REFERENCES docket (docket_id) ON DELETE CASCADE,
  account_id TEXT NOT NULL,
  at         BIGINT NOT NULL,
  since      BIGINT NOT NULL,                    -- and when they had looked before that sitting
  PRIMARY KEY (docket_id, account_id)
);

-- What happened, in order. Entries outside any docket have docket_id 'system'.
-- What a body does on its reply before it is sent has a log of its own.
CREATE TABLE ledger (
  docket_id  TEXT NOT NULL,
  reply_id   TEXT NOT NULL,                      -- whose own log it is in; '' for the docket's
  seq        BIGINT NOT NULL,                    -- from 1, without gaps
  at         BIGINT NOT NULL,
  account_id TEXT NOT NULL,                      -- '' for the program itself
  actor      TEXT NOT NULL,                      -- name at that time
  action     TEXT NOT NULL,                      -- "comment.send"
  kind       TEXT NOT NULL,                      -- of the subject: comment, answer, round …
  subject    TEXT NOT NULL,
  detail     TEXT NOT NULL,                      -- JSON object: values of the sentence
  before     TEXT NOT NULL,                      -- hash of the subject's record before; '' if new
  after      TEXT NOT NULL,                      -- and after; '' if gone
  hash       TEXT NOT NULL,                      -- of this entry and the hash of the one before it
  PRIMARY KEY (docket_id, reply_id, seq)
);
CREATE INDEX ledger_subject ON ledger (docket_id, subject) WHERE reply_id = '';

-- Files are kept by their hash outside of the database; a row is a use of one.
CREATE TABLE file (
  docket_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  hash      TEXT NOT NULL,                       -- SHA-256, hexadecimal
  size      BIGINT NOT NULL,
  name      TEXT NOT NULL,                       -- as it was sent
  media     TEXT NOT NULL,
  created   BIGINT NOT NULL,
  PRIMARY KEY (docket_id, id)
);
CREATE INDEX file_hash ON file (docket_id, hash);

-- The draft.

CREATE TABLE version (
  docket_id   TEXT NOT NULL REFERENCES docket (docket_id) ON DELETE CASCADE,
  id          TEXT NOT NULL,
  number      BIGINT NOT NULL,                   -- 1, 2, …; 0 until confirmed
  state       TEXT NOT NULL,                     -- proposed, working, confirmed, dropped
  base_id     TEXT,                              -- the version it continues
  title       TEXT NOT NULL,
  note        TEXT NOT NULL,
  file_id     TEXT NOT NULL,                     -- '' where written here
  rev         BIGINT NOT NULL,
  created     BIGINT NOT NULL,
  created_by  TEXT NOT NULL,
  confirmed   BIGINT NOT NULL,
  PRIMARY KEY (docket_id, id),
  FOREIGN KEY (docket_id, base_id) REFERENCES version (docket_id, id)
);
CREATE UNIQUE INDEX version_number ON version (docket_id, number) WHERE number > 0;

CREATE TABLE node (
  docket_id  TEXT NOT NULL,
  version_id TEXT NOT NULL,
  id         TEXT NOT NULL,                      -- "chapter_2__article_5"
  seq        BIGINT NOT NULL,                    -- order in the text, from 1
  parent     TEXT NOT NULL,                      -- '' at the top
  depth      BIGINT NOT NULL,
  kind       TEXT NOT NULL,
  level      BIGINT NOT NULL,
  label      TEXT NOT NULL,
  heading    TEXT NOT NULL,
  text       TEXT NOT NULL,
  origin     TEXT NOT NULL,                      -- id of the node in the base version; '' if new
  rev        BIGINT NOT NULL,                    -- counts edits of a working version
  edited     BIGINT NOT NULL,
  edited_by  TEXT NOT NULL,
  PRIMARY KEY (docket_id, version_id, id),
  FOREIGN KEY (docket_id, version_id) REFERENCES version (docket_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX node_seq ON node (docket_id, version_id, seq);

-- What somebody wrote into a node that another had changed meanwhile.
CREATE TABLE node_clash (
  docket_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  version_id TEXT NOT NULL,
  node_id    TEXT NOT NULL,
  label      TEXT NOT NULL,
  heading    TEXT NOT NULL,
  text       TEXT NOT NULL,
  base_rev   BIGINT NOT NULL,
  account_id TEXT NOT NULL,
  created    BIGINT NOT NULL,
  state      TEXT NOT NULL,                      -- open, taken, dropped
  PRIMARY KEY (docket_id, id),
  FOREIGN KEY (docket_id, version_id) REFERENCES version (docket_id, id) ON DELETE CASCADE
);
CREATE INDEX node_clash_node ON node_clash (docket_id, version_id, node_id);

-- The consultation.

CREATE TABLE round (
  docket_id  TEXT NOT NULL REFERENCES docket (docket_id) ON DELETE CASCADE,
  id         TEXT NOT NULL,
  number     BIGINT NOT NULL,
  version_id TEXT NOT NULL,
  title      TEXT NOT NULL,
  letter     TEXT NOT NULL,                      -- what the bodies are asked, in the asker's words
  listed     TEXT NOT NULL DEFAULT '',           -- JSON: the list of bodies that came with the files
  state      TEXT NOT NULL,                      -- preparing, open, ended, closed
  deadline   BIGINT NOT NULL,
  opened     BIGINT NOT NULL,
  ended      BIGINT NOT NULL,
  closed     BIGINT NOT NULL,
  rev        BIGINT NOT NULL,
  created    BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  PRIMARY KEY (docket_id, id),
  FOREIGN KEY (docket_id, version_id) REFERENCES version (docket_id, id)
);
CREATE UNIQUE INDEX round_number ON round (docket_id, number);

CREATE TABLE round_question (
  docket_id TEXT NOT NULL,
  round_id  TEXT NOT NULL,
  id        TEXT NOT NULL,
  seq       BIGINT NOT NULL,
  node_id   TEXT NOT NULL,                       -- '' for the draft as a whole
  words     TEXT NOT NULL,
  PRIMARY KEY (docket_id, id),
  FOREIGN KEY (docket_id, round_id) REFERENCES round (docket_id, id) ON DELETE CASCADE
);
CREATE INDEX round_question_round ON round_question (docket_id, round_id, seq);

CREATE TABLE round_body (
  docket_id TEXT NOT NULL,
  round_id  TEXT NOT NULL,
  body_id   TEXT NOT NULL,
  name      TEXT NOT NULL,                       -- as it was then
  seq       BIGINT NOT NULL,
  deadline  BIGINT NOT NULL,                     -- its own, when extended; 0 for the round's
  asked     BIGINT NOT NULL,
  reminded  BIGINT NOT NULL,
  PRIMARY KEY (docket_id, round_id, body_id),
  FOREIGN KEY (docket_id, round_id) REFERENCES round (docket_id, id) ON DELETE CASCADE
);
CREATE INDEX round_body_body ON round_body (body_id);

CREATE TABLE reply (
  docket_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  round_id   TEXT NOT NULL,
  body_id    TEXT NOT NULL,                      -- '' where the sender is not known yet
  body_name  TEXT NOT NULL,
  via        TEXT NOT NULL,                      -- web, mail, floor
  state      TEXT NOT NULL,                      -- drafting, offered, reading, sealed, unreadable, withdrawn
  agrees     BOOLEAN NOT NULL,                   -- says that it agrees and asks nothing
  number     TEXT NOT NULL,                      -- of its letter
  dated      TEXT NOT NULL,                      -- ISO date of its letter
  words      TEXT NOT NULL,                      -- the general opinion, written on the page
  file_id    TEXT NOT NULL,                      -- '' for none
  problem    TEXT NOT NULL,                      -- JSON list: what could not be read; '' for none
  rule       TEXT NOT NULL,                      -- how the body was found
  joint      BOOLEAN NOT NULL DEFAULT FALSE,       -- a table of several bodies: the file is the team's alone
  receipt    TEXT NOT NULL,                      -- '' until sealed
  hash       TEXT NOT NULL,                      -- of all that was sealed
  sealed     BIGINT NOT NULL,
  sealed_by  TEXT NOT NULL,
  comments   BIGINT NOT NULL DEFAULT 0,          -- sent in it
  rev        BIGINT NOT NULL,
  created    BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  PRIMARY KEY (docket_id, id),
  FOREIGN KEY (docket_id, round_id) REFERENCES round (docket_id, id)
);
CREATE INDEX reply_round ON reply (docket_id, round_id, body_id);
CREATE INDEX reply_dropped ON reply (docket_id, round_id) WHERE state = 'withdrawn';
CREATE UNIQUE INDEX reply_web ON reply (docket_id, round_id, body_id) WHERE via = 'web';
CREATE INDEX reply_body ON reply (body_id);
CREATE UNIQUE INDEX reply_receipt ON reply (docket_id, receipt) WHERE receipt <> '';

CREATE TABLE comment_group (
  docket_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  round_id   TEXT NOT NULL,
  number     BIGINT NOT NULL,                    -- what people call it by; never used twice in a round
  node_id    TEXT NOT NULL,                      -- '' for general
  node_seq   BIGINT NOT NULL,                    -- order of the desk
  title      TEXT NOT NULL,
  assigned   TEXT NOT NULL,                      -- account; '' for nobody
  size       BIGINT NOT NULL,                    -- comments in it
  verdict    TEXT NOT NULL,                      -- of the answer to the group; '' while there is none
  state      TEXT NOT NULL,                      -- open, drafted, submitted, confirmed
  rev        BIGINT NOT NULL,
  created    BIGINT NOT NULL,
  PRIMARY KEY (docket_id, id),
  FOREIGN KEY (docket_id, round_id) REFERENCES round (docket_id, id)
);
CREATE UNIQUE INDEX comment_group_number ON comment_group (docket_id, round_id, number);
CREATE INDEX comment_group_desk ON comment_group (docket_id, round_id, node_seq, number, size);
CREATE INDEX comment_group_state ON comment_group (docket_id, round_id, state, node_seq, number);
CREATE INDEX comment_group_tally ON comment_group (docket_id, round_id, state, verdict, size);
CREATE INDEX comment_group_node ON comment_group (docket_id, round_id, node_id, node_seq, number, size);
CREATE INDEX comment_group_assigned ON comment_group (docket_id, round_id, assigned, node_seq, number, state, verdict);
CREATE INDEX comment_group_verdict ON comment_group (docket_id, round_id, verdict, node_seq, number);

CREATE TABLE comment (
  docket_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  round_id    TEXT NOT NULL,
  reply_id    TEXT NOT NULL,
  body_id     TEXT NOT NULL,
  body_name   TEXT NOT NULL,
  unit_id     TEXT NOT NULL,                     -- the unit under the body that wrote it; '' for the body
  account_id  TEXT NOT NULL,                     -- who wrote it here; '' where it was read from a file
  author      TEXT NOT NULL,                     -- the person's name as given
  state       TEXT NOT NULL,                     -- draft, offered, included, sent, withdrawn; reading
  minority    BOOLEAN NOT NULL,
  origin      TEXT NOT NULL DEFAULT '',          -- comment of a unit that this was made from; '' for none
  moved       BOOLEAN NOT NULL DEFAULT FALSE,    -- of a Proposal: words carried to or from another place
  resolved    BOOLEAN NOT NULL DEFAULT FALSE,    -- marked as done where it was read from
  kind        TEXT NOT NULL,                     -- replace, add, delete, other
  text        TEXT NOT NULL,
  words_before TEXT NOT NULL,                    -- of a Proposal
  words_after  TEXT NOT NULL,
  reason      TEXT NOT NULL,
  demand      TEXT NOT NULL,                     -- what is asked without the citation of its place: what grouping compares
  source      TEXT NOT NULL,                     -- web, margin, tracked, letter, table, pdf, floor
  said_where  TEXT NOT NULL,
  dated       TEXT NOT NULL,
  version_id  TEXT NOT NULL,
  node_id     TEXT NOT NULL,                     -- '' for general
  node_seq    BIGINT NOT NULL,                   -- order of the draft; 0 for general
  path        TEXT NOT NULL,
  quote       TEXT NOT NULL,
  prefix      TEXT NOT NULL,
  suffix      TEXT NOT NULL,
  quote_start BIGINT NOT NULL,                   -- code points in the node's content; -1 for the whole node
  quote_end   BIGINT NOT NULL,
  confidence  DOUBLE PRECISION NOT NULL,
  place       TEXT NOT NULL,                     -- placed, review, general
  group_id    TEXT,
  lead        BIGINT NOT NULL,                   -- order in its group
  folded      TEXT NOT NULL,                     -- all its words without diacritics, small; '' until it is sent
  rev         BIGINT NOT NULL,
  created     BIGINT NOT NULL,
  updated     BIGINT NOT NULL,
  PRIMARY KEY (docket_id, id),
  FOREIGN KEY (docket_id, round_id) REFERENCES round (docket_id, id),
  FOREIGN KEY (docket_id, reply_id) REFERENCES reply (docket_id, id),
  FOREIGN KEY (docket_id, group_id) REFERENCES comment_group (docket_id, id)
);
-- A comment that is being written enters only the index of its reply; what was
-- sent enters these as well: as few as lists can do with. A node is found by its
-- place in the order; the columns after id let a list pass over what it does not
-- want without looking at the comment itself.
CREATE INDEX comment_order ON comment (docket_id, round_id, node_seq, id, place, kind) WHERE state = 'sent';
CREATE INDEX comment_body ON comment (docket_id, round_id, body_id, node_seq, id) WHERE state = 'sent';
CREATE INDEX comment_kind ON comment (docket_id, round_id, kind, place, node_seq, id) WHERE state = 'sent';
CREATE INDEX comment_who ON comment (docket_id, round_id, account_id, node_seq, id) WHERE state = 'sent' AND account_id <> '';
CREATE INDEX comment_reply ON comment (docket_id, reply_id, id, state); -- so what is unsent is told from the rest by the index
CREATE INDEX comment_group_id ON comment (docket_id, group_id, lead, id, state) WHERE group_id IS NOT NULL;
CREATE INDEX comment_ungrouped ON comment (docket_id, round_id, place, node_seq) WHERE state = 'sent' AND group_id IS NULL;
CREATE INDEX comment_unplaced ON comment (docket_id, round_id, state, place, id) WHERE state = 'sent' AND place = 'review';

CREATE TABLE comment_turn (
  docket_id  TEXT NOT NULL,
  comment_id TEXT NOT NULL,
  id         TEXT NOT NULL,
  account_id TEXT NOT NULL,
  author     TEXT NOT NULL,
  words      TEXT NOT NULL,
  at         TEXT NOT NULL,                      -- as the file gives it, or ISO
  created    BIGINT NOT NULL,
  PRIMARY KEY (docket_id, comment_id, id),
  FOREIGN KEY (docket_id, comment_id) REFERENCES comment (docket_id, id) ON DELETE CASCADE
);

CREATE TABLE comment_candidate (
  docket_id  TEXT NOT NULL,
  comment_id TEXT NOT NULL,
  seq        BIGINT NOT NULL,
  sense      TEXT NOT NULL,                      -- candidate, also
  node_id    TEXT NOT NULL,
  path       TEXT NOT NULL,
  score      DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (docket_id, comment_id, seq),
  FOREIGN KEY (docket_id, comment_id) REFERENCES comment (docket_id, id) ON DELETE CASCADE
);

-- Words of a reply that are no comment, with the reason.
CREATE TABLE passage (
  docket_id TEXT NOT NULL,
  reply_id  TEXT NOT NULL,
  seq       BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  words     TEXT NOT NULL,
  PRIMARY KEY (docket_id, reply_id, seq),
  FOREIGN KEY (docket_id, reply_id) REFERENCES reply (docket_id, id) ON DELETE CASCADE
);

CREATE TABLE answer (
  docket_id    TEXT NOT NULL,
  id           TEXT NOT NULL,
  group_id     TEXT NOT NULL,
  comment_id   TEXT NOT NULL,                    -- '' for the whole group; else the exception
  verdict      TEXT NOT NULL,                    -- accepted, partly, not, noted; '' while drafting
  reason       TEXT NOT NULL,
  wording      TEXT NOT NULL,                    -- new words of the node, where given
  state        TEXT NOT NULL,                    -- drafted, submitted, confirmed
  written_by   TEXT NOT NULL,
  written      BIGINT NOT NULL,
  confirmer    TEXT NOT NULL,                    -- who is asked to confirm; '' for anybody who may
  confirmed_by TEXT NOT NULL,
  confirmed    BIGINT NOT NULL,
  rev          BIGINT NOT NULL,
  PRIMARY KEY (docket_id, id),
  FOREIGN KEY (docket_id, group_id) REFERENCES comment_group (docket_id, id)
);
CREATE UNIQUE INDEX answer_of ON answer (docket_id, group_id, comment_id);
CREATE INDEX answer_by ON answer (docket_id, written_by, written);
CREATE INDEX answer_apart ON answer (docket_id, group_id) WHERE comment_id <> '';

-- A matrix that was filled in elsewhere and sent back: what it would change,
-- until somebody says that it may.
CREATE TABLE matrix_load (
  docket_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  round_id   TEXT NOT NULL,
  file_id    TEXT NOT NULL,
  state      TEXT NOT NULL,                      -- open, applied, dropped
  plan       TEXT NOT NULL,                      -- JSON: the changes as they were shown
  rev        BIGINT NOT NULL,                    -- counts how often it was looked at anew
  created    BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  settled    BIGINT NOT NULL,                    -- when it was applied or dropped; 0 while open
  PRIMARY KEY (docket_id, id),
  FOREIGN KEY (docket_id, round_id) REFERENCES round (docket_id, id)
);
CREATE INDEX matrix_load_round ON matrix_load (docket_id, round_id, id);

-- Who has a group open on the desk, and since when they were last seen there.
CREATE TABLE group_seat (
  docket_id  TEXT NOT NULL,
  group_id   TEXT NOT NULL,
  account_id TEXT NOT NULL,
  name       TEXT NOT NULL,
  at         BIGINT NOT NULL,
  PRIMARY KEY (docket_id, group_id, account_id),
  FOREIGN KEY (docket_id, group_id) REFERENCES comment_group (docket_id, id) ON DELETE CASCADE
);
CREATE INDEX group_seat_account ON group_seat (docket_id, account_id);

CREATE TABLE phrase (
  docket_id  TEXT NOT NULL REFERENCES docket (docket_id) ON DELETE CASCADE,
  id         TEXT NOT NULL,
  words      TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created    BIGINT NOT NULL,
  PRIMARY KEY (docket_id, id)
);

-- Work in the background, mail, webhooks.

CREATE TABLE job (
  docket_id TEXT NOT NULL,                       -- 'system' for none
  id        TEXT NOT NULL,
  kind      TEXT NOT NULL,
  args      TEXT NOT NULL,                       -- JSON
  due       BIGINT NOT NULL,
  attempt   BIGINT NOT NULL,
  error     TEXT NOT NULL,
  done      BIGINT NOT NULL,                     -- progress
  total     BIGINT NOT NULL,
  created   BIGINT NOT NULL,
  PRIMARY KEY (docket_id, id)
);
CREATE INDEX job_due ON job (due, id);

CREATE TABLE message (                           -- e-mail: the outbox and what was sent
  docket_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject   TEXT NOT NULL,
  words     TEXT NOT NULL,
  purpose   TEXT NOT NULL,
  about     TEXT NOT NULL,                       -- id of what it speaks of
  state     TEXT NOT NULL,                       -- waiting, sent, failed
  error     TEXT NOT NULL,
  created   BIGINT NOT NULL,
  sent      BIGINT NOT NULL,
  PRIMARY KEY (docket_id, id)
);
CREATE INDEX message_about ON message (docket_id, about);

CREATE TABLE webhook (
  docket_id  TEXT NOT NULL REFERENCES docket (docket_id) ON DELETE CASCADE,
  id         TEXT NOT NULL,
  url        TEXT NOT NULL,
  secret     TEXT NOT NULL,
  actions    TEXT NOT NULL,                      -- separated by spaces; '' for all
  state      TEXT NOT NULL,                      -- active, off
  seq        BIGINT NOT NULL,                    -- told up to this entry of the log
  queued     BIGINT NOT NULL,                    -- up to which a job is asked for; seq where none is
  created    BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  PRIMARY KEY (docket_id, id)
);

-- Answers to requests that came with an Idempotency-Key.
CREATE TABLE idempotency (
  docket_id  TEXT NOT NULL,
  account_id TEXT NOT NULL,
  token      TEXT NOT NULL,                      -- the key the client chose
  request    TEXT NOT NULL,                      -- hash of method, path and body
  status     BIGINT NOT NULL,
  answer     TEXT NOT NULL,
  created    BIGINT NOT NULL,
  PRIMARY KEY (docket_id, account_id, token)
);
CREATE INDEX idempotency_created ON idempotency (created);

-- Search without diacritics: what is found, and (by engine) its words.
CREATE TABLE search_entry (
  docket_id TEXT NOT NULL,
  kind      TEXT NOT NULL,                       -- comment, node, docket …
  ref       TEXT NOT NULL,
  plain     TEXT NOT NULL,                       -- tokens of a-z and 0-9, separated by spaces
  words     TSVECTOR NOT NULL,
  PRIMARY KEY (docket_id, kind, ref)
);
CREATE INDEX search_entry_words ON search_entry USING GIN (words);

-- How often anything changed that decides who may do what (access.Known):
-- whoever keeps what they read of it knows by this number whether it still holds.
CREATE TABLE access_revision (
  id      BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  changes BIGINT NOT NULL
);
INSERT INTO access_revision (id, changes) VALUES (1, 1);
-- +goose StatementBegin
CREATE FUNCTION access_changed() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  UPDATE access_revision SET changes = changes + 1;
  RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER access_account_update AFTER UPDATE OF name, rev, lang, administrator, state ON account FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_account_delete AFTER DELETE ON account FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_docket_role_insert AFTER INSERT ON docket_role FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_docket_role_update AFTER UPDATE ON docket_role FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_docket_role_delete AFTER DELETE ON docket_role FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_body_member_insert AFTER INSERT ON body_member FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_body_member_update AFTER UPDATE ON body_member FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_body_member_delete AFTER DELETE ON body_member FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_body_update AFTER UPDATE OF parent_id ON body FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_round_insert AFTER INSERT ON round FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_round_update AFTER UPDATE OF state ON round FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_round_delete AFTER DELETE ON round FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_round_body_insert AFTER INSERT ON round_body FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_round_body_delete AFTER DELETE ON round_body FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_api_token_update AFTER UPDATE ON api_token FOR EACH STATEMENT EXECUTE FUNCTION access_changed();
CREATE TRIGGER access_api_token_delete AFTER DELETE ON api_token FOR EACH STATEMENT EXECUTE FUNCTION access_changed();

-- +goose Down
SELECT 1;
