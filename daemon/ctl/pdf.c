#include "ctl/pdf.h"

#include <errno.h>
#include <hpdf.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "ground/mem.h"
#include "ground/text.h"

#define LEADING 1.22f

enum { PAGES_MAX = 500 };

struct pdf {
        HPDF_Doc doc;
        HPDF_Font fonts[PDF_FONTS];
        HPDF_Page pages[PAGES_MAX];
        size_t count;
        HPDF_Page page; /* being written */
        HPDF_STATUS failed, detail;
};

static void note_failure(HPDF_STATUS error, HPDF_STATUS detail, void *arg)
{
        struct pdf *pdf = arg;

        if (!pdf->failed) {
                pdf->failed = error;
                pdf->detail = detail;
        }
}

/* ---- Letters: UTF-8 to the fonts' Windows-1252 ---- */

static const struct {
        wchar_t code;
        unsigned char byte;
} typographic[] = {{0x2026, 0x85}, {0x2018, 0x91}, {0x2019, 0x92}, {0x201C, 0x93}, {0x201D, 0x94},
                   {0x2022, 0x95}, {0x2013, 0x96}, {0x2014, 0x97}, {0x20AC, 0x80}};

static char letter_of(wchar_t code)
{
        if ((code >= 0x20 && code < 0x7F) || (code >= 0xA0 && code <= 0xFF))
                return (char)(unsigned char)code;
        for (size_t i = 0; i < COUNT_OF(typographic); i++) {
                if (typographic[i].code == code)
                        return (char)typographic[i].byte;
        }
        return code < 0x20 ? ' ' : '?';
}

static char *letters(const char *utf8)
{
        struct text out = {0};
        mbstate_t state = {0};

        while (*utf8) {
                wchar_t code;
                size_t n = mbrtowc(&code, utf8, strlen(utf8), &state);

                if (n == 0 || n > strlen(utf8)) { /* broken bytes */
                        memset(&state, 0, sizeof state);
                        code = L'?';
                        n = 1;
                }
                text_add_char(&out, letter_of(code));
                utf8 += n;
        }
        return text_take(&out);
}

/* ---- Document and pages ---- */

struct pdf *pdf_new(const char *title, const char *author)
{
        static const char *const names[PDF_FONTS] = {"Helvetica", "Helvetica-Bold",
                                                     "Helvetica-Oblique"};
        struct pdf *pdf = NEW(struct pdf);
        CLEANUP(free_ptr) char *plain_title = letters(title);
        CLEANUP(free_ptr) char *plain_author = letters(author);

        pdf->doc = HPDF_New(note_failure, pdf);
        if (!pdf->doc) {
                free(pdf);
                return NULL;
        }
        HPDF_SetCompressionMode(pdf->doc, HPDF_COMP_ALL);
        HPDF_SetInfoAttr(pdf->doc, HPDF_INFO_TITLE, plain_title);
        HPDF_SetInfoAttr(pdf->doc, HPDF_INFO_AUTHOR, plain_author);
        HPDF_SetInfoAttr(pdf->doc, HPDF_INFO_CREATOR, "siasn-sync " VERSION);
        for (int i = 0; i < PDF_FONTS; i++)
                pdf->fonts[i] = HPDF_GetFont(pdf->doc, names[i], "WinAnsiEncoding");
        return pdf;
}

void pdf_free(struct pdf *pdf)
{
        if (!pdf)
                return;
        HPDF_Free(pdf->doc);
        free(pdf);
}

void pdf_page(struct pdf *pdf)
{
        if (pdf->count == PAGES_MAX)
                return;
        pdf->page = pdf->pages[pdf->count++] = HPDF_AddPage(pdf->doc);
        HPDF_Page_SetWidth(pdf->page, PDF_WIDTH);
        HPDF_Page_SetHeight(pdf->page, PDF_HEIGHT);
        HPDF_Page_SetLineWidth(pdf->page, 0.5f);
}

size_t pdf_pages(const struct pdf *pdf)
{
        return pdf->count;
}

void pdf_turn_to(struct pdf *pdf, size_t page)
{
        pdf->page = pdf->pages[page];
}

/* ---- Drawing ---- */

static void set_fill(struct pdf *pdf, unsigned color)
{
        HPDF_Page_SetRGBFill(pdf->page, (float)(color >> 16 & 0xFF) / 255,
                             (float)(color >> 8 & 0xFF) / 255, (float)(color & 0xFF) / 255);
}

