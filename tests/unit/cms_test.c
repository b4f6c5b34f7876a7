/* Cms: what the signatures of PDFs are worth, by PDFs signed here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "edge/cms.h"
#include "ground/mem.h"
#include "signed_pdf.h"

enum { DAY = 86400 };

struct cast {
        struct identity root, other_root, middle, signer, second, stranger, old, future, sealed;
        struct trust *trust;
        char pem[64];
};

#define SIGNING "critical,digitalSignature,nonRepudiation"
#define ISSUING "critical,keyCertSign"

static int make_cast(void **state)
{
        struct cast *c = NEW(struct cast);
        struct err err;

        c->root = identity_new("Induk Uji", NULL, -1000 * DAY, 1000 * DAY, ISSUING);
        c->other_root = identity_new("Induk Lain", NULL, -1000 * DAY, 1000 * DAY, ISSUING);
        c->middle = identity_new("Antara Uji", NULL, -1000 * DAY, 1000 * DAY, ISSUING);
        X509_set_issuer_name(c->middle.certificate, X509_get_subject_name(c->root.certificate));
        X509_sign(c->middle.certificate, c->root.key, EVP_sha256());
        c->signer = identity_new("Pejabat Contoh, S.H.", &c->middle, -10 * DAY, 10 * DAY, SIGNING);
        c->second = identity_new("Kepala Contoh", &c->root, -10 * DAY, 10 * DAY, SIGNING);
        c->stranger =
                identity_new("Bukan Siapa-siapa", &c->other_root, -10 * DAY, 10 * DAY, SIGNING);
        c->old = identity_new("Pejabat Lama", &c->root, -500 * DAY, -100 * DAY, SIGNING);
        c->future = identity_new("Pejabat Nanti", &c->root, 100 * DAY, 200 * DAY, SIGNING);
        c->sealed = identity_new("Bukan Untuk Tanda Tangan", &c->root, -10 * DAY, 10 * DAY,
                                 "critical,keyEncipherment");
        snprintf(c->pem, sizeof c->pem, "/tmp/cms_test.%d.pem", (int)getpid());
        unlink(c->pem);
        identity_write(&c->root, c->pem);
        if (!trust_load(c->pem, &c->trust, &err))
                fail_msg("%s", err.text);
        *state = c;
        return 0;
}

static int free_cast(void **state)
{
        struct cast *c = *state;
        struct identity *all[] = {&c->root,     &c->other_root, &c->middle, &c->signer, &c->second,
                                  &c->stranger, &c->old,        &c->future, &c->sealed};

        for (size_t i = 0; i < COUNT_OF(all); i++)
                identity_free(all[i]);
        trust_free(c->trust);
        unlink(c->pem);
        free(c);
        return 0;
}

static struct signature_report check(const struct cast *c, const struct text *pdf)
{
        struct signature_report report;

        signature_check(c->trust, pdf->s, pdf->len, time(NULL), &report);
        return report;
}

/* Signs once and says what it is worth. */
static enum signature worth_of(const struct cast *c, const struct identity *signer,
                               const struct identity *chain, long at_s)
{
        struct text pdf = {0};

        pdf_plain(&pdf, "surat keputusan");
        pdf_sign(&pdf, signer, chain, at_s);
        enum signature worth = check(c, &pdf).worth;
        text_free(&pdf);
        return worth;
}

static void one_valid_signature(void **state)
{
        struct cast *c = *state;
        struct text pdf = {0};

        pdf_plain(&pdf, "surat keputusan");
        struct signature_report report = check(c, &pdf);
        assert_int_equal(report.worth, SIGNATURE_NONE);
        assert_int_equal(report.count, 0);
        assert_string_equal(report.signer, "");
        pdf_sign(&pdf, &c->signer, &c->middle, -2 * DAY);
        report = check(c, &pdf);
        assert_int_equal(report.worth, SIGNATURE_VALID);
        assert_int_equal(report.count, 1);
        assert_string_equal(report.signer, "Pejabat Contoh, S.H.");
        assert_in_range(report.signed_s, time(NULL) - 2 * DAY - 60, time(NULL) - 2 * DAY);
        text_free(&pdf);
}

static void who_signed_and_when(void **state)
{
        struct cast *c = *state;

        assert_int_equal(worth_of(c, &c->signer, &c->middle, 0), SIGNATURE_VALID);
        assert_int_equal(worth_of(c, &c->signer, NULL, 0), SIGNATURE_UNTRUSTED);
        assert_int_equal(worth_of(c, &c->stranger, &c->other_root, 0), SIGNATURE_UNTRUSTED);
        assert_int_equal(worth_of(c, &c->sealed, NULL, 0), SIGNATURE_UNTRUSTED);
        /* What counts is the time of signing: certificates of officials live two years. */
        assert_int_equal(worth_of(c, &c->old, NULL, 0), SIGNATURE_EXPIRED);
        assert_int_equal(worth_of(c, &c->old, NULL, -200 * DAY), SIGNATURE_VALID);
        assert_int_equal(worth_of(c, &c->future, NULL, 0), SIGNATURE_EXPIRED);
}

