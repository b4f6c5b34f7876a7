#!/usr/bin/env bash
# docs/records.md says what the descriptors say, and each kind has its golden row.
. "$(dirname "$0")/common.bash"

fresh() {
    diff <(jq -nr -f docs/records.jq schema/records/*.json) docs/records.md >/dev/null ||
        echo "docs/records.md:1: does not say what schema/records/ says: run make records"
}
golden() {
    local kind
    files 'schema/records/*.json' | while IFS= read -r kind; do
        kind=$(basename "$kind")
        [ -s "tests/unit/golden/$kind" ] || echo "schema/records/$kind:1: tests/unit/golden/$kind is missing"
    done
}

rule "docs/records.md" fresh
rule "golden rows" golden
verdict
