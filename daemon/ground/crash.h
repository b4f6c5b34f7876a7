/*
 * Crash: places where a test may kill the daemon, and switches that break it on purpose.
 *
 * Only builds for the fault tests (-DTEST_SWITCHES, `make faults`) know them; in every other build
 * they are nothing. SIASN_TEST_CRASH="after_reply=0.02,after_claim=0.01" gives the probability of
 * SIGKILL at each named point; SIASN_TEST_SWITCH="no_readback" turns a safety off, so that the test
 * that looks for its absence can be shown to see it.
 */
#pragma once

#include <stdbool.h>

#ifdef TEST_SWITCHES
void crash_point(const char *name);
bool test_switch(const char *name);
#else
static inline void crash_point(const char *name)
{
        (void)name;
}

static inline bool test_switch(const char *name)
{
        (void)name;
        return false;
}
#endif
