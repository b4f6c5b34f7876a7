/*
 * Pohon rule: what a computed node of the performance tree counts: one SQL file each in
 * schema/indicators/, named in the tree, run on the source or on the state.
 */
#pragma once

#include "edge/db.h"
#include "simpeg/probe.h"

struct pohon_rule {
        const char *name;
        const char *sql;
        bool on_state;
        const char *nothing;  /* the reason when the answer is no number */
        bool percent;         /* the value is numerator of denominator, not the numerator */
        const char *needs[4]; /* what a site may lack: "view" or "view.column"; NULL ends */
};

/* All names, NULL at the end, for tree_parse(). */
extern const char *const pohon_rule_names[];

/* A name that tree_parse() has accepted. */
const struct pohon_rule *pohon_rule_find(const char *name);
/* What the source lacks for the rule, as words for people; NULL when it has all. Caller frees. */
char *pohon_rule_lacks(const struct pohon_rule *rule, const struct probe *probe);
/* The statement to send, with its pieces filled in. Caller frees. */
char *pohon_rule_sql(const struct pohon_rule *rule, struct db *db, const struct probe *probe);

struct pohon_count {
        bool known;
        char value[32]; /* decimal text */
        char numerator[24], denominator[24];
        bool has_denominator;
        char counted[80]; /* digest of what was counted */
};

/* What the rule's rows say; not known when there is nobody to count. */
void pohon_rule_count(const struct pohon_rule *rule, const struct db_result *rows,
                      struct pohon_count *ret);
