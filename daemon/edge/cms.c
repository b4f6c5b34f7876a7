#include "edge/cms.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

#include "ground/mem.h"
#include "pure/pdf_signature.h"

struct trust {
        X509_STORE *store;
};

static const struct {
        const char *name, *words;
} worths[SIGNATURES] = {
        [SIGNATURE_VALID] = {"valid", "tanda tangan sah"},
        [SIGNATURE_NONE] = {"none", "tidak ada tanda tangan elektronik"},
        [SIGNATURE_EXPIRED] = {"expired", "sertifikat penanda tangan tidak berlaku pada saat "
                                          "penandatanganan"},
        [SIGNATURE_UNTRUSTED] = {"untrusted", "sertifikat penanda tangan bukan dari penyelenggara "
                                              "sertifikasi yang dipercaya"},
        [SIGNATURE_EXTENDED] = {"extended", "dokumen ditambah setelah ditandatangani"},
        [SIGNATURE_BROKEN] = {"broken", "tanda tangan rusak dan tidak dapat dibaca"},
        [SIGNATURE_ALTERED] = {"altered", "isi dokumen diubah setelah ditandatangani"},
};

const char *signature_name(enum signature worth)
{
        return worths[worth].name;
}

const char *signature_words(enum signature worth)
{
        return worths[worth].words;
}

/* ---- The trust store ---- */

/* Certificates one after the other; a file without any is a mistake. */
static size_t add_certificates(X509_STORE *store, BIO *file)
{
        size_t n = 0;
        X509 *certificate;

        while ((certificate = PEM_read_bio_X509_AUX(file, NULL, NULL, NULL))) {
                n += X509_STORE_add_cert(store, certificate) == 1;
                X509_free(certificate);
        }
        return n;
}

bool trust_load(const char *pem_file, struct trust **ret, struct err *err)
{
        struct trust *trust = NEW(struct trust);
        size_t n = 1;

        trust->store = X509_STORE_new();
        if (*pem_file) {
                BIO *file = BIO_new_file(pem_file, "r");

                n = file ? add_certificates(trust->store, file) : 0;
                if (!n)
                        err_set(err,
                                file ? "[documents] trust_store %s holds no certificate in PEM"
                                     : "[documents] trust_store %s cannot be read",
                                pem_file);
                BIO_free(file);
        }
        ERR_clear_error();
        if (!trust->store || !n) {
                trust_free(trust);
                return false;
        }
        *ret = trust;
        return true;
}

void trust_free(struct trust *trust)
{
        if (!trust)
                return;
        X509_STORE_free(trust->store);
        free(trust);
}

void trust_count(const struct trust *trust, int64_t now_s, size_t *ret_all, size_t *ret_ended)
{
        STACK_OF(X509) *all = X509_STORE_get1_all_certs(trust->store);
        time_t now = (time_t)now_s;

        *ret_all = *ret_ended = 0;
        for (int i = 0; i < sk_X509_num(all); i++, ++*ret_all)
                *ret_ended += X509_cmp_time(X509_get0_notAfter(sk_X509_value(all, i)), &now) < 0;
        sk_X509_pop_free(all, X509_free);
}

/* ---- One signature ---- */

struct checked {
        enum signature worth;
        bool time_stamp; /* by a time stamping authority: it says when, not who */
        int64_t signed_s;
        char signer[200];
};

static int64_t signing_time(const CMS_SignerInfo *signer)
{
        int at = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
        X509_ATTRIBUTE *attribute = at < 0 ? NULL : CMS_signed_get_attr(signer, at);
        const ASN1_TYPE *value = attribute ? X509_ATTRIBUTE_get0_type(attribute, 0) : NULL;
        int days, seconds;

        if (!value || (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME))
                return -1;
        ASN1_TIME *start = ASN1_TIME_set(NULL, 0);
        bool ok = start && ASN1_TIME_diff(&days, &seconds, start, value->value.asn1_string);
        ASN1_TIME_free(start);
        return ok && days >= 0 && seconds >= 0 ? (int64_t)days * 86400 + seconds : -1;
}

/* The common name as UTF-8 without control characters; "" when there is none. */
static void signer_name(X509 *certificate, char out[200])
{
        X509_NAME *name = X509_get_subject_name(certificate);
        int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
        unsigned char *text = NULL;

        out[0] = '\0';
        if (at < 0 ||
            ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at))) < 0)
                return;
        snprintf(out, 200, "%.190s", (const char *)text);
        OPENSSL_free(text);
        for (unsigned char *c = (unsigned char *)out; *c; c++) {
                if (*c < ' ' || *c == 0x7f)
                        *c = ' ';
        }
        /* Cut in the middle of a character: drop what is left of it. */
        size_t len = strlen(out);
        while (len >= 190 && ((unsigned char)out[len - 1] & 0xC0) == 0x80)
                out[--len] = '\0';
        if (len > 0 && (unsigned char)out[len - 1] >= 0xC0)
                out[len - 1] = '\0';
}

static enum signature chain_worth(int error)
{
        switch (error) {
        case X509_V_OK:
                return SIGNATURE_VALID;
        case X509_V_ERR_CERT_HAS_EXPIRED:
        case X509_V_ERR_CERT_NOT_YET_VALID:
                return SIGNATURE_EXPIRED;
        default:
                return SIGNATURE_UNTRUSTED;
        }
}

