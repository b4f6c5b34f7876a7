#include "ground/crash.h"

#ifdef TEST_SWITCHES

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

void crash_point(const char *name)
{
        const char *points = getenv("SIASN_TEST_CRASH");
        const char *at = points ? strstr(points, name) : NULL;
        unsigned dice = 0;

        if (!at || at[strlen(name)] != '=')
                return;
        if (getrandom(&dice, sizeof dice, 0) != sizeof dice)
                return;
        if ((double)dice / 4294967296.0 < strtod(at + strlen(name) + 1, NULL))
                kill(getpid(), SIGKILL);
}

bool test_switch(const char *name)
{
        const char *switches = getenv("SIASN_TEST_SWITCH");

        return switches && strcmp(switches, name) == 0;
}

#endif
