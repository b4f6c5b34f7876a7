/*
 * Route: which address is which page, and who may see it. One table; a page that is not in it does
 * not exist, and one cannot be reached around it.
 */
#pragma once

#include "web/web.h"

enum { ROUTE_ARGS = 3, ROUTE_ARG_MAX = 128 };

struct route {
        enum method method;
        const char *path;  /* "*" stands for one segment */
        const char *title; /* of the page; NULL for what is no page */
        int roles;         /* ROLE_*; 0: no login needed */
        page_fn *page;
        const char *menu; /* shown in the menu under this name, or NULL */
};

extern const struct route routes[];
extern const size_t route_count;

enum route_found { ROUTE_FOUND, ROUTE_NO_PATH, ROUTE_NO_METHOD };

/* `args` gets what the stars stood for. */
enum route_found route_find(enum method method, const char *path, const struct route **ret,
                            char args[ROUTE_ARGS][ROUTE_ARG_MAX]);
/* What the star number `i` of the request's route stands for, "" when there is none. */
const char *route_arg(const struct web *w, size_t i, char out[ROUTE_ARG_MAX]);
/* May this role see it? */
bool route_allows(const struct route *route, enum role role);
