/* Pdf_signature: what is taken for a signature, and above all what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/pdf_signature.h"

/* "%PDF-1.7 " is 9 bytes long, the ranges below count from there. */
static const struct {
        const char *pdf;
        size_t count;
        bool broken, whole;
        const char *message; /* of the first, as hex */
} cases[] = {
        {"%PDF-1.7 nothing", 0, false, false, NULL},
        {"", 0, false, false, NULL},
        {"%PDF-1.7 /ByteRange[0 32 40 3]   <a1B2c3>end", 0, true, false,
         NULL}, /* gap begins late */
        {"%PDF-1.7 /ByteRange[0 30 38 3]<a1B2c3>end", 1, false, true, "a1b2c3"},
        {"%PDF-1.7 /ByteRange[0 30 38 3]<a1B2c3>end and more", 1, false, false, "a1b2c3"},
        {"%PDF-1.7 /ByteRange [0 31 40 3]< a1 B2 >end", 1, false, true, "a1b2"},
        {"%PDF-1.7 /ByteRange[0 30 37 3]<a1B2c>end", 1, false, true, ""}, /* half a byte */
        /* Room for something else in the gap. */
        {"%PDF-1.7 /ByteRange[0 30 44 3]<a1B2c3>/Evil>end", 0, true, false, NULL},
        {"%PDF-1.7 /ByteRange[0 30 38 3](a1B2c3)end", 0, true, false, NULL},
        {"%PDF-1.7 /ByteRange[0 30 32 3]<>end", 0, true, false, NULL},
        /* Ranges that are none. */
        {"%PDF-1.7 /ByteRange[1 30 38 3]<a1B2c3>end", 0, true, false, NULL},
        {"%PDF-1.7 /ByteRange[0 0 38 3]<a1B2c3>end", 0, true, false, NULL},
        {"%PDF-1.7 /ByteRange[0 38 30 3]<a1B2c3>end", 0, true, false, NULL},
        {"%PDF-1.7 /ByteRange[0 30 38 4]<a1B2c3>end", 0, true, false, NULL},
        {"%PDF-1.7 /ByteRange[0 30 38 0]<a1B2c3>end", 0, true, false, NULL},
        {"%PDF-1.7 /ByteRange[0 30 -8 3]<a1B2c3>end", 0, true, false, NULL},
        {"%PDF-1.7 /ByteRange[0 30 38]<a1B2c3>end", 0, true, false, NULL},
        {"%PDF-1.7 /ByteRange 7 0 R", 0, true, false, NULL},
        {"%PDF-1.7 /ByteRange[0 18446744073709551615 18446744073709551615 2]", 0, true, false,
         NULL},
        {"%PDF-1.7 /ByteRange[", 0, true, false, NULL},
};

static void what_is_found(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct pdf_signatures found;
                char hex[64] = "";

                pdf_signatures_find(cases[i].pdf, strlen(cases[i].pdf), &found);
                if (found.count != cases[i].count || found.broken != cases[i].broken)
                        fail_msg("%s: %zu found, broken %d", cases[i].pdf, found.count,
                                 found.broken);
                if (!cases[i].message)
                        continue;
                unsigned char out[16];
                size_t n = pdf_signature_message(cases[i].pdf, &found.items[0], out);

                for (size_t b = 0; b < n; b++)
                        snprintf(hex + 2 * b, 3, "%02x", out[b]);
                assert_string_equal(hex, cases[i].message);
                assert_int_equal(found.items[0].whole, cases[i].whole);
        }
}

/* The same range twice is one signature; more than we take makes the file broken. */
static void how_many(void **state)
{
        struct pdf_signatures found;
        char pdf[4096];
        size_t len = 0;

        (void)state;
        static const char twice[] = "%PDF-1.7 /ByteRange[0 51 59 1] /ByteRange[0 51 59 1]<a1B2c3>x";
        pdf_signatures_find(twice, strlen(twice), &found);
        assert_int_equal(found.count, found.broken ? 0 : 1);
        for (int i = 0; i <= PDF_SIGNATURES_MAX; i++)
                len += (size_t)snprintf(pdf + len, sizeof pdf - len, "/ByteRange[0 %d 1004 1]%s",
                                        1000 - i, "");
        memset(pdf + len, '0', sizeof pdf - len);
        memset(pdf + 900, ' ', 100);
        pdf[1000] = '<';
        pdf[1003] = '>';
        pdf_signatures_find(pdf, sizeof pdf, &found);
        assert_true(found.broken);
        assert_true(found.count <= PDF_SIGNATURES_MAX);
}

static void what_is_a_pdf(void **state)
{
        (void)state;
        assert_true(pdf_is_pdf("%PDF-1.4\n", 9));
        assert_false(pdf_is_pdf("%PDF-", 5));
        assert_false(pdf_is_pdf(" %PDF-1.4", 9));
        assert_false(pdf_is_pdf("GIF89a", 6));
        assert_false(pdf_is_pdf("", 0));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(what_is_found),
                cmocka_unit_test(how_many),
                cmocka_unit_test(what_is_a_pdf),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
