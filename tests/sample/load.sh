#!/bin/sh
# Loads the sample SIMPEG with the worked adapter into an empty database.
#   load.sh [conninfo] [SIZE] [SEED]        conninfo: '' = PG* environment; SIZE 1000, SEED 1 by default
# Re-runnable: schemas simpeg, contoh, siasn_map and siasn_src are dropped first.
set -eu
conn=${1-}
size=${2-1000}
seed=${3-1}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
src=$here/../../schema/source

run() {
    PGOPTIONS="${PGOPTIONS-} -c client_min_messages=warning" \
        psql -X -q -o /dev/null -v ON_ERROR_STOP=1 ${conn:+-d "$conn"} "$@"
}

run -c 'DROP SCHEMA IF EXISTS siasn_src CASCADE' -c 'DROP SCHEMA IF EXISTS siasn_map CASCADE' -f "$here/simpeg.sql" -f "$here/simpeg_kinds.sql"
run -v size="$size" -v seed="$seed" -f "$here/generate.sql"
run -f "$src/contract.sql"
run -f "$src/example/mapping.sql" -f "$here/mapping.sql"
run -f "$src/example/views.sql" -f "$src/example/views_pushed.sql" -f "$src/example/views_other.sql" \
    -f "$src/example/views_kinds.sql"
run -f "$src/changelog.sql" -f "$src/example/triggers.sql" -f "$src/example/grants.sql"
run -f "$here/expected.sql"
run -c ANALYZE
