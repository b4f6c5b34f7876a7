# docs/records.md from the descriptors: jq -nr -f docs/records.jq schema/records/*.json
def code: "`\(.)`";
def list: map(code) | join(", ");
def values: map(if . == null then "empty" else code end) | join(", ");
def when: if .when then "only if " + (.when | to_entries | map("\(.key | code) is \(.value | values)") | join(" and ")) else empty end;

def from:
    if .column then (.column | code) + (if .else then ", else " + (.else | code) else "" end)
    elif .site then "the site's " + (.site | code)
    else "always \"\(.const)\"" end;
def type: if .string then "\(.type) as string" else .type end;
def notes:
    [ (if .required then "required" + (if .missing then " (\(.missing))" else "" end) else empty end),
      (if .default then "\"\(.default)\" when empty" else empty end),
      (if .ref then "checked against \(.ref)" else empty end),
      (if .link then "SIASN's id of that \(.link) row; the record waits for it" else empty end),
      (if .min then "\(.min) to \(.max)" + (if .invalid then " (\(.invalid))" else "" end) else empty end),
      (if .member then "list of {\(.member)}" else empty end),
      (if .zero_is_empty then "0 means none" else empty end),
      (if .read_else then "also read as \(.read_else | code)" else empty end),
      when ] | join("; ");
def field: "| \(.write // "" | if . == "" then "" else code end) | \(.read // "" | if . == "" then "" else code end) | \(type) | \(from) | \(notes) |";

def rule:
    (if .rule == "in" then "\(.column | code) is \(.values | values)"
     elif .rule == "not_in" then "\(.column | code) is not \(.values | values)"
     elif .rule == "order" then "\(.first | code) not after \(.second | code)" + (if .slack_days then " by more than \(.slack_days) days" else "" end)
     elif .rule == "after_birth" then "\(.column | code) at least \(.years) years after the birth date in the NIP"
     elif .rule == "not_future" then "\(.column | code) not in the future" + (if .slack_days then " by more than \(.slack_days) days" else "" end)
     elif .rule == "same" then "\(.first | code) equals \(.second | code)"
     else "the NIP's digits agree with birth date, start of service and sex" end)
    + (if .code then ", else \(.code)" else "" end)
    + (if .when then ", " + when else "" end)
    + (if .allow then " (lifted by `[records] allow = \(.allow)`)" else "" end);

def mode: {"write": "written", "update": "updated in place", "compare": "compared only", "mirror": "read only"}[.mode];
def on: if .enabled == false then "off" else "on" end;

def calls:
    [ "- source: \(.source.view | code)" + (if .source.joins then ", with " + ([.source.joins[].view] | list) else "" end),
      "- read: `GET \(.read.path)`" + (if .read.list then ", rows in \(.read.list | code)" elif .read.one then ", one row" else "" end)
          + (if .read.rows then ", rows with \(.read.rows.member | code) from \(.read.rows.min) to \(.read.rows.max)" else "" end),
      (if .write then "- write: `POST \(.write.path)`, the person in \(.write.person | code)"
          + (if .write.id then ", the row in \(.write.id | code); the new id comes back in " + (if .write.reply_id then "`mapData.\(.write.reply_id)`" else "`mapData`" end) else "" end)
          + (if .empty == "blank" then "; full rows, empty fields included" else "; only fields that have a value" end) else empty end),
      (if .after then "- after the last write of a person: `GET \(.after.path)`" else empty end),
      (if .mode == "write" then "- delete: " + (if .delete then "`DELETE \(.delete.path)`" else "none: a row deleted in SIMPEG is reported" end) else empty end),
      (if .documents then "- documents: " + (.documents | map(tostring) | join(", ")) else empty end),
      (if .inactive then "- also for persons who are no longer active" else empty end),
      (if .match then "- recognised by " + (.match | map(map(code) | join(" + ")) | join(", else ")) + (if .distinct then "; rows alike in that are told apart here by \(.distinct | list)" else "" end) else empty end) ]
    | join("\n");

[inputs] | sort_by(.order, .kind) as $kinds |
"# Record kinds

Generated from `schema/records/` by `make records`; do not edit. A value that fails a check puts its row in quarantine under the code
named. Large code lists (units, positions, education, places) are not shipped: only the length of their ids is checked here.

| Kind | Title | At SIASN | By default | Source view |
|---|---|---|---|---|
" + ($kinds | map("| [\(.kind)](#\(.kind)) | \(.title) | \(mode) | \(on) | \(.source.view | code) |") | join("\n")) + "\n\n"
+ ($kinds | map("## \(.kind)\n\n\(.title): \(mode)" + (if .enabled == false then ", off by default (`[records] enable`)" else "" end) + ".\n\n" + calls
    + (if .fields then "\n\n| Write | Read | Type | From | |\n|---|---|---|---|---|\n" + (.fields | map(field) | join("\n")) else "" end)
    + (if .rules then "\n\nRules:\n\n" + (.rules | map("- " + rule) | join("\n")) else "" end)) | join("\n\n"))
