/* What the files of a person's page share; nobody else includes it. */
#pragma once

#include "web/page.h"
#include "web/route.h"

/* Each record as it is here and at SIASN, side by side, differences marked. */
bool person_records(struct web *w, const char *nip, struct err *err);
/* The person's verdict in the newest snapshot of each indicator. */
bool person_indicators(struct web *w, const char *nip, struct err *err);
