-- Documents: the PDF of each record, a queue of its own behind the records'. A record is delivered
-- with or without its document; a document goes only when its record stands at SIASN.

-- One row a row of v_dokumen. It hangs on the record (kind, src_id) under a document type; SIASN
-- keeps one document of a type on a row, so of several here the newest goes and the others are
-- shadowed. The states and transitions are those of daemon/pure/lifecycle.c, ready being "waiting".
CREATE TABLE document (
    doc_id        text COLLATE "C" PRIMARY KEY, -- v_dokumen.src_id
    owner_view    text COLLATE "C" NOT NULL,
    src_id        text COLLATE "C" NOT NULL,    -- of the record it hangs on
    doc_type      integer NOT NULL,             -- id_ref_dokumen
    kind          text COLLATE "C",             -- of the record; NULL: no such record seen yet
    nip           text COLLATE "C",             -- of the record; NULL with kind
    origin        text NOT NULL CHECK (origin IN ('path', 'bytea', 'base64')),
    path          text,                         -- below [documents] root, for origin path
    stamped_at    timestamptz,                  -- the source's updated_at
    faulty        boolean NOT NULL DEFAULT false, -- the row itself is wrong; quarantine says why
    shadowed      boolean NOT NULL DEFAULT false, -- a newer document of the same type is there
    gone          boolean NOT NULL DEFAULT false, -- not in the source any more, but still under way
    rev           integer NOT NULL DEFAULT 1,   -- grows with each sign that the file has changed
    state         text NOT NULL CHECK (state IN
                      ('waiting', 'inflight', 'doubt', 'retry', 'done', 'rejected')),
    due_at        timestamptz,                  -- NULL: nobody works on it by itself
    tries         integer NOT NULL DEFAULT 0,
    looks         integer NOT NULL DEFAULT 0,
    file_stamp    text NOT NULL DEFAULT '',     -- size, time and inode when last read; '' none
    sha256        text,                         -- of the bytes last read
    signature     text,                         -- what the PDF's signatures are worth
    signer        text,
    signed_at     timestamptz,                  -- as the signer says
    intent_sha256 text,
    intent_uri    text,                         -- what the row at SIASN held before the upload
    intent_at     timestamptz,
    sent_sha256   text,                         -- of the bytes SIASN was last given
    sent_to       text,                         -- the SIASN row they were given to
    sent_at       timestamptz,
    message       text,                         -- the service's last words about it
    changed_at    timestamptz NOT NULL DEFAULT now(),
    CHECK (origin <> 'path' OR path IS NOT NULL)
);
CREATE INDEX document_nip ON document (nip);
CREATE INDEX document_record ON document (kind, src_id);
CREATE INDEX document_slot ON document (src_id, owner_view, doc_type);

CREATE FUNCTION document_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state IN ('inflight', 'doubt') THEN
            RAISE EXCEPTION 'document % is %: it cannot be removed', OLD.doc_id, OLD.state;
        END IF;
        RETURN OLD;
    END IF;
    IF NOT outbox_transition_allowed(CASE OLD.state WHEN 'waiting' THEN 'ready' ELSE OLD.state END,
                                     CASE NEW.state WHEN 'waiting' THEN 'ready' ELSE NEW.state END) THEN
        RAISE EXCEPTION 'document % cannot go from % to %', OLD.doc_id, OLD.state, NEW.state;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER document_guard_update BEFORE UPDATE ON document FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION document_guard();
CREATE TRIGGER document_guard_delete BEFORE DELETE ON document FOR EACH ROW
    EXECUTE FUNCTION document_guard();