static void set_stroke(struct pdf *pdf, unsigned color)
{
        HPDF_Page_SetRGBStroke(pdf->page, (float)(color >> 16 & 0xFF) / 255,
                               (float)(color >> 8 & 0xFF) / 255, (float)(color & 0xFF) / 255);
}

void pdf_fill(struct pdf *pdf, unsigned color, float x, float y, float width, float height)
{
        set_fill(pdf, color);
        HPDF_Page_Rectangle(pdf->page, x, PDF_HEIGHT - y - height, width, height);
        HPDF_Page_Fill(pdf->page);
}

void pdf_frame(struct pdf *pdf, unsigned color, float x, float y, float width, float height)
{
        set_stroke(pdf, color);
        HPDF_Page_Rectangle(pdf->page, x, PDF_HEIGHT - y - height, width, height);
        HPDF_Page_Stroke(pdf->page);
}

void pdf_line(struct pdf *pdf, unsigned color, float x, float y, float to_x, float to_y)
{
        set_stroke(pdf, color);
        HPDF_Page_MoveTo(pdf->page, x, PDF_HEIGHT - y);
        HPDF_Page_LineTo(pdf->page, to_x, PDF_HEIGHT - to_y);
        HPDF_Page_Stroke(pdf->page);
}

static void use(struct pdf *pdf, const struct pdf_style *style)
{
        HPDF_Page_SetFontAndSize(pdf->page, pdf->fonts[style->font], style->size);
}

float pdf_text_width(struct pdf *pdf, const struct pdf_style *style, const char *text)
{
        CLEANUP(free_ptr) char *plain = letters(text);

        use(pdf, style);
        return HPDF_Page_TextWidth(pdf->page, plain);
}

static void put(struct pdf *pdf, const struct pdf_style *style, float x, float y, float width,
                const char *plain)
{
        float slack = width - HPDF_Page_TextWidth(pdf->page, plain);

        x += style->align == PDF_RIGHT ? slack : style->align == PDF_CENTER ? slack / 2 : 0;
        set_fill(pdf, style->color);
        HPDF_Page_BeginText(pdf->page);
        HPDF_Page_TextOut(pdf->page, x, PDF_HEIGHT - y - style->size * 0.92f, plain);
        HPDF_Page_EndText(pdf->page);
}

void pdf_text(struct pdf *pdf, const struct pdf_style *style, float x, float y, float width,
              const char *text)
{
        CLEANUP(free_ptr) char *plain = letters(text);

        use(pdf, style);
        put(pdf, style, x, y, width, plain);
}

/* Bytes of the next line: as many words as fit; a word wider than the line is cut. */
static size_t line_length(struct pdf *pdf, const char *rest, float width)
{
        HPDF_UINT fits = HPDF_Page_MeasureText(pdf->page, rest, width, HPDF_TRUE, NULL);

        if (fits == 0)
                fits = HPDF_Page_MeasureText(pdf->page, rest, width, HPDF_FALSE, NULL);
        return fits > 0 ? fits : 1;
}

float pdf_paragraph(struct pdf *pdf, const struct pdf_style *style, float x, float y, float width,
                    const char *text, bool draw)
{
        CLEANUP(free_ptr) char *plain = letters(text);
        float height = 0;

        use(pdf, style);
        for (const char *rest = plain; *rest;) {
                size_t len = line_length(pdf, rest, width);
                CLEANUP(free_ptr) char *line = mem_dup_n(rest, len);

                for (size_t i = len; i > 0 && line[i - 1] == ' '; i--)
                        line[i - 1] = '\0';
                if (draw)
                        put(pdf, style, x, y + height, width, line);
                height += style->size * LEADING;
                rest += len;
                rest += strspn(rest, " ");
        }
        return height;
}

bool pdf_save(struct pdf *pdf, const char *path, struct err *err)
{
        CLEANUP(text_free) struct text beside = {0};

        if (pdf->failed)
                return err_set(err, "PDF tidak dapat disusun (libharu %04lX, %ld)",
                               (unsigned long)pdf->failed, (long)pdf->detail);
        text_addf(&beside, "%s.baru", path);
        if (HPDF_SaveToFile(pdf->doc, beside.s) != HPDF_OK)
                return err_set(err, "tidak dapat menulis %s", beside.s);
        if (rename(beside.s, path) == 0)
                return true;
        err_set(err, "tidak dapat menulis %s: %s", path, strerror(errno));
        remove(beside.s);
        return false;
}
