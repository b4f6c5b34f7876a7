# The commented sample that `siasnd --sample-config` prints, as mdoc for siasnd.conf(5).
function flush_text(    i) {
    for (i = 1; i <= lines; i++)
        print text[i]
    lines = 0
}
function item(key, value, set) {
    printf ".It Ic %s\n", key
    flush_text()
    if (value != "")
        printf ".Pp\n%s:\n.Ql %s\n", set ? "Must be given; for example" : "Default or example", value
}
function close_list() {
    if (open_list)
        print ".El"
    open_list = 0
}
/^\[/ {
    close_list()
    lines = 0
    gsub(/[][]/, "")
    printf ".Ss [%s]\\&\n.Bl -tag -width Ds\n", $0
    open_list = 1
    next
}
/^# / && open_list { text[++lines] = substr($0, 3); next }
/^#?[a-z_]+ *=/ {
    set = !sub(/^#/, "")
    key = value = $0
    sub(/ *=.*/, "", key)
    sub(/^[^=]*= */, "", value)
    item(key, value, set)
}
END { close_list() }
