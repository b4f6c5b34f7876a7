#compdef siasnctl
# zsh completion for siasnctl: verbs and options are what `siasnctl --help` lists.
_siasnctl() {
    local -a lines names seconds flags
    local line name
    lines=(${(f)"$(siasnctl --help 2>/dev/null | sed -n 's/^  \([a-z]\)/\1/p')"})
    for line in $lines; do
        name=(${(s: :)line})
        names+=($name[1])
        if [[ $name[1] == $words[2] ]]; then
            [[ $name[2] == [a-z]* ]] && seconds+=($name[2])
            flags+=(${(M)${(s: :)${line//[\[\]|]/ }}:#--*})
        fi
    done
    if (( CURRENT == 2 )); then
        compadd -- ${(u)names} --config
    elif (( CURRENT == 3 )) && (( $#seconds )); then
        compadd -- ${(u)seconds}
    else
        compadd -- ${(u)flags} --config
    fi
}
_siasnctl "$@"
