/*
 * Base64: the encoding in which sites keep files in text columns (RFC 4648, with line breaks).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/*
 * White space between the letters is skipped. `*ret` belongs to the caller and is only set on
 * success; false when something else stands there, or the end is cut off.
 */
bool base64_decode(const char *text, char **ret, size_t *ret_len);
