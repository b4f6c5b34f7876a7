#!/usr/bin/env bash
# Builds the fuzz targets with libFuzzer, ASan and UBSan and runs each for FUZZ_SECONDS (60), two at a
# time, from a fixed SEED (1). A finding stays below build/fuzz/findings/, and what was said about it in
# build/fuzz/TARGET.log. Closes with "N passed, N failed".
#   run.sh [TARGET...]      reply, descriptor, config, pdf, csv, web; all without one
# A finding again: build/fuzz/TARGET build/fuzz/findings/TARGET-...
set -u
cd "$(dirname "$0")/../.." || exit 1
out=${BUILD:-build}/fuzz
gen=${STAGE_BIN:-${BUILD:-build}}/gen
seconds=${FUZZ_SECONDS:-60}
seed=${SEED:-1}
targets=("$@")
[ $# -gt 0 ] || targets=(reply descriptor config pdf csv web)
passed=0
failed=0
mkdir -p "$out/findings" "$out/obj"
export CREDENTIALS_DIRECTORY=/run/credentials/siasnd
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

flags=(-std=c17 -D_GNU_SOURCE -O1 -g -fno-omit-frame-pointer '-DVERSION="fuzz"' -Wall -Wextra -Werror
    -Idaemon "-I$gen" '-fsanitize=address,undefined' -fno-sanitize-recover=all)
sources=(daemon/ground/{err,mem,text,log,log_id,pin,clock,config,config_table,config_value}.c daemon/pure/*.c daemon/edge/cms.c daemon/web/{request,html,route}.c "$gen/data.c")

compile() {
    clang "${flags[@]}" -fsanitize=fuzzer-no-link -c -o "$out/obj/$(basename "$1" .c).o" "$1"
}

build() {
    local source
    rm -f "$out"/obj/*.o
    for source in "${sources[@]}"; do
        while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n || return 1; done
        compile "$source" &
    done
    while [ -n "$(jobs -rp)" ]; do wait -n || return 1; done
    # An archive: each target takes what it needs, for the routes name pages that only one target stands in for.
    rm -f "$out/objects.a"
    ar rcs "$out/objects.a" "$out"/obj/*.o || return 1
    for source in "${targets[@]}"; do
        clang "${flags[@]}" -fsanitize=fuzzer -o "$out/$source" "tests/fuzz/${source}_fuzz.c" "$out/objects.a" \
            -ljansson -lcrypto -linih -lsystemd || return 1
    done
}

# One target. What it learns goes to a folder of its own; the seeds stay as they are.
run() {
    local seeds=("tests/fuzz/corpus/$1") own=()
    # The shipped descriptors are seeds too. Its mutator keeps JSON whole, one change at a time.
    if [ "$1" = descriptor ]; then seeds+=(schema/records) own=(-mutate_depth=2); fi
    rm -rf "$out/corpus-$1"
    mkdir -p "$out/corpus-$1"
    "$out/$1" "$out/corpus-$1" "${seeds[@]}" "${own[@]}" -max_total_time="$seconds" -seed="$seed" -max_len=8192 \
        -timeout=10 -rss_limit_mb=2048 -dict="tests/fuzz/$1.dict" -artifact_prefix="$out/findings/$1-" \
        -print_final_stats=1 >"$out/$1.log" 2>&1
    echo $? >"$out/$1.rc"
}

# number NAME LOG: the last "NAME: 123" of libFuzzer's lines
number() {
    sed -nE "s/.* $1: ([0-9]+).*/\1/p" "$2" | tail -1
}

report() {
    local log=$out/$1.log executions
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    if [ "$(cat "$out/$1.rc" 2>/dev/null)" = 0 ] && [ "${executions:-0}" -gt 0 ]; then
        passed=$((passed + 1))
        printf '  ok      fuzz/%-12s %9s executions, %5s coverage points, %6s features\n' "$1" "$executions" \
            "$(number cov "$log")" "$(number ft "$log")"
    else
        failed=$((failed + 1))
        printf '  FAILED  fuzz/%s\n' "$1"
        grep -vE '^#[0-9]+|^(NEW_FUNC|INFO|###### |stat::)' "$log" | tail -50 | sed 's/^/    | /'
        printf '    again: %s\n' "$out/$1 $(sed -n 's/.*Test unit written to //p' "$log" | tail -1)"
    fi
}

build || {
    echo "tests/fuzz: the targets do not build"
    printf '0 passed, %s failed\n' "${#targets[@]}"
    exit 1
}
for target in "${targets[@]}"; do
    rm -f "$out/$target.rc"
    while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
    run "$target" &
done
wait
for target in "${targets[@]}"; do
    report "$target"
done
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
