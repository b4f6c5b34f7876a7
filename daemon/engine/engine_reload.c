/* SIGHUP: configuration and credentials anew, or the old ones kept. */
#include "engine/engine_private.h"
#include "ground/log.h"
#include "ground/mem.h"

void engine_reload(struct engine *e)
{
        CLEANUP(config_free_ptr) struct config *new = NULL;
        struct err err;

        if (!config_load(e->config_path, &new, &err)) {
                log_error("reload refused: the running configuration stays",
                          log_id(LOG_ID_RELOAD_REFUSED), log_text("error", err.text));
                return;
        }
        CLEANUP(free_ptr) char *restart = config_restart_needed(e->config, new);
        if (restart)
                log_warning("these keys need a restart to take effect",
                            log_id(LOG_ID_RESTART_NEEDED), log_text("keys", restart));
        e->config->push_max_rate = new->push_max_rate;
        e->config->collect_interval_ms = new->collect_interval_ms;
        e->config->collect_scan_at_s = new->collect_scan_at_s;
        e->config->sinau_interval_ms = new->sinau_interval_ms;
        e->config->guard_changed_rows = new->guard_changed_rows;
        e->config->guard_changed_pct = new->guard_changed_pct;
        e->config->guard_gone_rows = new->guard_gone_rows;
        e->config->guard_gone_pct = new->guard_gone_pct;
        e->config->guard_hold_first = new->guard_hold_first;
        free(e->config->guard_per_kind);
        e->config->guard_per_kind = TAKE_PTR(new->guard_per_kind);
        e->config->reconcile_days = new->reconcile_days;
        e->config->indicator_bulk_rows = new->indicator_bulk_rows;
        e->config->metrics_stalled_after_ms = new->metrics_stalled_after_ms;
        e->config->mail_digest_at_s = new->mail_digest_at_s;
        e->config->mail_outage_after_ms = new->mail_outage_after_ms;
        e->config->mail_max_per_hour = new->mail_max_per_hour;
        e->config->log_level = new->log_level;
        log_set_level((enum log_level) new->log_level);
        push_set_rate(e->push, new->push_max_rate);
        reconcile_set_rate(e->reconcile, new->push_max_rate);
        if (siasn_reload_credentials(e->siasn, &err))
                log_notice("credentials have changed", log_id(LOG_ID_CREDENTIALS_CHANGED));
        log_notice("configuration reloaded", log_id(LOG_ID_RELOADED));
}
