#include "ground/clock.h"

#include <time.h>

int64_t clock_mono_ms(void)
{
        struct timespec ts;

        clock_gettime(CLOCK_MONOTONIC, &ts);
        return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t clock_wall_s(void)
{
        return (int64_t)time(NULL);
}

int clock_second_of_day(void)
{
        time_t now = time(NULL);
        struct tm tm;

        localtime_r(&now, &tm);
        return tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec;
}

void clock_today(int *year, int *month, int *day)
{
        time_t now = time(NULL);
        struct tm tm;

        localtime_r(&now, &tm);
        *year = tm.tm_year + 1900;
        *month = tm.tm_mon + 1;
        *day = tm.tm_mday;
}
