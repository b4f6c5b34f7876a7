#include "signed_pdf.h"

#include <openssl/cms.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ground/mem.h"

enum { GAP = 8192 }; /* hex digits */

static void must(int ok, const char *what)
{
        if (ok)
                return;
        fprintf(stderr, "signed_pdf: %s failed\n", what);
        abort();
}

static void extend(X509 *certificate, X509 *issuer, int nid, const char *value)
{
        X509V3_CTX context;

        X509V3_set_ctx_nodb(&context);
        X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
        X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
        must(extension != NULL, value);
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
}

struct identity identity_new(const char *name, const struct identity *issuer, long from_s,
                             long to_s, const char *key_usage)
{
        static long serial = 1;
        struct identity new = {.certificate = X509_new(), .key = EVP_EC_gen("P-256")};
        X509 *by = issuer ? issuer->certificate : new.certificate;

        X509_set_version(new.certificate, X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(new.certificate), serial++);
        X509_gmtime_adj(X509_getm_notBefore(new.certificate), from_s);
        X509_gmtime_adj(X509_getm_notAfter(new.certificate), to_s);
        X509_NAME_add_entry_by_txt(X509_get_subject_name(new.certificate), "CN", MBSTRING_UTF8,
                                   (const unsigned char *)name, -1, -1, 0);
        X509_set_pubkey(new.certificate, new.key);
        X509_set_issuer_name(new.certificate, X509_get_subject_name(by));
        if (!issuer)
                extend(new.certificate, by, NID_basic_constraints, "critical,CA:TRUE");
        extend(new.certificate, by, NID_key_usage, key_usage);
        must(X509_sign(new.certificate, issuer ? issuer->key : new.key, EVP_sha256()), "sign");
        return new;
}

void identity_free(struct identity *identity)
{
        X509_free(identity->certificate);
        EVP_PKEY_free(identity->key);
        *identity = (struct identity){0};
}

void identity_write(const struct identity *identity, const char *path)
{
        FILE *file = fopen(path, "ae");

        must(file && PEM_write_X509(file, identity->certificate), path);
        fclose(file);
}

void pdf_plain(struct text *out, const char *words)
{
        text_addf(out,
                  "%%PDF-1.4\n%% %s\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n"
                  "%%%%EOF\n",
                  words);
}

static CMS_ContentInfo *make_cms(const struct text *signed_bytes, const struct identity *signer,
                                 const struct identity *chain, long at_s)
{
        STACK_OF(X509) *others = sk_X509_new_null();
        BIO *content = BIO_new_mem_buf(signed_bytes->s, (int)signed_bytes->len);
        ASN1_TIME *at = X509_gmtime_adj(NULL, at_s);
        unsigned flags = CMS_DETACHED | CMS_BINARY | CMS_PARTIAL;

        if (chain)
                sk_X509_push(others, chain->certificate);
        CMS_ContentInfo *cms = CMS_sign(NULL, NULL, others, NULL, flags);
        must(cms != NULL, "CMS_sign");
        CMS_SignerInfo *info =
                CMS_add1_signer(cms, signer->certificate, signer->key, EVP_sha256(), flags);
        must(info && CMS_signed_add1_attr_by_NID(info, NID_pkcs9_signingTime, at->type, at, -1),
             "signing time");
        must(CMS_final(cms, content, NULL, flags), "CMS_final");
        ASN1_TIME_free(at);
        BIO_free(content);
        sk_X509_free(others);
        return cms;
}

static void add_hex(struct text *out, CMS_ContentInfo *cms)
{
        unsigned char *der = NULL;
        int len = i2d_CMS_ContentInfo(cms, &der);

        must(len > 0 && len * 2 <= GAP, "room for the signature");
        for (int i = 0; i < GAP / 2; i++)
                text_addf(out, "%02x", i < len ? der[i] : 0u);
        OPENSSL_free(der);
}

void pdf_sign(struct text *pdf, const struct identity *signer, const struct identity *chain,
              long at_s)
{
        static const char tail[] = ">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
        static const char contents[] = "/Contents";
        struct text signed_bytes = {0};
        char range[64];

        text_add(pdf, "2 0 obj<</Type/Sig/SubFilter/adbe.pkcs7.detached/ByteRange ");
        size_t first = pdf->len + 48 + strlen(contents), second = first + GAP + 2;
        snprintf(range, sizeof range, "[0 %zu %zu %zu]", first, second, strlen(tail));
        text_addf(pdf, "%-48s%s", range, contents);
        text_add_n(&signed_bytes, pdf->s, pdf->len);
        text_add(&signed_bytes, tail);
        CMS_ContentInfo *cms = make_cms(&signed_bytes, signer, chain, at_s);
        text_add(pdf, "<");
        add_hex(pdf, cms);
        text_add(pdf, ">");
        text_add(pdf, tail);
        CMS_ContentInfo_free(cms);
        text_free(&signed_bytes);
}
