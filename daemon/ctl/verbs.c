/* Every verb of siasnctl, in the order of its usage. A new verb is a function and a line here. */
#include "ctl/ctl.h"
#include "ground/mem.h"

#define BIT(option) (UINT64_C(1) << (option))
#define JSON        BIT(OPT_JSON)
#define LIST        (BIT(OPT_JSON) | BIT(OPT_CSV))

const struct verb ctl_verbs[] = {
        {.name = "check",
         .help = "look at everything siasnd needs, and say what to do",
         .options = LIST,
         .loads_config = true,
         .function = ctl_check},
        {.name = "plan",
         .help = "what would be sent; nothing is sent or written",
         .options = LIST,
         .function = ctl_plan},
        {.name = "status",
         .help = "daemons, service, records by state, quarantine, scans",
         .options = LIST,
         .function = ctl_status},
        {.name = "show",
         .args = "NIP",
         .help = "one person's records, faults and last events",
         .words_min = 1,
         .words_max = 1,
         .options = LIST,
         .function = ctl_show},
        {.name = "log",
         .args = "[--nip NIP] [--follow] [-n N] [--full]",
         .help = "the event log; NIPs are masked unless --nip or --full is given",
         .options = LIST | BIT(OPT_NIP) | BIT(OPT_FOLLOW) | BIT(OPT_LINES) | BIT(OPT_FULL),
         .function = ctl_log},
        {.name = "migrate",
         .help = "bring the state schema to this version",
         .options = JSON,
         .function = ctl_migrate},
        {.name = "endpoints",
         .help = "record kinds, and where they are read and written",
         .options = LIST,
         .function = ctl_endpoints},
        {.name = "guard show",
         .help = "mass changes that wait for a person",
         .options = LIST,
         .function = ctl_guard_show},
        {.name = "guard release",
         .args = "--kind KIND --by NAME",
         .help = "let one kind's mass change pass",
         .options = JSON | BIT(OPT_KIND) | BIT(OPT_BY),
         .needed = BIT(OPT_KIND) | BIT(OPT_BY),
         .function = ctl_guard_release},
        {.name = "retry",
         .args = "[--kind KIND] [--nip NIP] --by NAME",
         .help = "what SIASN refused, or what waits for another try, goes in line again",
         .options = JSON | BIT(OPT_KIND) | BIT(OPT_NIP) | BIT(OPT_BY),
         .needed = BIT(OPT_BY),
         .function = ctl_retry},
        {.name = "reconcile",
         .args = "[NIP [--push --by NAME] | --sample N [--seed S] | --all]",
         .help = "read SIASN back and report differences; --push delivers SIMPEG's content again, "
                 "--all\n"
                 "        has the daemon read everybody; alone: figures of all readings so far",
         .words_max = 1,
         .options = LIST | BIT(OPT_SAMPLE) | BIT(OPT_SEED) | BIT(OPT_ALL) | BIT(OPT_PUSH) |
                    BIT(OPT_BY),
         .function = ctl_reconcile},
        {.name = "indicator show",
         .args = "[--sql]",
         .help = "the two percentages with all their counts; --sql prints how they are counted",
         .options = LIST | BIT(OPT_SQL),
         .function = ctl_indicator_show},
};

const size_t ctl_verb_count = COUNT_OF(ctl_verbs);
