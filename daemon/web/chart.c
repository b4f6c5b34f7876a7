#include "web/chart.h"

#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/percent.h"

enum {
        BAR_WIDTH = 400,
        BAR_HEIGHT = 14,
        WIDTH = 640,
        HEIGHT = 200,
        LEFT = 48,
        RIGHT = 64,
        TOP = 18,
        BOTTOM = 30,
};

void chart_bar(struct html *h, const char *label, const struct chart_part *parts, size_t count)
{
        int64_t whole = 0, before = 0;

        for (size_t i = 0; i < count; i++)
                whole += parts[i].value;
        html(h,
             "<svg class=\"bar\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\" "
             "aria-label=\"%s\"><rect class=\"ground\" width=\"%d\" height=\"%d\"/>",
             BAR_WIDTH, BAR_HEIGHT, label, BAR_WIDTH, BAR_HEIGHT);
        for (size_t i = 0; i < count && whole > 0; i++) {
                int from = (int)(before * BAR_WIDTH / whole);

                before += parts[i].value;
                int to = (int)(before * BAR_WIDTH / whole);
                if (parts[i].value > 0)
                        html(h, "<rect class=\"%s\" x=\"%d\" width=\"%d\" height=\"%d\"/>",
                             parts[i].tone, from, to > from ? to - from : 1, BAR_HEIGHT);
        }
        html(h, "</svg>");
}

/* ---- Over time ---- */

static void open_svg(struct html *h, const char *id, const char *title)
{
        html(h,
             "<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-judul\">"
             "<title id=\"%s-judul\">%s</title>\n",
             WIDTH, HEIGHT, id, id, title);
}

static void grid(struct html *h, int y, const char *label)
{
        html(h,
             "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>"
             "<text class=\"axis end\" x=\"%d\" y=\"%d\">%s</text>\n",
             LEFT, WIDTH - RIGHT, y, y, LEFT - 8, y + 4, label);
}

static void dates(struct html *h, const char *first, const char *last)
{
        char text[48];

        html(h, "<text class=\"axis\" x=\"%d\" y=\"%d\">%s</text>\n", LEFT, HEIGHT - 8,
             html_when(first, text));
        if (strcmp(first, last) != 0)
                html(h, "<text class=\"axis end\" x=\"%d\" y=\"%d\">%s</text>\n", WIDTH - RIGHT,
                     HEIGHT - 8, html_when(last, text));
}

static int across(size_t i, size_t count)
{
        return count < 2 ? (LEFT + WIDTH - RIGHT) / 2
                         : LEFT + (int)((int64_t)i * (WIDTH - LEFT - RIGHT) / (int64_t)(count - 1));
}

/* Hundredths of a percent. */
static int64_t share(const struct chart_point *p)
{
        return p->whole > 0 ? p->part * 10000 / p->whole : 0;
}

/* The scale: whole tens of percent around all points, so that small changes can be seen. */
static void bounds(const struct chart_point *points, size_t count, int64_t *low, int64_t *high)
{
        *low = 10000;
        *high = 0;
        for (size_t i = 0; i < count; i++) {
                int64_t v = share(&points[i]);

                *low = v < *low ? v : *low;
                *high = v > *high ? v : *high;
        }
        *low = *low / 1000 * 1000;
        *high = (*high + 999) / 1000 * 1000;
        if (*high == *low)
                *low >= 1000 ? (*low -= 1000) : (*high += 1000);
}

static int height_of(int64_t value, int64_t low, int64_t high)
{
        return HEIGHT - BOTTOM - (int)((value - low) * (HEIGHT - TOP - BOTTOM) / (high - low));
}

static void percent_label(int64_t hundredths, char out[16])
{
        snprintf(out, 16, "%d %%", (int)(hundredths / 100));
}

static void line(struct html *h, const struct chart_point *points, size_t count, int64_t low,
                 int64_t high)
{
        html(h, "<polyline class=\"line\" points=\"");
        for (size_t i = 0; i < count; i++)
                html(h, "%d,%d ", across(i, count), height_of(share(&points[i]), low, high));
        html(h, "\"/>\n");
        for (size_t i = 0; i < count; i++) {
                bool shown = count <= 40 || i + 1 == count;

                if (shown)
                        html(h, "<circle class=\"dot\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>\n",
                             across(i, count), height_of(share(&points[i]), low, high),
                             i + 1 == count ? 5 : 3);
        }
}

void chart_trend(struct html *h, const char *id, const char *title,
                 const struct chart_point *points, size_t count)
{
        int64_t low, high;
        char label[16], value[PERCENT_TEXT];

        if (count == 0)
                return;
        bounds(points, count, &low, &high);
        open_svg(h, id, title);
        percent_label(high, label);
        grid(h, height_of(high, low, high), label);
        percent_label((low + high) / 2, label);
        grid(h, height_of((low + high) / 2, low, high), label);
        percent_label(low, label);
        grid(h, height_of(low, low, high), label);
        line(h, points, count, low, high);
        const struct chart_point *last = &points[count - 1];
        percent_text(last->part, last->whole, value);
        html(h, "<text class=\"value\" x=\"%d\" y=\"%d\">%s</text>\n", across(count - 1, count) + 9,
             height_of(share(last), low, high) + 5, DECIMAL(value));
        dates(h, points[0].when, last->when);
        html(h, "</svg>\n");
}

void chart_columns(struct html *h, const char *id, const char *title,
                   const struct chart_count *counts, size_t count)
{
        int64_t top = 1;
        int width = count ? (WIDTH - LEFT - RIGHT) / (int)count : 1;

        if (count == 0)
                return;
        for (size_t i = 0; i < count; i++)
                top = counts[i].value > top ? counts[i].value : top;
        open_svg(h, id, title);
        grid(h, TOP, NUMERAL(top));
        grid(h, HEIGHT - BOTTOM, "0");
        for (size_t i = 0; i < count; i++) {
                int y = height_of(counts[i].value, 0, top);
                int room = width > 44 ? 40 : width > 3 ? width - 2 : width;

                html(h, "<rect class=\"column\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n",
                     LEFT + (int)i * width + (width - room) / 2, y, room, HEIGHT - BOTTOM - y);
        }
        html(h, "<text class=\"value\" x=\"%d\" y=\"%d\">%s</text>\n", WIDTH - RIGHT + 9,
             height_of(counts[count - 1].value, 0, top) + 5, NUMERAL(counts[count - 1].value));
        dates(h, counts[0].when, counts[count - 1].when);
        html(h, "</svg>\n");
}
