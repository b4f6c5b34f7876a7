#!/usr/bin/env bash
# Includes go down only: programs > engine > edges > pure > ground. See docs/map.md.
. "$(dirname "$0")/common.bash"

# FILE LINE INCLUDE, <system> includes with their brackets
includes() {
    xargs -r awk '/^[ \t]*#[ \t]*include/ {
        name = $0
        sub(/^[ \t]*#[ \t]*include[ \t]*/, "", name)
        sub(/[ \t].*$/, "", name)
        gsub(/"/, "", name)
        print FILENAME, FNR, name
    }'
}

go_down() {
    awk '
    BEGIN {
        rank["ground"] = 1; rank["pure"] = 2; rank["edge"] = 3
        rank["simpeg"] = rank["siasn"] = rank["sinau"] = rank["mail"] = 4
        rank["engine"] = 5; rank["ctl"] = 6; rank["web"] = 6
    }
    function folder(path) {
        sub(/^(daemon|connectors)\//, "", path)
        return (path ~ /\//) ? substr(path, 1, index(path, "/") - 1) : "ctl"
    }
    $3 !~ /</ && $3 != "sql.h" && $3 != "data.h" {
        from = folder($1)
        to = ($3 ~ /\//) ? substr($3, 1, index($3, "/") - 1) : ""
        if (!(from in rank))
            print $1 ":" $2 ": folder " from " has no layer: name it in tests/lint/layers.sh"
        else if (!(to in rank))
            print $1 ":" $2 ": write " $3 " with its folder, as in \"pure/date.h\""
        else if (rank[to] > rank[from] || (rank[to] == rank[from] && to != from))
            print $1 ":" $2 ": " from " (layer " rank[from] ") includes " $3 " (layer " rank[to] ")"
    }
    $3 == "sql.h" && folder($1) ~ /^(ground|pure)$/ { print $1 ":" $2 ": " folder($1) " knows no SQL" }
    $3 == "data.h" && folder($1) == "ground" { print $1 ":" $2 ": ground knows no embedded data" }'
}

connectors_alone() {
    awk '$1 ~ /^connectors\// && $3 ~ /^(engine|ctl|web)\// { print $1 ":" $2 ": a connector includes " $3 }'
}

private_headers() {
    awk '$3 ~ /_(private|inner)\.h$/ {
        home = $3
        sub(/\/[^\/]*$/, "", home)
        dir = $1
        sub(/\/[^\/]*$/, "", dir)
        sub(/^(daemon|connectors)\//, "", dir)
        if (dir != home)
            print $1 ":" $2 ": " $3 " is private to " home "/"
    }'
}

# library header, files that may include it
one_home() {
    awk -v header="^<($1)" -v home="$2" '$3 ~ header && $1 !~ home {
        print $1 ":" $2 ": " $3 " belongs in " home
    }'
}

# Pure and ground: the C library, and what computes but does not reach outside. Ground reads files;
# crash.c, in builds for the fault tests only, kills its own process.
few_headers() {
    awk '
    $1 ~ /^daemon\/pure\// && $3 ~ /^</ &&
    $3 !~ /^<(assert|ctype|errno|inttypes|limits|math|stdarg|stdbool|stddef|stdint|stdio|stdlib|string|strings|jansson|openssl\/(sha|evp))\.h>$/ {
        print $1 ":" $2 ": the pure core includes " $3
    }
    $1 ~ /^daemon\/ground\// && !($1 ~ /\/crash\.c$/ && $3 == "<signal.h>") && $3 ~ /^<(poll|sys\/(socket|epoll|signalfd|poll)|netinet\/.*|arpa\/.*|netdb|pthread|signal)\.h>$/ {
        print $1 ":" $2 ": ground includes " $3
    }'
}

# fprintf to stderr stays possible: a programming error says its last word before abort().
pure_is_pure() {
    files 'daemon/pure/*.c' 'daemon/pure/*.h' |
        matches '\bfprintf\([^s]|\b(fopen|fdopen|fread|fwrite|fputs|puts|printf|open|socket|connect|time|clock_gettime|gettimeofday|localtime|localtime_r|getenv|rand|random|getrandom|usleep|sleep|nanosleep|system|popen|log_(write|error|warning|notice|info|debug))\(' |
        grep -vE ':[0-9]+: +\*'
    files 'daemon/pure/*.c' | xargs -r grep -HnE '^(static )?[a-z][a-z_0-9 *]* [*a-z_0-9]+(\[[^(]*)?( =.*|;)$' |
        grep -vE ':[0-9]+:(static |extern )?(const|_Thread_local const|char \*const|struct [a-z_]+;|typedef)|[ *]const '
    # reference_lists() fills its buffer with the same text on every call: a constant in effect.
    files 'daemon/pure/*.c' | xargs -r grep -HnE '^ +static ' |
        grep -vE ' const |\*const |^daemon/pure/reference\.c:[0-9]+: +static char names'
    return 0
}

sandbox_apart() {
    awk -v headers="$1" '
    BEGIN { n = split(headers, list, "\n"); for (i = 1; i <= n; i++) own[list[i]] = 1 }
    $1 ~ /^tests\/sandbox\// && $3 !~ /^</ && !($3 in own) {
        print $1 ":" $2 ": the sandbox shares nothing with the daemon: " $3
    }
    $1 !~ /^tests\/sandbox\// && $3 ~ /sandbox/ { print $1 ":" $2 ": only the sandbox includes its headers: " $3 }'
}

all=$(some_files '*.c' '*.h' | includes) || exit 1
ours=$(grep -E '^(daemon|connectors)/' <<<"$all")
sandbox_headers=$(files 'tests/sandbox/*.h' | sed 's|.*/||')

rule "includes go down the layers" go_down <<<"$ours"
rule "connectors know nothing of the engine" connectors_alone <<<"$ours"
rule "private headers stay in their folder" private_headers <<<"$ours"
rule "libpq has one home" one_home 'libpq' '^daemon/edge/db' <<<"$ours"
rule "libcurl has one home" one_home 'curl/' '^daemon/edge/http' <<<"$ours"
rule "libmicrohttpd has one home" one_home 'microhttpd' '^(daemon/edge/scrape|daemon/web/)' <<<"$ours"
rule "libharu has one home" one_home 'hpdf' '^daemon/ctl/pdf' <<<"$ours"
rule "the pure core and ground include little" few_headers <<<"$ours"
rule "the pure core does no I/O, reads no clock, keeps no state" pure_is_pure
rule "the sandbox shares no code with the daemon" sandbox_apart "$sandbox_headers" <<<"$all"
verdict
