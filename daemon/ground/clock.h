/*
 * Clock: the only place that reads time.
 *
 * Durations and deadlines use the monotonic clock in milliseconds, so that a jump of the wall clock
 * moves nothing. The wall clock is for people and for due times kept in the database, which come
 * from the database's own now().
 */
#pragma once

#include <stdint.h>

int64_t clock_mono_ms(void);
/* Seconds since 1970, UTC. */
int64_t clock_wall_s(void);
/* Seconds since local midnight, in the process's time zone. */
int clock_second_of_day(void);
/* The local calendar date. */
void clock_today(int *year, int *month, int *day);
