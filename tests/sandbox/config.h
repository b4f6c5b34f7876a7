/*
 * config.h - what the operator of the sandbox can set.
 *
 * Promise: an unknown key, a wrong type or a missing mandatory key is refused with a sentence that
 * names it; what is accepted is complete and owned by the struct.
 */
#ifndef SANDBOX_CONFIG_H
#define SANDBOX_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct config {
        char *cert_file; /* PEM, server certificate (chain) */
        char *key_file;  /* PEM, its key */
        char *consumer_key;
        char *consumer_secret;
        char *sso_client_id;
        char *sso_username;
        char *sso_password;
        char *sso_token; /* registered static token, or NULL */
        bool sso_registered_only;
        bool fault_wrapper;      /* gateway errors in the older {"fault":{...}} shape */
        bool unknown_keys;       /* replies carry keys no document mentions */
        int64_t apim_expires_in; /* seconds */
        int64_t sso_expires_in;  /* seconds */
        int64_t seed;            /* of the dice */
        int64_t read_delay_ms;   /* from commit until reads see the row */
};

/* Reads the file into cfg. On failure writes one line into err and returns false. */
bool config_load(struct config *cfg, const char *file, char *err, size_t errlen);
void config_free(struct config *cfg);

#endif
