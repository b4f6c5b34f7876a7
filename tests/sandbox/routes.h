/*
 * routes.h - from a path to what answers it.
 *
 * Promise: pure; the path alone decides, nothing is looked up in the data.
 */
#ifndef SANDBOX_ROUTES_H
#define SANDBOX_ROUTES_H

#include "sandbox.h"

/* The area of a path; *ret_sub is what follows the area's base. */
enum area route_area(const char *path, const char **ret_sub);

struct target route_target(enum area area, const char *method, const char *sub);

#endif
