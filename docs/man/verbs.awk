# The verbs that `siasnctl --help` prints, as mdoc for siasnctl(1).
/^  [a-z]/ {
    sub(/^ +/, "")
    name = $0
    sub(/ [^a-z ].*$/, "", name)
    sub(/ [A-Z].*$/, "", name)
    args = substr($0, length(name) + 2)
    printf ".It Ic %s%s\n", name, args == "" ? "" : " " args
    next
}
/^        / { sub(/^ +/, ""); print }
