/*
 * Guard limits: which limits hold for a kind, from [guard] and its per_kind list.
 */
#pragma once

#include "engine/catalog.h"
#include "pure/guard.h"

/* Completions from outside SIMPEG are judged by themselves, under this name. */
#define GUARD_FEED "sinau"

/* False with the offending entry named when per_kind cannot be read or names an unknown kind. */
bool guard_limits_of(const struct config *config, const struct catalog *catalog, const char *kind,
                     struct guard_limits *ret, struct err *err);
