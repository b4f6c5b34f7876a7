/*
 * Fuzz: whatever a file holds, looking for signatures stays within it, and none is valid by chance.
 *
 * An input is the file. Seeds are PDFs with a signature whose root nobody trusts.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edge/cms.h"
#include "ground/mem.h"
#include "pure/pdf_signature.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool kept, const char *promise)
{
        if (kept)
                return;
        fprintf(stderr, "promise broken: %s\n", promise);
        abort();
}

static void look(const char *bytes, size_t len, const struct pdf_signature *s)
{
        must(s->first_len > 0 && s->first_len < s->second_at,
             "the first stretch ends before the second");
        must(s->second_at <= len && s->second_len <= len - s->second_at,
             "the second stretch is there");
        must(s->contents_at > s->first_len && s->contents_len < s->second_at - s->contents_at,
             "the message lies in the gap");
        must(s->whole == (s->second_at + s->second_len == len), "whole means to the end");
        unsigned char *out = mem_new_array(s->contents_len / 2 + 1, 1);
        must(pdf_signature_message(bytes, s, out) <= s->contents_len / 2, "the message has room");
        free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static struct trust *trust;
        struct err err;
        struct pdf_signatures found;
        struct signature_report report;
        /* Exactly as large as the file, so that one byte beyond is noticed. */
        char *bytes = mem_new_array(size ? size : 1, 1);

        if (size)
                memcpy(bytes, data, size);
        if (!trust)
                must(trust_load("", &trust, &err), "a store of nobody");
        pdf_signatures_find(bytes, size, &found);
        must(found.count <= PDF_SIGNATURES_MAX, "the list has an end");
        for (size_t i = 0; i < found.count; i++)
                look(bytes, size, &found.items[i]);
        signature_check(trust, bytes, size, 1764000000, &report);
        must(report.worth != SIGNATURE_VALID, "nobody is trusted");
        must(strlen(report.signer) < sizeof report.signer, "the name has an end");
        free(bytes);
        return 0;
}
