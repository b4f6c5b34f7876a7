/*
 * Retry: how long to wait before the next try, as named policies and one pure function.
 */
#pragma once

#include <stdint.h>

struct retry_policy {
        const char *name;
        int64_t base_ms;     /* delay of the first try */
        int64_t cap_ms;      /* never longer, jitter included; below 49 days */
        unsigned factor;     /* growth per try */
        unsigned jitter_pct; /* up to this share is added at random, 0..100 */
};

extern const struct retry_policy retry_record; /* a record that was certainly not done */
extern const struct retry_policy retry_look;   /* next look at a record in doubt */
extern const struct retry_policy retry_target; /* the service is ill: next probe */
extern const struct retry_policy retry_token;  /* a token was refused or its server is ill */
extern const struct retry_policy retry_mail;   /* the mail server does not take a notice */
extern const struct retry_policy retry_db;     /* a database connection was lost */

/*
 * Delay in milliseconds before try number `attempt` (0 = the first retry). `random` is any 32-bit
 * number from the caller's generator, so that the function stays pure and golden-testable. A wait
 * the service asked for (`asked_ms`, -1 for none) is a floor that the cap does not cut.
 */
int64_t retry_delay(const struct retry_policy *policy, unsigned attempt, uint32_t random,
                    int64_t asked_ms);
