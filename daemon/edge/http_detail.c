#include "edge/http_detail.h"

#include <inttypes.h>
#include <stdio.h>

#include "ground/mem.h"
#include "ground/text.h"

enum { PHASES = 5, WHY_MAX = 90 };

static const char *const phase_names[PHASES] = {"name", "connect", "tls", "server", "reply"};

static const char *const phase_words[PHASES] = {
        "looking up the name",    "connecting",        "TLS handshake",
        "waiting for the server", "reading the reply",
};

/* Index of the phase in which the request ended. A reused connection has no first three. */
static size_t last_phase(const struct http_fate *fate, const int64_t ends[PHASES])
{
        size_t i = fate->sent ? 3 : 0;

        while (i + 1 < PHASES && ends[i])
                i++;
        /* All of TLS done, yet nothing sent: still before the server. */
        return fate->sent || i < 3 ? i : 2;
}

/* " (name 1 ms, connect 2 ms, tls 9 ms, server 60000 ms)": how long each phase took. */
static void add_times(struct text *out, const int64_t ends[PHASES], size_t last, int64_t total)
{
        const char *comma = "";
        int64_t before = 0;

        text_add(out, " (");
        for (size_t i = 0; i <= last; i++) {
                int64_t end = i == last ? total : ends[i];

                if (i < last && !end)
                        continue;
                text_addf(out, "%s%s %" PRId64 " ms", comma, phase_names[i],
                          end > before ? end - before : 0);
                before = end;
                comma = ", ";
        }
        text_add(out, ")");
}

void http_detail(const struct http_fate *fate, const struct http_times *times, char *out,
                 size_t size)
{
        const int64_t ends[PHASES] = {times->name, times->connected, times->tls, times->first_byte,
                                      times->total};
        size_t last = last_phase(fate, ends);
        const char *why = fate->why;
        struct text line = {0};

        if (fate->repeat) {
                /* The times are those of curl's second connection, which tell nothing. */
                snprintf(out, size, "%s: connection closed by the server without a reply",
                         phase_words[3]);
                return;
        }
        if (fate->too_large)
                why = "reply larger than allowed";
        text_addf(&line, "%s: %.*s", phase_words[last], WHY_MAX, why);
        add_times(&line, ends, last, times->total);
        snprintf(out, size, "%s", text_str(&line));
        text_free(&line);
}
