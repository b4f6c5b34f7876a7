#include "pure/decimal.h"

#include <stdio.h>
#include <string.h>

enum { WHOLE_DIGITS = 12, DECIMALS = 4 };

static const char digits[] = "0123456789";

/* "digits" or "digits, separator, digits" and nothing else; the lengths of both parts. */
static bool split(const char *s, size_t *ret_whole, size_t *ret_decimals)
{
        *ret_whole = strspn(s, digits);
        *ret_decimals = 0;
        s += *ret_whole;
        if (*s == '\0')
                return *ret_whole > 0;
        *ret_decimals = strspn(s + 1, digits);
        return *ret_whole > 0 && *ret_decimals > 0 && s[1 + *ret_decimals] == '\0';
}

/* `s` has been checked by split(); the separator is skipped. */
static int64_t value_of(const char *s, size_t whole, size_t decimals)
{
        int64_t value = 0;

        for (size_t i = 0; i < whole; i++)
                value = value * 10 + (s[i] - '0');
        for (size_t i = 0; i < DECIMALS; i++)
                value = value * 10 + (i < decimals ? s[whole + 1 + i] - '0' : 0);
        return value;
}

bool decimal_parse(const char *typed, int64_t *ret, struct err *err)
{
        size_t whole, decimals;

        if (*typed == '-')
                return err_set(err, "nilai \"%s\" tidak boleh negatif", typed);
        if (!split(typed, &whole, &decimals) || (decimals > 0 && !strchr(".,", typed[whole])))
                return err_set(err,
                               "\"%s\" bukan bilangan: tulis angka saja, desimal di belakang satu "
                               "titik atau koma, tanpa pemisah ribuan (contoh: 98,55)",
                               typed);
        if (decimals == 3 && whole <= 3 && typed[0] != '0')
                return err_set(err,
                               "\"%s\" dapat dibaca dua cara: tulis %.*s%s untuk ribuan, atau "
                               "%s0 untuk desimal",
                               typed, (int)whole, typed, typed + whole + 1, typed);
        if (decimals > DECIMALS || whole > WHOLE_DIGITS)
                return err_set(err, "\"%s\": paling banyak %d angka dan %d desimal", typed,
                               WHOLE_DIGITS, DECIMALS);
        *ret = value_of(typed, whole, decimals);
        return true;
}

bool decimal_read(const char *stored, int64_t *ret)
{
        bool negative = *stored == '-';
        size_t whole, decimals;

        stored += negative;
        if (!split(stored, &whole, &decimals) || whole > WHOLE_DIGITS || decimals > DECIMALS)
                return false;
        *ret = value_of(stored, whole, decimals) * (negative ? -1 : 1);
        return true;
}

const char *decimal_text(int64_t value, char point, int least, char out[DECIMAL_TEXT])
{
        int64_t size = value < 0 ? -value : value;
        int decimals = DECIMALS;
        char fraction[8];

        snprintf(fraction, sizeof fraction, "%04d", (int)(size % DECIMAL_ONE));
        while (decimals > least && fraction[decimals - 1] == '0')
                decimals--;
        fraction[decimals] = '\0';
        snprintf(out, DECIMAL_TEXT, "%s%lld%.*s%s", value < 0 ? "-" : "",
                 (long long)(size / DECIMAL_ONE), decimals > 0 ? 1 : 0, &point, fraction);
        return out;
}

int64_t decimal_ratio(int64_t part, int64_t times, int64_t whole)
{
        __int128 twice = (__int128)part * times * 2 + whole, by = (__int128)whole * 2;
        __int128 quotient = twice / by;

        /* Division cuts towards 0; halves go up, below 0 too. */
        if (twice % by != 0 && twice < 0)
                quotient--;
        return (int64_t)quotient;
}
