#!/usr/bin/env bash
# Functions of at most 60 lines (70 in tests), files of at most 500
# (700 in tests, whose tables are long; 800 and 1000 for configuration and contract, one table each). A long const table is no function.
. "$(dirname "$0")/common.bash"

measure() {
    some_files '*.c' |
        ctags -L - -x --c-kinds=f --fields=+ne --_xformat='%n %{end} %F %N' 2>/dev/null |
        awk '$2 >= $1 { print $2 - $1 + 1, $3, $1, $4 }'
}
long_functions() {
    awk '{ limit = ($2 ~ /^tests\//) ? 70 : 60 }
         $1 > limit { print $2 ":" $3 ": " $4 "() has " $1 " lines, at most " limit }'
}
long_files() {
    files '*.c' '*.h' '*.sh' '*.bash' '*.sql' '*.awk' '*.json' | xargs -r wc -l |
        awk '{ limit = ($2 ~ /^tests\//) ? 700 : ($2 ~ /^schema\/source\/contract/) ? 1000 : ($2 ~ /config_table/) ? 800 : 500 }
             $2 != "total" && $1 > limit { print $2 ":" limit ": " $1 " lines, at most " limit }'
}

functions=$(measure)
[ -n "$functions" ] || {
    echo "size.sh: ctags (universal-ctags) found no function"
    exit 1
}
rule "long functions" long_functions <<<"$functions"
rule "long files" long_files
awk '{ n++; lines += $1; if ($1 <= 15) a++; if ($1 <= 30) b++; if ($1 <= 50) c++; if ($1 > max) max = $1 }
     END { printf "%d functions, mean %.1f lines, longest %d; at most 15 lines %d %%, 30 lines %d %%, 50 lines %d %%\n",
                  n, lines / n, max, 100 * a / n, 100 * b / n, 100 * c / n }' <<<"$functions"
verdict
