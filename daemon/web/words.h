/*
 * Words: what the state calls things, as HR staff read it. Unknown words come back as they are.
 */
#pragma once

#include "web/web.h"

struct word {
        const char *name, *words, *tone;
};

const char *role_words(enum role role);
const char *role_name(enum role role); /* as in web_user */
enum role role_parse(const char *name);
/* Of a record or document: outbox.state, "shadowed" included. */
struct word state_word(const char *state);
const char *outcome_words(const char *outcome);
/* Of the event log. */
const char *event_words(const char *what);
/* Its detail (JSON): the service's own message, the outcome, the code. */
void event_detail(struct html *h, const char *detail);
/* Of a person or a clause: pass, fail, unknown, excluded, not_applicable. */
struct word verdict_word(const char *verdict);
struct word severity_word(const char *severity);
/* Of a PDF's signatures: signature_name(). */
struct word signature_word(const char *worth);
/* Of drift: which side changed; what was found; why nothing is to be done. */
const char *newer_words(const char *newer);
const char *finding_words(const char *finding);
const char *drift_reason_words(const char *reason);
/* An indicator's name, and the class of a post: eselon code, JF, PELAKSANA. */
const char *indicator_words(const char *indicator);
const char *class_words(const char *klass);
/* A value of a dimension of an indicator's results (class, jenis, penugasan, sex, near_bup,
 * reason); a new string. */
char *dimension_words(const char *dimension, const char *value);
/* A code and its name in one of the shipped lists (NULL: as it stands); a new string. */
char *code_words(const char *list, const char *code);
/* Kind of a frozen input, and the name of one of its members. */
const char *input_words(const char *kind);
const char *member_words(const char *member);
/* Of web_access.what. */
const char *access_words(const char *what);
/* A column or member name made legible: "tmt_jabatan" and "tmtJabatan" become "TMT jabatan". */
void words_of_name(const char *name, struct text *out);
