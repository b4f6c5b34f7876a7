/*
 * Answer: from a request to a reply, in the only order there is: route, viewer, role, form token,
 * page. Knows nothing of HTTP libraries.
 */
#pragma once

#include "web/web.h"

/* Fills the reply. Never fails: what goes wrong becomes an error page and a line in the log. */
void answer(struct web *w);
