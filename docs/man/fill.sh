#!/bin/sh
# fill.sh PAGE.in BIN: a page of the manual on stdout; what a table of the programs knows is taken
# from the programs in BIN, so that it cannot go stale.
set -eu
page=$1 bin=$2 here=$(dirname "$0")
date=$(LC_ALL=C date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" '+%B %-d, %Y')
case $page in
*/siasnctl.1.in) "$bin/siasnctl" --help | awk -f "$here/verbs.awk" ;;
*/siasnd.conf.5.in) "$bin/siasnd" --sample-config | awk -f "$here/keys.awk" ;;
*/siasn_src.7.in) jq -r -f "$here/views.jq" "$here/../../schema/source/contract.json" ;;
*) ;;
esac | awk -v date="$date" '
    FILENAME == "-" { gsub(/[.] /, ".\n"); body = body $0 "\n"; next }
    /^@GENERATED@$/ { printf "%s", body; next }
    { sub(/\$Mdocdate\$/, date); print }' - "$page" | awk '
    # Lines of 80 at most, but for macros and what is printed as it stands.
    /^[.]Bd -literal/ { literal = 1 }
    /^[.]Ed/ { literal = 0 }
    /^[.]/ || literal { print; next }
    {
        while (length($0) > 78 && match(substr($0, 1, 78), /.* /)) {
            print substr($0, 1, RLENGTH - 1)
            $0 = substr($0, RLENGTH + 1)
        }
        print
    }'
