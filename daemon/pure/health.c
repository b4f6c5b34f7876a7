#include "pure/health.h"

#include <inttypes.h>

static bool say(struct text *why, bool trouble, const char *line)
{
        if (trouble)
                text_addf(why, "%s\n", line);
        return !trouble;
}

bool health_ready(const struct health *h, struct text *why)
{
        bool ok = say(why, h->state_lost >= 0, "state database: not connected");

        ok &= say(why, h->refused, "SIASN: credentials refused");
        ok &= say(why, !h->refused && h->service_ill >= 0, "SIASN: ill or unreachable");
        ok &= say(why, !h->refused && h->service_ill < 0 && h->token_missing, "SIASN: no token");
        ok &= say(why, h->unread >= 0, "SIMPEG: cannot be read");
        ok &= say(why, h->unread < 0 && !h->settled, "SIMPEG: not read yet");
        return ok;
}

static bool lasts(const struct health *h, int64_t since, const char *what, struct text *why)
{
        if (since < h->limit)
                return true;
        text_addf(why, "%s for %" PRId64 " s\n", what, since / 1000);
        return false;
}

bool health_delivers(const struct health *h, struct text *why)
{
        bool ok = say(why, h->refused, "SIASN: credentials refused");

        ok &= lasts(h, h->state_lost, "state database: not connected", why);
        if (!h->refused)
                ok &= lasts(h, h->service_ill, "SIASN: ill or unreachable", why);
        ok &= lasts(h, h->unread, "SIMPEG: cannot be read", why);
        /* A long queue is no trouble while records are concluded. */
        if (h->overdue >= h->limit)
                ok &= lasts(h, h->concluded, "records are due, but none was concluded", why);
        return ok;
}
