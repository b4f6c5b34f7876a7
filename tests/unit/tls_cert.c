#include "tls_cert.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

enum { DAY_S = 86400 };

static void must(int ok, const char *what)
{
        if (ok)
                return;
        fprintf(stderr, "tls_cert: %s failed\n", what);
        abort();
}

static void set_extension(X509 *cert, X509 *issuer, int nid, const char *value)
{
        X509V3_CTX context;
        X509_EXTENSION *extension;

        X509V3_set_ctx_nodb(&context);
        X509V3_set_ctx(&context, issuer, cert, NULL, NULL, 0);
        extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
        must(extension != NULL, value);
        X509_add_ext(cert, extension, -1);
        X509_EXTENSION_free(extension);
}

static X509 *new_cert(EVP_PKEY *key, const char *name, long serial)
{
        X509 *cert = X509_new();

        X509_set_version(cert, X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(cert), serial);
        /* Begins yesterday: clocks of test machines jump. */
        X509_gmtime_adj(X509_getm_notBefore(cert), -DAY_S);
        X509_gmtime_adj(X509_getm_notAfter(cert), DAY_S);
        X509_NAME_add_entry_by_txt(X509_get_subject_name(cert), "CN", MBSTRING_ASC,
                                   (const unsigned char *)name, -1, -1, 0);
        X509_set_pubkey(cert, key);
        return cert;
}

static void write_pem(X509 *cert, const char *path)
{
        FILE *file = fopen(path, "we");

        must(file && PEM_write_X509(file, cert), path);
        fclose(file);
}

void tls_cert_make(SSL_CTX *ctx, const char *alt_names, const char *ca_path)
{
        EVP_PKEY *ca_key = EVP_EC_gen("P-256");
        EVP_PKEY *key = EVP_EC_gen("P-256");
        X509 *ca = new_cert(ca_key, ca_path, 1); /* each by another name */
        X509 *cert = new_cert(key, "siasn-sync test server", 2);

        X509_set_issuer_name(ca, X509_get_subject_name(ca));
        set_extension(ca, ca, NID_basic_constraints, "critical,CA:TRUE");
        set_extension(ca, ca, NID_key_usage, "critical,keyCertSign");
        must(X509_sign(ca, ca_key, EVP_sha256()), "sign CA");
        X509_set_issuer_name(cert, X509_get_subject_name(ca));
        set_extension(cert, ca, NID_subject_alt_name, alt_names);
        must(X509_sign(cert, ca_key, EVP_sha256()), "sign certificate");
        must(SSL_CTX_use_certificate(ctx, cert) == 1, "use certificate");
        must(SSL_CTX_use_PrivateKey(ctx, key) == 1, "use key");
        write_pem(ca, ca_path);
        X509_free(cert);
        X509_free(ca);
        EVP_PKEY_free(key);
        EVP_PKEY_free(ca_key);
}
