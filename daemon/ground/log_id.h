/*
 * Log ids: the MESSAGE_ID of each change of state that is logged, in one table.
 *
 * An id never changes its meaning and is never used again: filters, alarms and the message catalog
 * (systemd/siasn-sync.catalog, in English and Indonesian) go by it. Lines without an id tell of
 * work, not of a change.
 */
#pragma once

enum log_id {
        LOG_ID_NONE,
        LOG_ID_STARTED,             /* The daemon has started */
        LOG_ID_STOPPING,            /* It was asked to end and finishes what is in flight */
        LOG_ID_STOPPED,             /* It has ended */
        LOG_ID_DONE,                /* --once has ended */
        LOG_ID_START_FAILED,        /* It cannot start */
        LOG_ID_RELOADED,            /* Configuration read again */
        LOG_ID_RELOAD_REFUSED,      /* A bad configuration was not taken */
        LOG_ID_RESTART_NEEDED,      /* Keys were changed that need a restart */
        LOG_ID_MIGRATED,            /* The state schema was migrated */
        LOG_ID_STATE_LOST,          /* State database lost */
        LOG_ID_STATE_BACK,          /* ... and back */
        LOG_ID_RESTORED,            /* The state is a restored copy: everybody is read back */
        LOG_ID_OUTGROWN,            /* A newer program has migrated the state: this one leaves */
        LOG_ID_MONTHS_DUE,          /* Months of the event log may be dropped */
        LOG_ID_SERVICE_ILL,         /* SIASN is ill: sending paused */
        LOG_ID_SERVICE_WELL,        /* ... and well again */
        LOG_ID_CREDENTIALS_REFUSED, /* SIASN refuses the credentials: sending stopped */
        LOG_ID_CREDENTIALS_CHANGED, /* Credential files have changed */
        LOG_ID_COLLECT_FAILED,      /* SIMPEG cannot be read */
        LOG_ID_COLLECT_BACK,        /* ... and can again */
        LOG_ID_GUARD_HELD,          /* A mass change waits for a person */
        LOG_ID_DELETE_HELD,         /* A mass delete waits for a person */
        LOG_ID_IN_DOUBT,            /* Writes of an interrupted run will be read back */
        LOG_ID_UNCLEAR,             /* The outcome of a write is unknown */
        LOG_ID_LEASE_LOST,          /* A person was taken over by another daemon */
        LOG_ID_TRAINING_FAILED,     /* Training completions cannot be read */
        LOG_ID_TRAINING_REFUSED,    /* A training file was refused */
        LOG_ID_FIGURES_FAILED,      /* The figures for monitoring cannot be read */
        LOG_ID_MAIL_FAILED,         /* Mail cannot be sent: it waits */
        LOG_ID_MAIL_BACK,           /* ... and can again */
        LOG_ID_MAIL_REFUSED,        /* The mail server refused one mail for good */
        LOG_ID_HOUR,                /* Summary of an hour */
        LOG_IDS,
};

/* 32 hexadecimal digits, as journald takes them; NULL for LOG_ID_NONE. */
extern const char *const log_ids[LOG_IDS];
