#!/usr/bin/env bash
# What ships beside the programs: manual pages without a complaint, every verb and key in them,
# completion, and units of which systemd finds little to complain about.
# shellcheck source-path=SCRIPTDIR source=../integration/common.sh
. "$(dirname "$0")/../integration/common.sh"

lint() {
    local said
    said=$(mandoc -Tlint "$1" 2>&1 | grep -vE 'referenced manual not found|outdated mandoc.db')
    [ -z "$said" ] || { echo "$said" && return 1; }
}
# names PAGE WORD...: each word is a term of the page
names() {
    local page=$1 word
    shift
    for word; do grep -qE "^\.It Ic $word( |$)" "$page" || { echo "$word is not in it" && return 1; }; done
}
verbs() { "$STAGE_BIN/siasnctl" --help | sed -nE 's/^  ([a-z]+( [a-z]+)?).*/\1/p'; }
keys() { "$STAGE_BIN/siasnd" --sample-config | sed -nE 's/^#?([a-z_]+) = .*/\1/p'; }
# completes WORDS... WANTED: what bash offers for the last word of the line
# shellcheck disable=SC2016 # the inner shell's
completes() {
    PATH=$STAGE_BIN:$PATH bash -c '
        . "$0"
        wanted=${*: -1}
        COMP_WORDS=(siasnctl "${@:1:$#-1}")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _siasnctl
        printf "%s\n" "${COMPREPLY[@]}" | grep -qxF -- "$wanted" || { echo "offers: ${COMPREPLY[*]}" && exit 1; }' \
        "$STAGE_ROOT/docs/completion/siasnctl.bash" "$@"
}
low() {
    local is
    is=$(systemd-analyze security --offline=true "$1" 2>/dev/null | sed -n 's/.*exposure level[^:]*: \([0-9.]*\) .*/\1/p')
    echo "exposure $is"
    awk -v is="$is" 'BEGIN { exit !(is != "" && is <= 1.2) }'
}
# systemd's own reading of a unit; the programs lie elsewhere here.
verified() {
    local said
    said=$(systemd-analyze verify --man=no "$1" 2>&1 | grep -vE 'is not executable|No such file|siasn-web.socket|not found')
    [ -z "$said" ] || { echo "$said" && return 1; }
}

stage_begin
make -s -C "$STAGE_ROOT" BUILD="$BUILD" man "$BUILD/systemd/siasnd.service" >/dev/null 2>&1 || stage_die "make man"
for page in "$BUILD"/man/*.[1578]; do check "mandoc: ${page##*/}" lint "$page"; done
mapfile -t words < <(verbs)
check "siasnctl(1) names every verb" names "$BUILD/man/siasnctl.1" "${words[@]}"
mapfile -t words < <(keys)
check "siasnd.conf(5) names every key" names "$BUILD/man/siasnd.conf.5" "${words[@]}"
check "bash: the first word" completes pl plan
check "bash: the second word" completes plan re release
check "bash: an option of the verb" completes plan release -- --by
check "bash: --config" completes -- --config
if command -v zsh >/dev/null; then
    check "zsh: reads" zsh -n "$STAGE_ROOT/docs/completion/siasnctl.zsh"
else
    echo "not run: zsh's completion, zsh is not installed"
fi
for unit in "$STAGE_ROOT"/systemd/*.service "$BUILD/systemd/siasnd.service"; do
    check "${unit##*/}: exposure at most 1.2" low "$unit"
    check "${unit##*/}: systemd reads it" verified "$unit"
done
stage_verdict
