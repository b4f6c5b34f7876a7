/*
 * sandbox.c - the life of the simulated service's state.
 */
#include "sandbox.h"

#include <stdio.h>

bool sandbox_start(struct sandbox *sb, char *err, size_t errlen)
{
        uint64_t seed = (uint64_t)sb->cfg.seed;

        sb->ids.state = seed;
        sb->shuffle.state = seed ^ 0x5117ff1eULL;
        sb->faults.dice.state = seed ^ 0xfa0175ULL;
        /* Not repeatable on purpose: a token from before a restart must not be good after it. */
        sb->tokens.dice.state = seed ^ (uint64_t)now_ms() << 20 ^ (uint64_t)(uintptr_t)sb;
        sb->id_count = 0;
        sb->read_delay_ms = sb->cfg.read_delay_ms;
        for (size_t i = 0; i < sb->seed_file_count; i++)
                if (!seed_file(&sb->store, sb->seed_files[i], err, errlen))
                        return false;
        return true;
}

void sandbox_stop(struct sandbox *sb)
{
        store_reset(&sb->store);
        tokens_free(&sb->tokens);
        faults_free(&sb->faults);
        stats_free(&sb->stats);
        reqlog_free(&sb->log);
}

bool sandbox_reset(struct sandbox *sb, char *err, size_t errlen)
{
        sandbox_stop(sb);
        sb->faults.sso = SSO_NORMAL;
        sb->generation++;
        return sandbox_start(sb, err, errlen);
}

/*
 * The service's new ids look like xxxxxxxx-xxxx-11ee-xxxx-0a580a83xxxx. The count makes them
 * unique, the dice make them unguessable for a client that would like to count along.
 */
void sandbox_new_id(struct sandbox *sb, char out[37])
{
        uint64_t noise = dice_next(&sb->ids);
        uint32_t low = (uint32_t)(++sb->id_count * 2654435761U); /* a bijection on 32 bits */

        snprintf(out, 37, "%08x-%04x-11ee-%04x-0a580a83%04x", low, (unsigned)(noise & 0xffff),
                 (unsigned)(0x8000 | (noise >> 16 & 0x3fff)), (unsigned)(noise >> 32 & 0xffff));
}
