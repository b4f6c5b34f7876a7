#include "tls_h2.h"

#include <stdbool.h>
#include <string.h>

enum frame_type { FRAME_DATA = 0, FRAME_HEADERS = 1, FRAME_RST = 3, FRAME_SETTINGS = 4 };

enum {
        PREFACE_LEN = 24,
        FRAME_HEAD = 9,
        FLAG_ACK = 1,        /* of SETTINGS */
        FLAG_END_STREAM = 1, /* of DATA and HEADERS */
        FLAG_END_HEADERS = 4,
        HPACK_STATUS_200 = 0x88,
        REFUSED_STREAM = 7,
};

static int choose_h2(SSL *ssl, const unsigned char **out, unsigned char *out_len,
                     const unsigned char *in, unsigned in_len, void *arg)
{
        (void)ssl, (void)arg;
        for (unsigned i = 0; i < in_len; i += in[i] + 1u) {
                if (in[i] == 2 && memcmp(in + i + 1, "h2", 2) == 0) {
                        *out = in + i + 1;
                        *out_len = 2;
                        return SSL_TLSEXT_ERR_OK;
                }
        }
        return SSL_TLSEXT_ERR_NOACK;
}

void tls_h2_offer(SSL_CTX *ctx)
{
        SSL_CTX_set_alpn_select_cb(ctx, choose_h2, NULL);
}

static bool read_exactly(SSL *ssl, unsigned char *to, size_t len)
{
        while (len > 0) {
                int n = SSL_read(ssl, to, (int)len);

                if (n <= 0)
                        return false;
                to += n;
                len -= (size_t)n;
        }
        return true;
}

static bool skip(SSL *ssl, size_t len)
{
        unsigned char sink[256];

        while (len > 0) {
                size_t part = len < sizeof sink ? len : sizeof sink;

                if (!read_exactly(ssl, sink, part))
                        return false;
                len -= part;
        }
        return true;
}

static bool send_frame(SSL *ssl, enum frame_type type, int flags, const unsigned char stream[4],
                       const unsigned char *payload, unsigned char len)
{
        unsigned char frame[FRAME_HEAD + 8] = {0, 0, len, (unsigned char)type,
                                               (unsigned char)flags};

        memcpy(frame + 5, stream, 4);
        if (len > 0)
                memcpy(frame + FRAME_HEAD, payload, len);
        return SSL_write(ssl, frame, FRAME_HEAD + len) > 0;
}

static bool answer(SSL *ssl, enum tls_act act, const unsigned char stream[4])
{
        static const unsigned char ok[] = {HPACK_STATUS_200};
        static const unsigned char refused[] = {0, 0, 0, REFUSED_STREAM};

        switch (act) {
        case TLS_REPLY:
                return send_frame(ssl, FRAME_HEADERS, FLAG_END_STREAM | FLAG_END_HEADERS, stream,
                                  ok, sizeof ok);
        case TLS_RESET:
                return send_frame(ssl, FRAME_RST, 0, stream, refused, sizeof refused);
        case TLS_CLOSE:
                SSL_shutdown(ssl);
                return false;
        default:
                return true;
        }
}

void tls_h2_talk(SSL *ssl, enum tls_act (*request)(void *arg), void *arg)
{
        static const unsigned char connection[4] = {0};
        unsigned char head[FRAME_HEAD];

        if (!skip(ssl, PREFACE_LEN) || !send_frame(ssl, FRAME_SETTINGS, 0, connection, NULL, 0))
                return;
        while (read_exactly(ssl, head, sizeof head)) {
                size_t len = (size_t)head[0] << 16 | (size_t)head[1] << 8 | head[2];
                bool message = head[3] == FRAME_HEADERS || head[3] == FRAME_DATA;

                if (!skip(ssl, len))
                        return;
                if (head[3] == FRAME_SETTINGS && !(head[4] & FLAG_ACK) &&
                    !send_frame(ssl, FRAME_SETTINGS, FLAG_ACK, connection, NULL, 0))
                        return;
                if (message && (head[4] & FLAG_END_STREAM) && !answer(ssl, request(arg), head + 5))
                        return;
        }
}
