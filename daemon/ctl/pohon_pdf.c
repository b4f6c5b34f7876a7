/* The printed report of the performance tree: pages, running head and foot. */
#include "ctl/pohon_pdf.h"

#include <stdio.h>

#include "ground/clock.h"
#include "ground/mem.h"

unsigned report_color(const struct report *r, int band)
{
        static const unsigned colors[] = {0x1E7B4A, 0x6FA83A, 0xD9A514, 0xD9701E, 0xB3261E};
        size_t last = r->view->tree->predicates.count - 1;

        if (band < 0)
                return EMPTY;
        return colors[last == 0 ? 0 : (size_t)band * (COUNT_OF(colors) - 1) / last];
}

void report_page(struct report *r)
{
        static const struct pdf_style left = {PDF_BOLD, 8, NAVY, PDF_LEFT};
        static const struct pdf_style right = {PDF_REGULAR, 8, MUTED, PDF_RIGHT};
        const struct tree *t = r->view->tree;
        char period[64];

        snprintf(period, sizeof period, "s.d. Triwulan %s Tahun %d%s",
                 period_roman(r->view->upto.quarter), r->view->upto.year,
                 *t->decree ? "" : "  –  BELUM RESMI");
        pdf_page(r->pdf);
        pdf_text(r->pdf, &left, REPORT_MARGIN, 24, REPORT_INNER, t->name);
        pdf_text(r->pdf, &right, REPORT_MARGIN, 24, REPORT_INNER, period);
        pdf_line(r->pdf, NAVY, REPORT_MARGIN, 37, PDF_WIDTH - REPORT_MARGIN, 37);
        r->y = 46;
}

static const char *today_text(char out[11])
{
        struct date d;

        clock_today(&d.year, &d.month, &d.day);
        return date_to_dmy(d, out);
}

/* When all pages are there, their number is known. */
static void add_feet(struct report *r)
{
        static const struct pdf_style left = {PDF_REGULAR, 7, MUTED, PDF_LEFT};
        static const struct pdf_style right = {PDF_REGULAR, 7, MUTED, PDF_RIGHT};
        const struct tree *t = r->view->tree;
        char day[11], text[200];

        for (size_t i = 0; i < pdf_pages(r->pdf); i++) {
                pdf_turn_to(r->pdf, i);
                pdf_line(r->pdf, RULE, REPORT_MARGIN, PDF_HEIGHT - 32, PDF_WIDTH - REPORT_MARGIN,
                         PDF_HEIGHT - 32);
                snprintf(text, sizeof text,
                         "%s  ·  pohon versi %.40s, SHA-256 %.16s  ·  dicetak %s",
                         *t->decree ? "Resmi" : "Belum resmi: belum ditetapkan dengan keputusan",
                         t->version, t->hash, today_text(day));
                pdf_text(r->pdf, &left, REPORT_MARGIN, PDF_HEIGHT - 27, REPORT_INNER, text);
                snprintf(text, sizeof text, "Halaman %zu dari %zu", i + 1, pdf_pages(r->pdf));
                pdf_text(r->pdf, &right, REPORT_MARGIN, PDF_HEIGHT - 27, REPORT_INNER, text);
        }
}

bool pohon_pdf(const struct pohon_view *view, const char *path, struct err *err)
{
        CLEANUP(pdf_free_ptr)
        struct pdf *pdf = pdf_new("Laporan Capaian Pohon Kinerja", view->tree->agency);
        struct report r = {.pdf = pdf, .view = view};

        if (!pdf)
                return err_set(err, "libharu tidak dapat dimulai");
        report_front(&r);
        report_table(&r);
        report_closing(&r);
        report_evidence(&r);
        add_feet(&r);
        return pdf_save(pdf, path, err);
}
