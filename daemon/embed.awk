# Turns text files into C strings: awk -v mode=header|source -v set=sql|records|... -f embed.awk FILES
# set=sql gives one symbol a query (sql_NAME), so that a misspelt name fails to compile; every other
# set gives an array embedded_SET of {name, text}, in the order of the arguments.

function base(path) {
        sub(/.*\//, "", path)
        sub(/\.[a-z]+$/, "", path)
        return path
}

function close_text() {
        if (open)
                print (set == "sql") ? ";\n" : "        },"
}

BEGIN {
        if (mode == "source" && set != "sql")
                printf "const struct embedded embedded_%s[] = {\n", set
}

FNR == 1 {
        count++
        if (mode == "header" && set == "sql")
                printf "extern const char sql_%s[];\n", base(FILENAME)
        if (mode == "source") {
                close_text()
                if (set == "sql")
                        printf "const char sql_%s[] =\n", base(FILENAME)
                else
                        printf "        {\"%s\",\n", base(FILENAME)
                open = 1
        }
}

mode == "source" {
        gsub(/\\/, "&&")
        gsub(/"/, "\\\"")
        printf "                \"%s\\n\"\n", $0
}

END {
        if (mode == "source") {
                close_text()
                if (set != "sql")
                        printf "};\nconst size_t embedded_%s_count = %d;\n", set, count
        }
        if (mode == "header" && set != "sql")
                printf "extern const struct embedded embedded_%s[];\nextern const size_t embedded_%s_count;\n", set, set
}
