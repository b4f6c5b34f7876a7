#!/usr/bin/env bash
# Alerts and dashboard: promtool takes the rules, each alert fires when it should and not before, and every expression
# is sound and speaks of families that the daemon has.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"

DOCS=$STAGE_ROOT/docs/monitoring

families() { grep -oE '"siasn_[a-z_]+"' "$STAGE_ROOT/daemon/pure/metrics.c" | tr -d '"' | sort -u; }

# Names in FILE that no family has; a histogram's have suffixes.
unknown_names() {
    grep -oE 'siasn_[a-z_]+' "$1" | sed -E 's/_(bucket|sum|count)$//' | sort -u | comm -23 - "$STAGE_DIR/families"
}

expressions() {
    jq -r '.panels[].targets[].expr' "$DOCS/dashboard.json" | sed 's/\$__rate_interval/5m/g; s/\$job/siasn/g'
}

# Each as a recording rule: promtool reads what Grafana would send.
as_rules() {
    echo 'groups: [{name: dashboard, rules: ['
    expressions | jq -R . | awk '{ printf "{record: \"panel:%d\", expr: %s},\n", NR, $0 }'
    echo ']}]'
}

untested_alerts() {
    comm -23 <(sed -n 's/.*- alert: //p' "$DOCS/alerts.yml" | sort) <(sed -n 's/.*alertname: //p' "$DOCS/alerts_test.yml" | sort -u)
}

stage_begin
families >"$STAGE_DIR/families"
check "all families are found" is "$(wc -l <"$STAGE_DIR/families")" "$(grep -c "^| \`siasn_" "$DOCS/README.md")"
check "alerts: promtool check rules" promtool check rules "$DOCS/alerts.yml"
check "alerts: promtool test rules" promtool test rules "$DOCS/alerts_test.yml"
check "alerts: each is tested" is "$(untested_alerts)" ""
check "alerts: families exist" is "$(unknown_names "$DOCS/alerts.yml")" ""
check "dashboard: JSON" jq -e '.panels | length > 10' "$DOCS/dashboard.json"
check "dashboard: families exist" is "$(unknown_names "$DOCS/dashboard.json")" ""
as_rules >"$STAGE_DIR/rules.yml"
check "dashboard: expressions" promtool check rules "$STAGE_DIR/rules.yml"
check "dashboard: panels have numbers of their own" is "$(jq '.panels | map(.id) | unique | length' "$DOCS/dashboard.json")" "$(jq '.panels | length' "$DOCS/dashboard.json")"
stage_verdict
