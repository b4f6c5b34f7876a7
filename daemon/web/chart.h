/*
 * Chart: SVG drawn here, on the server: it prints, it works without JavaScript, takes its colours
 * from the style sheet (dark mode, high contrast), and is read out by its title and description. A
 * library for browsers (Chart.js) would draw on a canvas that none of that reaches. Every chart
 * stands beside a table with the same numbers.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "web/html.h"

struct chart_part {
        const char *tone; /* good, bad, warn, calm */
        int64_t value;
};

/* A bar of parts that add up to its whole; nothing is drawn for 0. `label` is read out. */
void chart_bar(struct html *h, const char *label, const struct chart_part *parts, size_t count);

struct chart_point {
        const char *when; /* ISO date */
        int64_t part, whole;
};

/*
 * A line of percentages over time, oldest first. `id` is unique on the page. One point is a dot.
 */
void chart_trend(struct html *h, const char *id, const char *title,
                 const struct chart_point *points, size_t count);

/* Columns of whole numbers over time, from 0. */
struct chart_count {
        const char *when;
        int64_t value;
};
void chart_columns(struct html *h, const char *id, const char *title,
                   const struct chart_count *counts, size_t count);
