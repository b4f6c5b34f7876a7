# schema/source/contract.json as mdoc for siasn_src(7).
.views | to_entries[] |
".Ss \(.key)",
(if .value.required then "Required." else "Optional: without it what it feeds is off." end),
(.value.note // empty),
".Bl -tag -width Ds",
(.value.columns | to_entries[] |
    ".It Ic \(.key) Pq \(.value.type)\(if .value.required then ", required" else "" end)",
    (.value.note // "" | gsub("\\\\"; "\\\\e"))),
".El"