/* Every single byte outside of the signature's own counts. */
static void altered_after_signing(void **state)
{
        struct cast *c = *state;
        struct text pdf = {0};

        pdf_plain(&pdf, "surat keputusan");
        pdf_sign(&pdf, &c->second, NULL, 0);
        size_t contents = (size_t)(strstr(pdf.s, "/Contents<") - pdf.s);
        for (size_t i = 0; i < pdf.len; i++) {
                if (i >= contents && i < pdf.len - 39)
                        continue;
                char old = pdf.s[i];

                pdf.s[i] ^= 1;
                if (check(c, &pdf).worth == SIGNATURE_VALID)
                        fail_msg("byte %zu may change without notice", i);
                pdf.s[i] = old;
        }
        char *word = strstr(pdf.s, "keputusan");
        memcpy(word, "kepalsuan", 9);
        assert_int_equal(check(c, &pdf).worth, SIGNATURE_ALTERED);
        text_free(&pdf);
}

static void several_signatures_and_additions(void **state)
{
        struct cast *c = *state;
        struct text pdf = {0};

        pdf_plain(&pdf, "surat keputusan");
        pdf_sign(&pdf, &c->signer, &c->middle, -DAY);
        pdf_sign(&pdf, &c->second, NULL, 0);
        struct signature_report report = check(c, &pdf);
        assert_int_equal(report.worth, SIGNATURE_VALID);
        assert_int_equal(report.count, 2);
        assert_string_equal(report.signer, "Kepala Contoh");
        text_add(&pdf, "3 0 obj<</Annots[]>>endobj\n%%EOF\n");
        assert_int_equal(check(c, &pdf).worth, SIGNATURE_EXTENDED);
        pdf_sign(&pdf, &c->stranger, NULL, 0);
        assert_int_equal(check(c, &pdf).worth, SIGNATURE_UNTRUSTED);
        text_free(&pdf);
}

static void what_is_no_signature(void **state)
{
        static const char *const pdfs[] = {
                "%PDF-1.4\n/ByteRange",
                "%PDF-1.4\n/ByteRange [0 10 20 30]",
                "%PDF-1.4\n/ByteRange [0 99999999999999999999999 1 1]<00>",
                "%PDF-1.4 /ByteRange [0 47 51 1]   /Contents    <>  x",
                "%PDF-1.4 /ByteRange [0 40 48 2]/Contents<30800000>..",
        };
        struct cast *c = *state;

        for (size_t i = 0; i < COUNT_OF(pdfs); i++) {
                struct text pdf = {0};

                text_add(&pdf, pdfs[i]);
                if (check(c, &pdf).worth != SIGNATURE_BROKEN)
                        fail_msg("%s", pdfs[i]);
                text_free(&pdf);
        }
}

static void trust_stores(void **state)
{
        struct cast *c = *state;
        struct trust *none, *trust = NULL;
        struct err err;

        assert_true(trust_load("", &none, &err));
        struct text pdf = {0};
        struct signature_report report;

        pdf_plain(&pdf, "x");
        pdf_sign(&pdf, &c->second, NULL, 0);
        signature_check(none, pdf.s, pdf.len, time(NULL), &report);
        assert_int_equal(report.worth, SIGNATURE_UNTRUSTED);
        assert_string_equal(report.signer, "Kepala Contoh");
        trust_free(none);
        text_free(&pdf);
        assert_false(trust_load("/tmp/cms_test.none.pem", &trust, &err));
        assert_non_null(strstr(err.text, "cannot be read"));
        assert_false(trust_load("/dev/null", &trust, &err));
        assert_non_null(strstr(err.text, "holds no certificate"));
}

static void all_have_names(void **state)
{
        (void)state;
        for (int i = 0; i < SIGNATURES; i++) {
                assert_non_null(signature_name((enum signature)i));
                assert_non_null(signature_words((enum signature)i));
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(one_valid_signature),
                cmocka_unit_test(who_signed_and_when),
                cmocka_unit_test(altered_after_signing),
                cmocka_unit_test(several_signatures_and_additions),
                cmocka_unit_test(what_is_no_signature),
                cmocka_unit_test(trust_stores),
                cmocka_unit_test(all_have_names),
        };

        return cmocka_run_group_tests(tests, make_cast, free_cast);
}
