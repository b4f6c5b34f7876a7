/*
 * Pdf: pages of text, boxes and lines. The only module that includes libharu.
 *
 * Landscape A4, measured in points from the top left corner. Text is UTF-8; the standard Helvetica
 * is used, which every reader has, so what its Latin alphabet lacks is shown as "?". Errors are
 * kept and told once, by pdf_save().
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ground/err.h"

#define PDF_WIDTH  842.0f
#define PDF_HEIGHT 595.0f

enum pdf_font { PDF_REGULAR, PDF_BOLD, PDF_ITALIC, PDF_FONTS };
enum pdf_align { PDF_LEFT, PDF_CENTER, PDF_RIGHT };

struct pdf_style {
        enum pdf_font font;
        float size;
        unsigned color; /* 0xRRGGBB */
        enum pdf_align align;
};

struct pdf;

/* NULL when the library cannot start. */
struct pdf *pdf_new(const char *title, const char *author);
void pdf_free(struct pdf *pdf);

static inline void pdf_free_ptr(struct pdf **pdf)
{
        pdf_free(*pdf);
}

/* Begins a page; what follows goes there. */
void pdf_page(struct pdf *pdf);
size_t pdf_pages(const struct pdf *pdf);
/* Goes back to a page, from 0. */
void pdf_turn_to(struct pdf *pdf, size_t page);

void pdf_fill(struct pdf *pdf, unsigned color, float x, float y, float width, float height);
void pdf_frame(struct pdf *pdf, unsigned color, float x, float y, float width, float height);
void pdf_line(struct pdf *pdf, unsigned color, float x, float y, float to_x, float to_y);

float pdf_text_width(struct pdf *pdf, const struct pdf_style *style, const char *text);
/* One line; `y` is its top. It is aligned within `width`. */
void pdf_text(struct pdf *pdf, const struct pdf_style *style, float x, float y, float width,
              const char *text);
/* Lines broken between words; returns the height. With `draw` false only measures. */
float pdf_paragraph(struct pdf *pdf, const struct pdf_style *style, float x, float y, float width,
                    const char *text, bool draw);

/* Written beside and renamed, so that a failure leaves an earlier report alone. */
bool pdf_save(struct pdf *pdf, const char *path, struct err *err);
