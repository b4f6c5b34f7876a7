#!/usr/bin/env bash
# The documents say what is so: links lead somewhere, every configuration key and make target stands
# where people look for it.
. "$(dirname "$0")/common.bash"

present() {
    [ -s "$1" ] || echo "$1:1: missing"
}
licence() {
    grep -q 'ISC' LICENSE || echo "LICENSE:1: the licence is ISC"
}
commands() {
    local line
    for line in 'apt-get install -y git make' 'make demo' 'make check'; do
        head -40 "$1" | grep -qF "$line" || echo "$1:1: $line is not in the first 40 lines"
    done
}
# "section.key", as the table in the program has them.
keys() {
    sed -nE 's/.*\{?\.section = "([a-z_]+)".*/\1/p; s/.*\.name = "([a-z_]+)",$/.\1/p' daemon/ground/config_table.c |
        awk '/^\./ { print section $0; next } { section = $0 }'
}
key_table() {
    diff <(keys | sort) <(sed -nE 's/^\| `([a-z_]+\.[a-z_]+)` \|.*/\1/p' "$1" | sort) |
        sed -nE "s|^< (.*)|$1:1: key \1 is missing in the table|p; s|^> (.*)|$1:1: key \1 does not exist|p"
}
links() {
    local file target
    files '*.md' | while IFS= read -r file; do
        grep -noE '\]\([^)#:]+(#[^)]*)?\)' "$file" | while IFS= read -r target; do
            name=${target#*:](}
            name=${name%)}
            name=${name%%#*}
            [ -e "$(dirname "$file")/$name" ] || echo "$file:${target%%:*}: $name does not exist"
        done
    done
}
targets() {
    local target
    grep -ohE '(^|[ `])make [a-z-]+' README.md README.id.md docs/*.md | sed 's/.*make //' | sort -u |
        while IFS= read -r target; do
            grep -qE "^([a-z -]* )?$target( [a-z -]*)?:" Makefile || echo "README.md:1: make $target does not exist"
        done
}

# Errors and warnings of the programs, by the words before the first of : ` , ; and their remedy.
alarms() {
    files 'daemon/*.c' 'connectors/*.c' | xargs -r awk '
        FNR == 1 { wait = 0 }
        /log_(error|warning)\(/ { wait = 2; sub(/.*log_(error|warning)\(/, "") }
        wait && match($0, /^[ \t]*"[^"]*"/) {
            words = substr($0, RSTART, RLENGTH)
            sub(/^[ \t]*"/, "", words)
            sub(/[:`,;"].*$/, "", words)
            print FILENAME ":" FNR ":" words
        }
        wait { wait = ($0 ~ /^[ \t]*$/ && wait > 1) ? 1 : 0 }' |
        while IFS=: read -r file line words; do
            grep -qF "${words%"${words##*[! ]}"}" docs/operations.md || echo "$file:$line: docs/operations.md does not say what to do about: $words"
        done
    [ ! -f docs/monitoring/alerts.yml ] ||
        sed -nE 's/.*alert: ([A-Za-z]+).*/\1/p' docs/monitoring/alerts.yml | while IFS= read -r words; do
            grep -qw "$words" docs/operations.md || echo "docs/monitoring/alerts.yml:1: docs/operations.md does not say how to go on after $words"
        done
}

for file in LICENSE README.md README.id.md docs/map.md; do
    rule "the document is there" present "$file"
done
rule "licence" licence
for file in README.md README.id.md; do
    rule "opens with the commands" commands "$file"
    rule "configuration keys" key_table "$file"
done
rule "alarms" alarms
rule "links" links
rule "make targets" targets
verdict
