-- Notices by mail: what is to be told to whom, until the mail server has taken it. A row is written together with what it
-- tells of, so that a restart neither loses nor repeats it; a mail whose acceptance was not written down is sent again.
CREATE TABLE notice (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key        text NOT NULL,                -- the event it tells of: told once to each recipient
    template   text NOT NULL,
    audience   text NOT NULL CHECK (audience IN ('admin', 'hr', 'employee')),
    recipient  text NOT NULL,                -- mail address
    data       text NOT NULL,                -- JSON object: what stands in the template's places
    created_at timestamptz NOT NULL DEFAULT now(),
    due_at     timestamptz NOT NULL DEFAULT now(), -- while a daemon is at it: when another one may try
    tries      integer NOT NULL DEFAULT 0,
    sent_at    timestamptz,
    refused_at timestamptz,                  -- for good, by the mail server: nobody tries again
    message    text NOT NULL DEFAULT '',     -- the mail server's last words about it
    UNIQUE (key, recipient)
);
CREATE INDEX notice_due ON notice (due_at) WHERE sent_at IS NULL AND refused_at IS NULL;
CREATE INDEX notice_sent ON notice (sent_at) WHERE sent_at IS NOT NULL;

-- For monitoring, which counts them every minute.
CREATE INDEX document_undone ON document (state) WHERE state <> 'done';
