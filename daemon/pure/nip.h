/*
 * NIP: the 18-digit employee number and what its digits promise.
 *
 * Digits 1-8 are the birth date, 9-14 the year and month of TMT CPNS (for PPPK the year of
 * appointment and a fixed part), digit 15 the sex (1 male, 2 female), 16-18 a serial number. BKN
 * counts disagreements in its data-quality index: CON_1 TMT CPNS, CON_2 birth date, CON_3 sex,
 * CON_4 year of PPPK.
 */
#pragma once

#include <stdbool.h>

#include "pure/date.h"
#include "pure/fault.h"

struct nip_claims {
        const char *birth;     /* ISO date or NULL */
        const char *tmt_cpns;  /* ISO date or NULL */
        const char *sex;       /* "M"/"F" or NULL */
        const char *kedudukan; /* kedudukan hukum code; 71 and 72 are PPPK, whose digits differ */
        const char *status;    /* "PNS", "CPNS", "PPPK", "PPPK-PW" or NULL */
};

/* 18 digits and nothing else. */
bool nip_well_formed(const char *nip);
/* Birth date in the NIP; false when the digits are no date. */
bool nip_birth(const char *nip, struct date *ret);
/*
 * Adds NIP_FORMAT, NIP_BIRTH, NIP_CPNS, NIP_SEX, NIP_PPPK. A claim that is NULL or unreadable is
 * not compared here (missing values have faults of their own). Digits that are no date or no sex
 * are faults even without a claim.
 */
void nip_check(const char *nip, const struct nip_claims *claims, struct fault_list *faults);
