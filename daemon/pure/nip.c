#include "pure/nip.h"

#include <string.h>

#include "ground/mem.h"
#include "ground/text.h"

enum { NIP_DIGITS = 18 };

/* kedudukan hukum codes of PPPK, whose digits 9-14 hold no TMT CPNS (defect NIP_PPPK). */
static const char *const pppk_kedudukan[] = {"71", "72"};

bool nip_well_formed(const char *nip)
{
        return nip && strlen(nip) == NIP_DIGITS && strspn(nip, "0123456789") == NIP_DIGITS;
}

bool nip_birth(const char *nip, struct date *ret)
{
        char digits[9] = "";

        if (!nip_well_formed(nip))
                return false;
        memcpy(digits, nip, 8);
        return date_parse_compact(digits, ret);
}

/* The number in `count` digits from position `first`, counted from one as in the regulation. */
static int part(const char *nip, int first, int count)
{
        int n = 0;

        for (int i = first - 1; i < first - 1 + count; i++)
                n = n * 10 + (nip[i] - '0');
        return n;
}

static bool is_pppk(const struct nip_claims *claims)
{
        if (claims->status && text_has_prefix(claims->status, "PPPK"))
                return true;
        for (size_t i = 0; i < COUNT_OF(pppk_kedudukan); i++) {
                if (claims->kedudukan && strcmp(claims->kedudukan, pppk_kedudukan[i]) == 0)
                        return true;
        }
        return false;
}

static void check_birth(const char *nip, const char *claim, struct fault_list *faults)
{
        struct date claimed, said;

        /* Digits that are no date cannot be right, whatever the claim is. */
        if (!nip_birth(nip, &said))
                fault_add(faults, "NIP_BIRTH", "nip", claim);
        else if (claim && date_parse_iso(claim, &claimed) && date_compare(said, claimed) != 0)
                fault_add(faults, "NIP_BIRTH", "tgl_lahir", claim);
}

static void check_tmt(const char *nip, const struct nip_claims *claims, struct fault_list *faults)
{
        struct date tmt;

        if (!claims->tmt_cpns || !date_parse_iso(claims->tmt_cpns, &tmt))
                return;
        if (is_pppk(claims)) {
                if (part(nip, 9, 4) != tmt.year)
                        fault_add(faults, "NIP_PPPK", "tmt_cpns", claims->tmt_cpns);
        } else if (part(nip, 9, 6) != tmt.year * 100 + tmt.month) {
                fault_add(faults, "NIP_CPNS", "tmt_cpns", claims->tmt_cpns);
        }
}

static void check_sex(const char *nip, const char *claim, struct fault_list *faults)
{
        int digit = part(nip, 15, 1);

        if (digit != 1 && digit != 2)
                fault_add(faults, "NIP_SEX", "nip", claim);
        else if (str_same(claim, digit == 1 ? "F" : "M"))
                fault_add(faults, "NIP_SEX", "jenis_kelamin", claim);
}

void nip_check(const char *nip, const struct nip_claims *claims, struct fault_list *faults)
{
        if (!nip_well_formed(nip)) {
                fault_add(faults, "NIP_FORMAT", "nip", nip);
                return;
        }
        check_birth(nip, claims->birth, faults);
        check_tmt(nip, claims, faults);
        check_sex(nip, claims->sex, faults);
}
