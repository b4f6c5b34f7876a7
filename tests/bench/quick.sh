#!/usr/bin/env bash
# The main ratios in under a minute, one a line: name, value, goal. Exits 1 when one falls short of its goal by more than 15 %,
# and says so at the end. Small runs of the other benchmarks, which leave their figures in build/bench/quick/.
set -u
HERE=$(cd "$(dirname "$0")" && pwd)
BUILD=${BUILD:-$HERE/../../build}
export REPORT=$BUILD/bench/quick
mkdir -p "$REPORT"
SHORT=()

# run NAME VARIABLE=VALUE...
run() {
    local name=$1
    shift
    env "$@" "$HERE/$name.sh" >"$REPORT/$name.log" 2>&1 || {
        tail -3 "$REPORT/$name.log" >&2
        exit 1
    }
}

# line NAME least|most GOAL FILE FILTER: the goal is the least or the most that the value may be
line() {
    local value
    value=$(jq -r "$5 | . * 1000 | round / 1000" "$REPORT/$4.json") || exit 1
    printf '%s %s %s\n' "$1" "$value" "$3"
    awk -v v="$value" -v g="$3" -v way="$2" 'BEGIN { exit way == "least" ? v < g * 0.85 : v > g * 1.15 }' || SHORT+=("$1")
}

run delivery PERSONS=150 LOAD_SECONDS=1 RUNS="128@0 32@50"
line delivery_50ms_of_h2load least 0.95 delivery '.[1].steady_requests_of_h2load'
line delivery_0ms_of_h2load least 0.25 delivery '.[0].requests_of_h2load'
line delivery_cpu_us_a_record most 120 delivery '.[0] | .siasnd_us + .postgres_us'
line delivery_round_trips_a_record most 0.05 delivery '.[0].round_trips_per_record'
run latency LOAD_SECONDS=3 RATE_LOW=0
line latency_p50_ms most 20 latency '.[0].p50_ms'
line latency_p99_ms most 100 latency '.[0].p99_ms'
run start ROWS=0 RUNS=3
line start_of_psql most 1 start '.[0].ready_of_psql'

[ ${#SHORT[@]} = 0 ] && exit
echo "short of the goal by more than 15 %: ${SHORT[*]}" >&2
exit 1
