/*
 * Init: a new installation, from nothing to a plan that waits for a person. Internal to the verb.
 *
 * Each step leaves alone what is there already, so that init can be run again after something was
 * put right. Nothing is sent to SIASN by it, nor by siasnd before `siasnctl plan release`.
 */
#pragma once

#include "ctl/ctl.h"
#include "ground/config_key.h"

struct init {
        const struct ctl *ctl;
        char *values[CONFIG_KEYS_MAX]; /* by index of config_keys; NULL: not given */
        struct config *config;         /* once it is written */
        bool asks;                     /* no key was given: a person answers */
};

/* ---- init_ask.c ---- */

/* Values from "section.key=value" words. */
bool init_take_words(struct init *i, struct err *err);
/* Values from answers, each asked again until it is right. */
bool init_ask(struct init *i, struct err *err);
/* Asks for the credential files that are not there yet, and writes them. */
bool init_ask_secrets(struct init *i, struct err *err);

/* ---- init_state.c ---- */

/* Roles, database, schema and rights of the state. */
bool init_state(struct init *i, struct err *err);
/* What the owner of SIMPEG has to run, as SQL on stdout. */
void init_print_source(const struct init *i);
