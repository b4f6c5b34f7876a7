/* What the parts of the printed report share; nobody else includes it. */
#pragma once

#include "ctl/pdf.h"
#include "ctl/pohon.h"

#define REPORT_MARGIN 36.0f
#define REPORT_INNER  (PDF_WIDTH - 2 * REPORT_MARGIN)
#define REPORT_BOTTOM (PDF_HEIGHT - 40.0f) /* the footer stands below */

enum report_color {
        INK = 0x1B2733,
        MUTED = 0x6B7785,
        NAVY = 0x17365D,
        PAPER = 0xFFFFFF,
        PANEL = 0xF3F6F9,
        RULE = 0xC9D2DB,
        WARN = 0xB45309,
        EMPTY = 0xAEB8C2,
};

struct report {
        struct pdf *pdf;
        const struct pohon_view *view;
        float y; /* where the next thing begins */
};

/* The colour of a band of the predicates, EMPTY for none (-1). */
unsigned report_color(const struct report *r, int band);
/* Begins a page with the running head. */
void report_page(struct report *r);
/* The first page: heading and the tree at a glance. */
void report_front(struct report *r);
/* The table of all nodes, legend, method and the place to sign. */
void report_table(struct report *r);
void report_closing(struct report *r);
/* Where each value comes from. */
void report_evidence(struct report *r);
