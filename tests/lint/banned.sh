#!/usr/bin/env bash
# Calls, words and texts that have no place here. Each rule says what to use instead.
. "$(dirname "$0")/common.bash"

code=$(some_files 'daemon/*.c' 'daemon/*.h' 'connectors/*.c' 'connectors/*.h') || exit 1
all_c=$(files '*.c' '*.h')
# These checks name what they look for.
text=$(files '*' | grep -v '^tests/lint/')

among() {
    matches "$2" <<<"$1" | grep -vE ':[0-9]+: +\* '
    return 0
}
except() {
    grep -vE "^($1)$" <<<"$2"
}

unbounded() {
    among "$all_c" '\b(strcpy|strcat|stpcpy|sprintf|vsprintf|gets|strtok|alloca)\('
}
unchecked_numbers() {
    among "$all_c" '\b(atoi|atol|atoll|atof)\('
}
shells() {
    among "$code" '\b(system|popen|execl|execlp|execle|execv|execvp)\('
}
allocators() {
    among "$(except 'daemon/ground/mem\.c' "$code")" \
        '\b(malloc|calloc|realloc|reallocarray|strdup|strndup|asprintf|vasprintf)\('
}
clocks() {
    among "$(except 'daemon/ground/clock\.c' "$code")" \
        '\b(time|gettimeofday|clock_gettime|localtime|localtime_r|ftime)\('
}
sql() {
    among "$code" '"[ ]*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|TRUNCATE|GRANT|COPY|LISTEN|NOTIFY|LOCK|SET) '
    among "$code" '"[ ]*(select|insert into|delete from|create table) '
}
secrets() {
    among "$(except 'daemon/ground/secret\.[ch]|daemon/edge/(db(_setup)?|password)\.c|daemon/web/server\.c|daemon/edge/http_mail\.c|daemon/engine/sign\.c|connectors/siasn/client(_auth)?\.c' "$code")" \
        '\bsecret_expose\b'
}
marks() {
    xargs -r grep -IHnwE 'TODO|FIXME|XXX' <<<"$text"
    return 0
}
machine_paths() {
    xargs -r grep -IHnE '(^|[^[:alnum:]_./$}-])/(work|root)(/|[^[:alnum:]_]|$)|/tmp/bash' <<<"$text"
    return 0
}
trailing_blanks() {
    files '*' | xargs -r grep -IHnE '[[:space:]]+$'
    return 0
}
verified_tls() {
    among "$code" 'CURLOPT_SSL_VERIFY(PEER|HOST)[^0-9]*0|CURLOPT_(PROXY_)?SSL_OPTIONS'
    local needed
    for needed in 'CURLOPT_SSL_VERIFYPEER, *1' 'CURLOPT_SSL_VERIFYHOST, *2'; do
        files 'daemon/edge/http*.c' | xargs -r grep -hqE "$needed" ||
            echo "daemon/edge/http_call.c:1: missing: $needed"
    done
}

rule "unbounded string calls: use snprintf or struct text" unbounded
rule "numbers without a check: use text_to_int" unchecked_numbers
rule "no shell, no other program" shells
rule "memory comes from ground/mem.h" allocators
rule "time is read in ground/clock.c" clocks
rule "SQL text stands in schema/" sql
rule "secret_expose has few callers: add a new one to tests/lint/banned.sh with a reason" secrets
rule "marks of unfinished work" marks
rule "paths of one machine" machine_paths
rule "blanks at the end of a line" trailing_blanks
rule "TLS is always verified" verified_tls
verdict
