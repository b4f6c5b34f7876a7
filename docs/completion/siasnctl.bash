# shellcheck shell=bash
# bash completion for siasnctl: verbs and options are what `siasnctl --help` lists.
_siasnctl() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} help words line
    COMPREPLY=()
    case $prev in
    --config)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        return
        ;;
    esac
    help=$(siasnctl --help 2>/dev/null | sed -n 's/^  \([a-z]\)/\1/p')
    words=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
    line=${words[*]}
    if [[ $cur == -* ]]; then
        # What the verb's line names, and --config.
        mapfile -t COMPREPLY < <(compgen -W "--config $(grep -F -- "${words[0]:-}" <<<"$help" | grep -oE -- '--[a-z-]+' | sort -u | tr '\n' ' ')" -- "$cur")
    else
        # The words of a verb's name, one after the other.
        mapfile -t COMPREPLY < <(compgen -W "$(awk -v given="$line" '
            { n = 0; while ($(n + 1) ~ /^[a-z]+$/) n++; name = ""
              for (i = 1; i <= n; i++) name = name (i > 1 ? " " : "") $i
              if (given == "") print $1
              else if (index(name, given " ") == 1) { rest = substr(name, length(given) + 2); sub(/ .*/, "", rest); print rest } }' <<<"$help" | sort -u)" -- "$cur")
    fi
}
complete -F _siasnctl siasnctl
