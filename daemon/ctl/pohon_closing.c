/* The report's end: how capaian is worked out, what is still open, and the place to sign. */
#include <stdio.h>

#include "ctl/pohon_pdf.h"
#include "ground/mem.h"

#define SIGN_HEIGHT 96.0f

static const char *const method[] = {
        "Indikator positif: realisasi / target x 100. Indikator negatif: (2 x target - realisasi) "
        "/ target x 100. "
        "Target berupa rentang tercapai (100) di dalam rentang; di luarnya dihitung terhadap batas "
        "terdekat.",
        "Nilai akhir: yang berlaku adalah triwulan terakhir yang berisi data. Jumlah: realisasi "
        "dan target triwulan "
        "dijumlahkan; target kumulatif baru ada bila target setiap triwulannya ada.",
        "Nilai 0 adalah nilai. Tanda – berarti belum ada nilai, bukan nol. Capaian dibulatkan dua "
        "desimal, setengah ke atas; "
        "predikat mengikuti angka yang tercetak. Baris kedua kolom triwulan (T) adalah target "
        "triwulan itu.",
};

static void open_page_for(struct report *r, float height)
{
        if (r->y + height > REPORT_BOTTOM)
                report_page(r);
}

/* With `draw` false only the height. */
static float notes(struct report *r, bool draw)
{
        static const struct pdf_style head = {PDF_BOLD, 8.5f, NAVY, PDF_LEFT};
        static const struct pdf_style words = {PDF_REGULAR, 7.5f, INK, PDF_LEFT};
        const struct tree *t = r->view->tree;
        char cap[80], number[DECIMAL_TEXT], basis[300];
        float y = r->y;

        if (draw)
                pdf_text(r->pdf, &head, REPORT_MARGIN, y, REPORT_INNER, "Cara menghitung");
        y += 13;
        for (size_t i = 0; i < COUNT_OF(method); i++)
                y += pdf_paragraph(r->pdf, &words, REPORT_MARGIN, y, REPORT_INNER, method[i],
                                   draw) +
                     2;
        if (t->cap > 0)
                snprintf(cap, sizeof cap, "Capaian dibatasi paling tinggi %s.",
                         decimal_text(t->cap, ',', 0, number));
        else
                snprintf(cap, sizeof cap, "Capaian tidak dibatasi.");
        snprintf(basis, sizeof basis, "%s Predikat: %.200s.", cap, t->predicates.basis);
        y += pdf_paragraph(r->pdf, &words, REPORT_MARGIN, y, REPORT_INNER, basis, draw) + 2;
        if (*t->note)
                y += pdf_paragraph(r->pdf, &words, REPORT_MARGIN, y, REPORT_INNER, t->note, draw) +
                     2;
        return y - r->y;
}

static void sign(struct report *r)
{
        static const struct pdf_style words = {PDF_REGULAR, 9, INK, PDF_LEFT};
        static const struct pdf_style small = {PDF_REGULAR, 8, MUTED, PDF_LEFT};
        const struct tree *t = r->view->tree;
        float x = PDF_WIDTH - REPORT_MARGIN - 230;
        char line[160];

        snprintf(line, sizeof line, "%.80s, ............................................",
                 t->place);
        pdf_text(r->pdf, &words, x, r->y, 230, line);
        pdf_text(r->pdf, &words, x, r->y + 13, 230, t->signer);
        pdf_line(r->pdf, INK, x, r->y + 72, x + 230, r->y + 72);
        pdf_text(r->pdf, &small, x, r->y + 76, 230, "NIP");
        r->y += SIGN_HEIGHT;
}

void report_closing(struct report *r)
{
        r->y += 14;
        open_page_for(r, notes(r, false) + 20 + SIGN_HEIGHT);
        r->y += notes(r, true) + 20;
        sign(r);
}
