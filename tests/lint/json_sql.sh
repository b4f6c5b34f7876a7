#!/usr/bin/env bash
# Data and SQL: JSON parses, each SQL file says what it is for, each embedded query has a user in C.
. "$(dirname "$0")/common.bash"

parses() {
    local what
    what=$(jq empty "$1" 2>&1) || echo "$1:1: $what"
}
opens_with_comment() {
    files '*.sql' | xargs -r awk 'FNR == 1 && !/^-- ./ { print FILENAME ":1: open with a comment: what it does, $1 ... named" }'
}
one_statement() {
    files 'schema/queries/*.sql' | xargs -r awk '
        { line = $0; sub(/--.*$/, "", line); gsub(/\047[^\047]*\047/, "", line); n = gsub(/;/, ";", line) }
        FNR == 1 { count = 0 }
        n { count += n }
        count > 1 && n { print FILENAME ":" FNR ": one query a file" }'
}
used() {
    local file name
    files 'schema/queries/*.sql' 'schema/indicators/*.sql' | while IFS= read -r file; do
        name=${file##*/}
        grep -qw "sql_${name%.sql}" <<<"$users" || echo "$file:1: sql_${name%.sql} is not used in C"
    done
}
csv_columns() {
    files 'schema/reference/*.csv' | xargs -r awk '
        function fields(line) { gsub(/"([^"]|"")*"/, "", line); return gsub(/,/, "", line) + 1 }
        FNR == 1 { want = fields($0); next }
        fields($0) != want { print FILENAME ":" FNR ": " fields($0) " columns, the first line has " want }'
}

list=$(some_files '*.json') || exit 1
users=$(files 'daemon/*.c' 'connectors/*.c' | xargs grep -hoE '\bsql_[a-z0-9_]+')
while IFS= read -r file; do
    rule "JSON" parses "$file"
done <<<"$list"
rule "an SQL file opens with a comment" opens_with_comment
rule "one query a file" one_statement
rule "each query is used" used
rule "code lists have as many columns as their heading" csv_columns
verdict