/*
 * Not by CMS_verify itself: it wants certificates made for e-mail. Ours must be made for signing,
 * where they say what they are made for.
 */
static enum signature check_chain(const struct trust *trust, X509 *certificate,
                                  STACK_OF(X509) * others, int64_t at_s)
{
        X509_STORE_CTX *ctx = X509_STORE_CTX_new();
        enum signature worth = SIGNATURE_UNTRUSTED;

        if (X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION) && ctx &&
            X509_STORE_CTX_init(ctx, trust->store, certificate, others)) {
                X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(ctx);

                X509_VERIFY_PARAM_set_time(param, (time_t)at_s);
                X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
                worth = X509_verify_cert(ctx) == 1 ? SIGNATURE_VALID
                                                   : chain_worth(X509_STORE_CTX_get_error(ctx));
        }
        X509_STORE_CTX_free(ctx);
        return worth;
}

/* The two stretches as one, for CMS_verify. */
static BIO *signed_bytes(const char *bytes, const struct pdf_signature *s, char **ret_copy)
{
        size_t len = s->first_len + s->second_len;
        char *copy = mem_new_array(len, 1);

        memcpy(copy, bytes, s->first_len);
        memcpy(copy + s->first_len, bytes + s->second_at, s->second_len);
        *ret_copy = copy;
        return len <= INT32_MAX ? BIO_new_mem_buf(copy, (int)len) : NULL;
}

static bool digest_holds(CMS_ContentInfo *cms, const char *bytes, const struct pdf_signature *s)
{
        CLEANUP(free_ptr) char *copy = NULL;
        BIO *content = signed_bytes(bytes, s, &copy);
        bool ok = content && CMS_verify(cms, NULL, NULL, content, NULL,
                                        CMS_BINARY | CMS_DETACHED | CMS_NO_SIGNER_CERT_VERIFY) == 1;

        BIO_free(content);
        return ok;
}

static void check_message(const struct trust *trust, CMS_ContentInfo *cms, const char *bytes,
                          const struct pdf_signature *s, int64_t now_s, struct checked *ret)
{
        STACK_OF(CMS_SignerInfo) *signers = CMS_get0_SignerInfos(cms);
        STACK_OF(X509) *others = CMS_get1_certs(cms);
        X509 *certificate = NULL;

        if (sk_CMS_SignerInfo_num(signers) == 1 && CMS_is_detached(cms) == 1) {
                CMS_SignerInfo *signer = sk_CMS_SignerInfo_value(signers, 0);

                ret->signed_s = signing_time(signer);
                ret->worth = digest_holds(cms, bytes, s) ? SIGNATURE_VALID : SIGNATURE_ALTERED;
                CMS_SignerInfo_get0_algs(signer, NULL, &certificate, NULL, NULL);
        }
        if (certificate) {
                signer_name(certificate, ret->signer);
                if (ret->worth == SIGNATURE_VALID)
                        ret->worth = check_chain(trust, certificate, others,
                                                 ret->signed_s < 0 ? now_s : ret->signed_s);
        } else {
                ret->worth = SIGNATURE_BROKEN;
        }
        sk_X509_pop_free(others, X509_free);
}

static void check_one(const struct trust *trust, const char *bytes, const struct pdf_signature *s,
                      int64_t now_s, struct checked *ret)
{
        CLEANUP(free_ptr) unsigned char *message = mem_new_array(s->contents_len / 2 + 1, 1);
        const unsigned char *at = message;
        size_t len = pdf_signature_message(bytes, s, message);
        CMS_ContentInfo *cms = len <= INT32_MAX ? d2i_CMS_ContentInfo(NULL, &at, (long)len) : NULL;

        *ret = (struct checked){.worth = SIGNATURE_BROKEN, .signed_s = -1};
        bool signed_data = cms && OBJ_obj2nid(CMS_get0_type(cms)) == NID_pkcs7_signed;
        if (signed_data && OBJ_obj2nid(CMS_get0_eContentType(cms)) == NID_id_smime_ct_TSTInfo)
                ret->time_stamp = true;
        else if (signed_data)
                check_message(trust, cms, bytes, s, now_s, ret);
        CMS_ContentInfo_free(cms);
        ERR_clear_error();
}

static void add_worth(const struct checked *one, struct signature_report *ret)
{
        if (ret->count++ == 0 || one->worth > ret->worth)
                ret->worth = one->worth;
        if (one->signer[0]) {
                memcpy(ret->signer, one->signer, sizeof one->signer);
                ret->signed_s = one->signed_s;
        }
}

void signature_check(const struct trust *trust, const char *bytes, size_t len, int64_t now_s,
                     struct signature_report *ret)
{
        struct pdf_signatures found;
        struct checked one;
        bool whole = false;

        pdf_signatures_find(bytes, len, &found);
        *ret = (struct signature_report){.worth = SIGNATURE_NONE, .signed_s = -1};
        for (size_t i = 0; i < found.count; i++) {
                check_one(trust, bytes, &found.items[i], now_s, &one);
                if (one.time_stamp)
                        continue;
                whole = whole || found.items[i].whole;
                add_worth(&one, ret);
        }
        if (ret->count > 0 && !whole && ret->worth < SIGNATURE_EXTENDED)
                ret->worth = SIGNATURE_EXTENDED;
        if (found.broken && ret->worth < SIGNATURE_BROKEN)
                ret->worth = SIGNATURE_BROKEN;
}
