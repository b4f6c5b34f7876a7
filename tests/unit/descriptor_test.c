#include "ground/text.h"
#include "kinds.h"

/* A whole descriptor, one thing a line, for the errors to point at. */
static const char *const lines[] = {
        /*  1 */ "{\"kind\": \"jabatan\",",
        /*  2 */ "\"title\": \"Riwayat jabatan\",",
        /*  3 */ "\"mode\": \"write\",",
        /*  4 */ "\"order\": 20,",
        /*  5 */ "\"source\": {\"view\": \"v_rw_jabatan\",",
        /*  6 */ "\"sort\": \"tmt_jabatan\",",
        /*  7 */ "\"joins\": [{\"view\": \"v_unor\",",
        /*  8 */ "\"on\": \"unor_src_id\",",
        /*  9 */ "\"columns\": {\"unor_aktif\": \"aktif\"}}]},",
        /* 10 */ "\"rules\": [",
        /* 11 */
        "{\"rule\": \"in\", \"column\": \"is_definitif\", \"values\": [\"t\", null], \"code\": "
        "\"PLT_NOT_PUSHED\"},",
        /* 12 */
        "{\"rule\": \"order\", \"first\": \"tgl_sk\", \"second\": \"tmt_jabatan\", \"code\": "
        "\"TMT_ORDER\"}],",
        /* 13 */ "\"read\": {\"path\": \"/pns/rw-jabatan/{nip}\", \"id\": \"id\"},",
        /* 14 */
        "\"write\": {\"path\": \"/jabatan/unorjabatan/save\", \"person\": \"pnsId\", \"id\": "
        "\"id\", \"reply_id\": \"rwJabatanId\"},",
        /* 15 */ "\"after\": {\"path\": \"/pns/data-utama-jabatansync?pns_orang_id={pns_id}\"},",
        /* 16 */ "\"delete\": {\"path\": \"/jabatan/delete/{id}\"},",
        /* 17 */ "\"fields\": [",
        /* 18 */
        "{\"write\": \"unorId\", \"read\": \"unorId\", \"column\": \"unor_id\", \"type\": "
        "\"text\"},",
        /* 19 */
        "{\"write\": \"instansiIndukId\", \"site\": \"instansi_induk_id\", \"type\": \"text\"},",
        /* 20 */
        "{\"write\": \"jenis\", \"read\": \"jenis\", \"column\": \"jenis_jabatan\", \"type\": "
        "\"int\", \"min\": 1, \"max\": 4},",
        /* 21 */
        "{\"write\": \"tmt\", \"read\": \"tmt\", \"column\": \"tmt_jabatan\", \"type\": "
        "\"date\"}],",
        /* 22 */ "\"match\": [",
        /* 23 */ "[\"unorId\", \"tmt\"]]}",
};

/* One line replaced: the whole line is `with`. */
static const struct {
        size_t line;
        const char *with, *error;
} errors[] = {
        /* The document. */
        {23, "[\"unorId\", \"tmt\"]}", "d.json:23: not valid JSON: "},
        {3, "\"mode\": \"write\", \"order\": 1,", "d.json:4: not valid JSON: duplicate object key"},
        {2, "\"titel\": \"x\",",
         "d.json:2: titel: unknown key; valid: kind, title, mode, order, enabled, person, "
         "inactive, empty, source, "
         "rules, read, write, after, delete, fields, match"},
        {2, "", "d.json:1: member \"title\" is missing"},
        {1, "{\"kind\": \"Jabatan-2\",", "d.json:1: kind: \"Jabatan-2\" is not a name"},
        {1, "{\"kind\": \"\",", "d.json:1: kind: must be a string that is not empty"},
        {2, "\"title\": 7,", "d.json:2: title: must be a string"},
        {3, "\"mode\": \"push\",",
         "d.json:3: mode: \"push\" is not known; valid: write, update, compare"},
        {4, "\"order\": 1.5,", "d.json:4: order: must be a whole number"},
        {4, "\"order\": 1, \"enabled\": \"yes\",", "d.json:4: enabled: must be true or false"},
        {4, "\"order\": 1, \"empty\": \"null\",",
         "d.json:4: empty: \"null\" is not known; valid: blank, omit"},
        /* The source. */
        {5, "\"source\": {\"view\": \"v_jabatan\",",
         "d.json:5: source.view: the contract has no view \"v_jabatan\"; valid: v_contract, "
         "v_pegawai"},
        {5, "\"source\": {\"view\": 1,", "d.json:5: source.view: the contract has no view \"\""},
        {5, "\"source\": {\"view\": \"v_unor\",",
         "d.json:5: source.view: v_unor has no column nip, which every kind needs"},
        {5, "\"source\": {\"view\": \"v_contract\",",
         "d.json:5: source.view: v_contract has no column src_id"},
        {5, "\"source\": {", "d.json:5: source: member \"view\" is missing"},
        {6, "\"sort\": \"tmt\",",
         "d.json:6: source.sort: v_rw_jabatan has no column \"tmt\"; valid: src_id, nip"},
        {6, "\"date_text\": \"raw\",",
         "d.json:6: source.date_text: v_rw_jabatan has no column \"raw\""},
        {6, "\"sorted\": 1,",
         "d.json:6: source.sorted: unknown key; valid: view, sort, date_text, joins"},
        {7, "\"joins\": [{\"view\": \"v_unit\",",
         "d.json:7: source.joins[0].view: the contract has no view"},
        {7, "\"joins\": [{\"view\": \"v_contract\",",
         "d.json:7: source.joins[0].view: v_contract has no src_id to join on"},
        {7, "\"joins\": [1, {\"view\": \"v_unor\",",
         "d.json:7: source.joins[0]: must be an object"},
        {8, "\"on\": \"unit\",",
         "d.json:8: source.joins[0].on: v_rw_jabatan has no column \"unit\""},
        {8, "", "d.json:7: source.joins[0]: member \"on\" is missing"},
        {9, "\"columns\": {\"unor_aktif\": \"active\"}}]},",
         "d.json:9: source.joins[0].columns: v_unor has no column \"active\"; valid: src_id, "
         "parent_src_id"},
        {9, "\"columns\": [\"aktif\"]}]},",
         "d.json:9: source.joins[0].columns: must be an object {\"name\": \"column of v_unor\"}"},
        {9, "\"columns\": {\"unor-aktif\": \"aktif\"}}]},",
         "d.json:9: source.joins[0].columns: \"unor-aktif\" is not a name"},
        {9, "\"columns\": {\"tgl_sk\": \"aktif\"}}]},",
         "d.json:9: source.joins[0].columns.tgl_sk: another column has this name"},
        {9,
         "\"columns\": {\"a\": \"aktif\"}}, {\"view\": \"v_unor\", \"on\": \"a\", \"columns\": "
         "{}}]},",
         "d.json:9: source.joins[1].on: must be a column of v_rw_jabatan"},
        {9,
         "\"columns\": {\"a\": \"aktif\"}}, {\"view\": \"v_unor\", \"on\": \"unor_src_id\",\n"
         "\"columns\": {\"a\": \"nama\"}}]},",
         "d.json:10: source.joins[1].columns.a: another column has this name"},
        {9, "\"columns\": {\"a\": \"aktif\"}}], \"join\": []},",
         "d.json:9: source.join: unknown key"},
        /* Rules. */
        {10, "\"rules\": {\"a\": [", "d.json:24: not valid JSON: "},
        {11, "{\"rule\": \"is\"},",
         "d.json:11: rules[0]: \"is\" is not known; valid: in, not_in, order, after_birth, "
         "not_future, same, nip"},
        {11, "{\"column\": \"tgl_sk\"},",
         "d.json:11: rules[0]: must be an object with a member \"rule\""},
        {11, "7,", "d.json:11: rules[0]: must be an object with a member \"rule\""},
        {11, "{\"rule\": \"in\", \"column\": \"is_definitif\", \"values\": [\"t\"]},",
         "d.json:11: rules[0]: member \"code\" is missing"},
        {11, "{\"rule\": \"in\", \"column\": \"is_definitif\", \"code\": \"TMT_ORDER\"},",
         "d.json:11: rules[0]: member \"values\" is missing"},
        {11, "{\"rule\": \"in\", \"column\": \"is_definitif\",\n\"years\": 1},",
         "d.json:12: rules[0].years: unknown key; valid: rule, column, values, code, show, when"},
        {11,
         "{\"rule\": \"in\", \"column\": \"definitif\", \"values\": [], \"code\": \"TMT_ORDER\"},",
         "d.json:11: rules[0].column: v_rw_jabatan has no column \"definitif\"; valid: src_id"},
        {11,
         "{\"rule\": \"in\", \"column\": \"is_definitif\", \"values\": [], \"code\": "
         "\"TMT_ORDER\"},",
         "d.json:11: rules[0].values: must be a list of values, with at least one"},
        {11,
         "{\"rule\": \"in\", \"column\": \"is_definitif\", \"values\": \"t\", \"code\": "
         "\"TMT_ORDER\"},",
         "d.json:11: rules[0].values: must be a list of values, with at least one"},
        {11,
         "{\"rule\": \"in\", \"column\": \"is_definitif\", \"values\": [\"true\"], \"code\": "
         "\"TMT_ORDER\"},",
         "d.json:11: rules[0].values: \"true\" is no value of is_definitif; valid: \"t\", \"f\", "
         "null"},
        {11,
         "{\"rule\": \"in\", \"column\": \"status_verif\", \"values\": [\"ok\"], \"code\": "
         "\"TMT_ORDER\"},",
         "d.json:11: rules[0].values: \"ok\" is no value of status_verif, which is int"},
        {11,
         "{\"rule\": \"not_in\", \"column\": \"no_sk\", \"values\": [1], \"code\": \"TMT_ORDER\"},",
         "d.json:11: rules[0].values: values are strings or null"},
        {11,
         "{\"rule\": \"not_in\", \"column\": \"no_sk\", \"values\": [null],\n\"code\": \"TMT\"},",
         "d.json:12: rules[0].code: \"TMT\" is not in the fault catalogue; valid: NIP_FORMAT, "},
        {11,
         "{\"rule\": \"not_in\", \"column\": \"no_sk\", \"values\": [null], \"code\": "
         "\"TMT_ORDER\", \"show\": \"x\"},",
         "d.json:11: rules[0].show: v_rw_jabatan has no column \"x\""},
        {11,
         "{\"rule\": \"not_in\", \"column\": \"no_sk\", \"values\": [null], \"code\": "
         "\"TMT_ORDER\",\n"
         "\"when\": {\"jenis_jabatan\": [\"x\"]}},",
         "d.json:12: rules[0].when.jenis_jabatan: \"x\" is no value of jenis_jabatan, which is "
         "int"},
        {11,
         "{\"rule\": \"not_in\", \"column\": \"no_sk\", \"values\": [null], \"code\": "
         "\"TMT_ORDER\",\n"
         "\"when\": {\"jenis\": [\"1\"]}},",
         "d.json:12: rules[0].when.jenis: v_rw_jabatan has no column \"jenis\""},
        {11,
         "{\"rule\": \"not_in\", \"column\": \"no_sk\", \"values\": [null], \"code\": "
         "\"TMT_ORDER\",\n"
         "\"when\": [\"1\"]},",
         "d.json:12: rules[0].when: must be an object"},
        {12,
         "{\"rule\": \"order\", \"first\": \"no_sk\", \"second\": \"tmt_jabatan\", \"code\": "
         "\"TMT_ORDER\"}],",
         "d.json:12: rules[1].first: must be a column of type date; no_sk is text"},
        {12,
         "{\"rule\": \"order\", \"first\": \"tgl_sk\", \"second\": \"tmt\", \"code\": "
         "\"TMT_ORDER\"}],",
         "d.json:12: rules[1].second: v_rw_jabatan has no column \"tmt\""},
        {12, "{\"rule\": \"after_birth\", \"column\": \"tgl_sk\", \"code\": \"TMT_ORDER\"}],",
         "d.json:12: rules[1]: member \"years\" is missing"},
        {12,
         "{\"rule\": \"after_birth\", \"column\": \"tgl_sk\", \"years\": 2147483647, \"code\": "
         "\"TMT_ORDER\"}],",
         "d.json:12: rules[1].years: must be 0 to 150"},
        {12,
         "{\"rule\": \"not_future\", \"column\": \"tgl_sk\", \"slack_days\": \"1\", \"code\": "
         "\"TMT_ORDER\"}],",
         "d.json:12: rules[1].slack_days: must be a whole number"},
        {12, "{\"rule\": \"nip\", \"code\": \"TMT_ORDER\"}],",
         "d.json:12: rules[1].code: unknown key; valid: rule, birth, cpns, sex, kedudukan, status, "
         "when"},
        {12, "{\"rule\": \"nip\", \"birth\": \"no_sk\"}],",
         "d.json:12: rules[1].birth: must be a column of type date"},
        /* Endpoints. */
        {13, "\"read\": {\"path\": \"pns/{nip}\", \"id\": \"id\"},",
         "d.json:13: read.path: a path begins with \"/\""},
        {13, "\"read\": {\"path\": \"/pns\", \"id\": \"id\"},",
         "d.json:13: read.path: the path must hold {nip}"},
        {13, "\"read\": {\"path\": \"/pns/{nip}/{id}\", \"id\": \"id\"},",
         "d.json:13: read.path: unknown placeholder at \"{id}\"; valid: {nip}"},
        {13, "\"read\": {\"path\": \"/pns/{nip}\"},", "d.json:13: read: member \"id\" is missing"},
        {13, "\"read\": {\"path\": 1, \"id\": \"id\"},", "d.json:13: read.path: must be a string"},
        {13, "", "d.json:1: member \"read\" is missing"},
        {14,
         "\"write\": {\"path\": \"/s/{nip}\", \"person\": \"p\", \"id\": \"id\", \"reply_id\": "
         "\"r\"},",
         "d.json:14: write.path: unknown placeholder at \"{nip}\"; valid: none"},
        {13, "\"read\": {\"path\": \"/{nip}\", \"id\": \"id\", \"one\": true, \"list\": \"x\"},",
         "d.json:13: read.list: cannot be beside \"one\""},
        {14, "", "d.json:1: member \"write\" is missing; mode write needs it"},
        {15, "\"after\": {\"path\": \"/sync/{id}\"},",
         "d.json:15: after.path: unknown placeholder at \"{id}\"; valid: {pns_id}"},
        {16, "\"delete\": {\"path\": \"/delete\"},",
         "d.json:16: delete.path: the path must hold {id}"},
        {16, "\"delete\": {\"path\": \"/delete/{id}\", \"body\": 1},",
         "d.json:16: delete.body: unknown key; valid: path"},
        {16, "\"documents\": [872, 870],",
         "d.json:16: documents[1]: is no document type of a record; valid: 872, 873, 874, "},
        {16, "\"documents\": [\"872\"],", "d.json:16: documents[0]: is no document type"},
        {16, "\"documents\": 872,", "d.json:16: documents: "},
        {1, "{\"kind\": \"dokumen\",",
         "d.json:1: kind: \"dokumen\" is the name of the documents' queue"},
        /* Modes. */
        {3, "\"mode\": \"update\",", "d.json:14: write.id: unknown key; valid: path, person"},
        {3, "\"mode\": \"mirror\",", "d.json:18: fields[0].write: mode mirror never saves"},
        {4, "\"order\": 1, \"person\": true,", "d.json:4: person: mode write cannot have it"},
        {4, "\"order\": 1, \"inactive\": true,", "d.json:4: inactive: mode write cannot have it"},
        {18,
         "{\"write\": \"unorId\", \"read\": \"unorId\", \"column\": \"unor_id\", \"type\": "
         "\"text\", \"link\": \"jabatan\"},",
         "d.json:23: match[0][0]: no field \"unorId\" that reads show too; valid: jenis, tmt"},
        {18,
         "{\"write\": \"unorId\", \"read\": \"unorId\", \"column\": \"unor_id\", \"type\": "
         "\"text\", \"string\": true},",
         "d.json:18: fields[0].string: has no meaning for type text"},
        {19,
         "{\"write\": \"a\", \"site\": \"instansi_id\", \"type\": \"text\", \"link\": \"unor\"},",
         "d.json:19: fields[1].link: needs the member \"column\" too"},
        {19, "{\"write\": \"a\", \"column\": \"no_sk\", \"type\": \"ids\"},",
         "d.json:19: fields[1]: type ids needs \"member\" and is never read"},
        {19, "{\"write\": \"a\", \"column\": \"no_sk\", \"type\": \"text\", \"read_else\": \"b\"},",
         "d.json:19: fields[1].read_else: needs the member \"read\" too"},
        {23, "[\"unorId\", \"tmt\"]], \"distinct\": [\"x\"]}",
         "d.json:23: distinct[0]: no field \"x\"; valid: unorId, instansiIndukId, jenis, tmt"},
        {23, "[\"unorId\", \"tmt\"]], \"distinct\": []}",
         "d.json:23: distinct: must be an array of at least one field name"},
        {3, "\"mode\": \"compare\",", "d.json:18: fields[0].write: mode compare never saves"},
        {22, "\"enabled\": true}", "d.json:23: not valid JSON: "},
        {22, "\"match\": [], \"x\": [", "d.json:22: x: unknown key"},
        /* Fields. */
        {18, "{\"write\": \"unorId\", \"column\": \"unor_id\"},",
         "d.json:18: fields[0]: member \"type\" is missing"},
        {18, "{\"write\": \"unorId\", \"column\": \"unor_id\", \"type\": \"string\"},",
         "d.json:18: fields[0].type: \"string\" is not known; valid: text, int, date, number, "
         "bool"},
        {18, "{\"read\": \"unorId\", \"column\": \"unor_id\", \"type\": \"text\"},",
         "d.json:18: fields[0]: member \"write\" is missing"},
        {18, "{\"write\": \"unorId\", \"type\": \"text\"},",
         "d.json:18: fields[0]: needs one of \"column\", \"site\" and \"const\""},
        {18,
         "{\"write\": \"unorId\", \"column\": \"unor_id\", \"const\": \"x\", \"type\": \"text\"},",
         "d.json:18: fields[0]: needs one of \"column\", \"site\" and \"const\""},
        {18,
         "{\"write\": \"jenis\", \"type\": \"text\", \"site\": \"instansi_id\", \"const\": \"1\"},",
         "d.json:18: fields[0]: needs one of \"column\", \"site\" and \"const\""},
        {18, "{\"write\": \"unorId\", \"column\": \"unor\", \"type\": \"text\"},",
         "d.json:18: fields[0].column: v_rw_jabatan has no column \"unor\""},
        {18, "{\"write\": \"unorId\", \"column\": \"tgl_sk\", \"type\": \"text\"},",
         "d.json:18: fields[0].column: a field of type text cannot come from tgl_sk, which is "
         "date"},
        {18, "{\"write\": \"a\", \"column\": \"tgl_sk\", \"else\": \"no_sk\", \"type\": \"date\"},",
         "d.json:18: fields[0].else: a field of type date cannot come from no_sk, which is text"},
        {18, "{\"write\": \"a\", \"const\": \"x\", \"else\": \"no_sk\", \"type\": \"text\"},",
         "d.json:18: fields[0].else: needs the member \"column\" too"},
        {19, "{\"write\": \"a\", \"site\": \"instansi\", \"type\": \"text\"},",
         "d.json:19: fields[1].site: \"instansi\" is no value of the site; valid: instansi_id, "
         "instansi_induk_id, satuan_kerja_id"},
        {19, "{\"write\": \"a\", \"site\": 1, \"type\": \"text\"},",
         "d.json:19: fields[1].site: \"\" is no value of the site"},
        {19, "{\"write\": \"a\", \"const\": \"\", \"type\": \"int\"},",
         "d.json:19: fields[1].const: \"\" is not a value this field takes (FIELD_INVALID)"},
        {19, "{\"write\": \"a\", \"const\": \"x\", \"type\": \"int\"},",
         "d.json:19: fields[1].const: \"x\" is not a value this field takes (FIELD_INVALID)"},
        {19, "{\"write\": \"unorId\", \"const\": \"x\", \"type\": \"text\"},",
         "d.json:19: fields[1].write: another field has this name"},
        {20, "{\"write\": \"a\", \"column\": \"no_sk\", \"type\": \"text\", \"ref\": \"eslon\"},",
         "d.json:20: fields[2].ref: \"eslon\" is no reference list; valid: agama, "},
        {20,
         "{\"write\": \"a\", \"column\": \"eselon_id\", \"type\": \"text\", \"ref\": \"eselon\", "
         "\"default\": \"9\"},",
         "d.json:20: fields[2].default: \"9\" is not a value this field takes (REF_UNKNOWN)"},
        {20,
         "{\"write\": \"a\", \"column\": \"jenis_jabatan\", \"type\": \"int\", \"ref\": "
         "\"eselon\"},",
         "d.json:20: fields[2].ref: has no meaning for type int"},
        {20,
         "{\"write\": \"a\", \"column\": \"no_sk\", \"type\": \"text\", \"missing\": "
         "\"TMT_MISSING\"},",
         "d.json:20: fields[2].missing: needs the member \"required\" too"},
        {20,
         "{\"write\": \"a\", \"column\": \"no_sk\", \"type\": \"text\", \"required\": true, "
         "\"missing\": \"NONE\"},",
         "d.json:20: fields[2].missing: \"NONE\" is not in the fault catalogue"},
        {20,
         "{\"write\": \"a\", \"column\": \"tgl_sk\", \"type\": \"date\", \"invalid\": "
         "\"DATE_TEXT\"},",
         "d.json:20: fields[2].invalid: has no meaning for type date"},
        {20,
         "{\"write\": \"a\", \"column\": \"no_sk\", \"type\": \"text\", \"min\": 1, \"max\": 2},",
         "d.json:20: fields[2].min: has no meaning for type text"},
        {20, "{\"write\": \"a\", \"column\": \"jenis_jabatan\", \"type\": \"int\", \"min\": 1},",
         "d.json:20: fields[2].min: needs the member \"max\" too"},
        {20,
         "{\"write\": \"a\", \"column\": \"jenis_jabatan\", \"type\": \"int\", \"min\": 2, "
         "\"max\": 2},",
         "d.json:20: fields[2].min: must be below max"},
        {20, "{\"write\": \"a\", \"column\": \"no_sk\", \"type\": \"text\", \"max_len\": -1},",
         "d.json:20: fields[2].max_len: must not be negative"},
        {20,
         "{\"write\": \"a\", \"column\": \"jenis_jabatan\", \"type\": \"int\", \"max_len\": 1},",
         "d.json:20: fields[2].max_len: has no meaning for type int"},
        {20,
         "{\"write\": \"a\", \"column\": \"jenis_jabatan\", \"type\": \"int\", \"zero_is_empty\": "
         "true},",
         "d.json:20: fields[2].zero_is_empty: has no meaning for type int"},
        {20, "{\"write\": \"a\", \"column\": \"no_sk\", \"type\": \"text\", \"show\": \"nama\"},",
         "d.json:20: fields[2].show: v_rw_jabatan has no column \"nama\""},
        {20,
         "{\"write\": \"a\", \"column\": \"no_sk\", \"type\": \"text\", \"when\": {\"unor_aktif\": "
         "[\"1\"]}},",
         "d.json:20: fields[2].when.unor_aktif: \"1\" is no value of unor_aktif"},
        {20, "{\"write\": \"a\", \"column\": \"no_sk\", \"type\": \"text\", \"format\": \"x\"},",
         "d.json:20: fields[2].format: unknown key; valid: write, read, read_else, type, "},
        /* Match keys. */
        {23, "[\"unorId\", \"instansiIndukId\"]]}",
         "d.json:23: match[0][1]: no field \"instansiIndukId\" that reads show too; valid: unorId, "
         "jenis, tmt"},
        {23, "[1]]}", "d.json:23: match[0][0]: no field \"\""},
        {23, "[]]}", "d.json:23: match[0]: must be an array of at least one field name"},
        {23, "{\"unorId\": 1}]}", "d.json:23: match[0]: must be an array"},
        {23, "]}", "d.json:22: match: must be an array of at least one key"},
};

static char *document_with(size_t line, const char *with)
{
        struct text text = {0};

        for (size_t i = 0; i < COUNT_OF(lines); i++) {
                text_add(&text, i + 1 == line ? with : lines[i]);
                text_add_char(&text, '\n');
        }
        return text_take(&text);
}

static struct descriptor *parsed(const char *json)
{
        struct descriptor *d = NULL;
        struct err err = {""};

        if (!descriptor_parse("d.json", json, kinds_contract, &d, &err))
                fail_msg("%s", err.text);
        return d;
}

static void refuses(const char *json, const char *error)
{
        struct descriptor *d = NULL;
        struct err err = {""};

        assert_false(descriptor_parse("d.json", json, kinds_contract, &d, &err));
        assert_null(d);
        if (strncmp(err.text, error, strlen(error)) != 0)
                fail_msg("\"%s\", not \"%s\"", err.text, error);
}

static void names_errors(void **state)
{
        (void)state;
        for (size_t i = 0; i < COUNT_OF(errors); i++) {
                CLEANUP(free_ptr) char *json = document_with(errors[i].line, errors[i].with);

                refuses(json, errors[i].error);
        }
}

/* The two lists must be arrays, and there is nothing to send without fields. */
static void refuses_wrong_lists(void **state)
{
        static const char head[] =
                "{\"kind\": \"x\", \"title\": \"X\", \"mode\": \"update\", \"order\": 1,"
                "\"source\": {\"view\": \"v_pegawai\"},"
                "\"read\": {\"path\": \"/{nip}\", \"id\": \"id\"},"
                "\"write\": {\"path\": \"/w\", \"person\": \"p\"},\n";
        static const char *const cases[][2] = {
                {"\"fields\": []}", "d.json:2: fields: must be an array of at least one field"},
                {"\"fields\": {\"a\": 1}}", "d.json:2: fields: must be an array"},
                {"\"rules\": {\"a\": 1}, \"fields\": []}", "d.json:2: rules: must be an array"},
                {"\"fields\": [{\"write\": \"a\", \"type\": \"text\", \"column\": \"email\"}],\n"
                 "\"delete\": {\"path\": \"/{id}\"}}",
                 "d.json:3: delete: mode update cannot have it"},
                {"\"fields\": [{\"write\": \"a\", \"read\": \"a\", \"type\": \"text\", \"column\": "
                 "\"email\"}],\n"
                 "\"match\": [[\"a\"]]}",
                 "d.json:3: match: mode update cannot have it"},
        };

        (void)state;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct text json = {0};

                text_add(&json, head);
                text_add(&json, cases[i][0]);
                refuses(text_str(&json), cases[i][1]);
                text_free(&json);
        }
}

static void needs_keys_to_compare(void **state)
{
        static const char json[] =
                "{\"kind\": \"x\", \"title\": \"X\", \"mode\": \"compare\", \"order\": 1,"
                "\"source\": {\"view\": \"v_rw_golongan\"},"
                "\"read\": {\"path\": \"/{nip}\", \"id\": \"id\"},"
                "\"fields\": [{\"read\": \"a\", \"type\": \"text\", \"column\": \"no_sk\"}]}";

        (void)state;
        refuses(json, "d.json:1: member \"match\" is missing; mode compare needs it");
}

static void reads_a_descriptor(void **state)
{
        CLEANUP(free_ptr) char *json = document_with(0, NULL);
        CLEANUP(descriptor_free_ptr) struct descriptor *d = parsed(json);

        (void)state;
        assert_string_equal(d->kind, "jabatan");
        assert_string_equal(d->title, "Riwayat jabatan");
        assert_int_equal(d->mode, MODE_WRITE);
        assert_int_equal(d->empty, EMPTY_BLANK);
        assert_true(d->enabled);
        assert_int_equal(d->order, 20);
        assert_string_equal(d->view, "v_rw_jabatan");
        assert_string_equal(d->read_path, "/pns/rw-jabatan/{nip}");
        assert_string_equal(d->read_id, "id");
        assert_string_equal(d->write_path, "/jabatan/unorjabatan/save");
        assert_string_equal(d->write_id, "id");
        assert_string_equal(d->write_person, "pnsId");
        assert_string_equal(d->reply_id, "rwJabatanId");
        assert_string_equal(d->after_path, "/pns/data-utama-jabatansync?pns_orang_id={pns_id}");
        assert_string_equal(d->delete_path, "/jabatan/delete/{id}");
        assert_int_equal(d->match_count, 1);
        assert_int_equal(d->match[0].count, 2);
        assert_int_equal(d->match[0].fields[1], 3);
        assert_int_equal(d->date_text, NO_COLUMN);
}

static void collects_columns(void **state)
{
        CLEANUP(free_ptr) char *json = document_with(0, NULL);
        CLEANUP(descriptor_free_ptr) struct descriptor *d = parsed(json);
        static const char *const names[] = {
                "src_id",      "nip",         "siasn_id",      "is_deleted",
                "tmt_jabatan", "unor_src_id", "unor_aktif",    "is_definitif",
                "tgl_sk",      "unor_id",     "jenis_jabatan",
        };
        const struct column *joined;

        (void)state;
        assert_int_equal(d->column_count, COUNT_OF(names));
        for (size_t i = 0; i < COUNT_OF(names); i++)
                assert_string_equal(d->columns[i].name, names[i]);
        assert_true(d->has_siasn_id);
        assert_int_equal(d->is_deleted, 3);
        assert_int_equal(d->sort, 4);
        assert_int_equal(d->joins[0].on, 5);
        assert_false(d->columns[COLUMN_SRC_ID].hashed);
        assert_true(d->columns[COLUMN_NIP].hashed);
        assert_false(d->columns[COLUMN_SIASN_ID].hashed);
        joined = &d->columns[descriptor_column(d, "unor_aktif")];
        assert_string_equal(joined->source, "aktif");
        assert_int_equal(joined->join, 0);
        assert_int_equal(joined->type, COL_BOOL);
        assert_false(joined->hashed); /* joined, but no rule and no field reads it here */
        assert_int_equal(d->columns[4].type, COL_DATE);
        assert_true(d->columns[4].required);
        assert_true(d->columns[4].hashed);
        assert_int_equal(descriptor_column(d, "aktif"), NO_COLUMN);
}

/* What people are shown is no content: a renamed unit must not look like a change of every row. */
static void does_not_hash_what_is_only_shown(void **state)
{
        const struct descriptor *d = kind_named("jabatan");

        (void)state;
        assert_false(d->columns[descriptor_column(d, "unor_nama")].hashed);
        assert_false(d->columns[descriptor_column(d, "nama_jabatan")].hashed);
        assert_true(d->columns[descriptor_column(d, "unor_aktif")].hashed);
        assert_true(d->columns[descriptor_column(d, "tmt_mutasi")].hashed);
}

static void reads_rules(void **state)
{
        const struct descriptor *d = kind_named("jabatan");
        const struct rule *rule = &d->rules[1];

        (void)state;
        assert_int_equal(rule->kind, RULE_IN);
        assert_string_equal(rule->code, "PLT_NOT_PUSHED");
        assert_int_equal(rule->in.value_count, 1);
        assert_string_equal(rule->in.values[0], "t");
        assert_true(rule->in.or_null);
        assert_int_equal(rule->show, descriptor_column(d, "nama_jabatan"));
        rule = &d->rules[d->rule_count - 1];
        assert_int_equal(rule->kind, RULE_ORDER);
        assert_int_equal(rule->first, descriptor_column(d, "tgl_sk"));
        assert_int_equal(rule->second, descriptor_column(d, "tmt_jabatan"));
        assert_int_equal(rule->slack_days, 730);
        rule = &kind_named("data_utama")->rules[1];
        assert_int_equal(rule->kind, RULE_NIP);
        assert_null(rule->code);
        assert_true(rule->birth != NO_COLUMN && rule->status != NO_COLUMN);
}

static const struct field *field_named(const struct descriptor *d, const char *name)
{
        for (size_t i = 0; i < d->field_count; i++) {
                if (strcmp(descriptor_payload_name(d, &d->fields[i]), name) == 0)
                        return &d->fields[i];
        }
        fail_msg("%s has no field %s", d->kind, name);
        return NULL;
}

static void reads_fields(void **state)
{
        const struct descriptor *d = kind_named("jabatan");
        const struct field *field = field_named(d, "unorId");

        (void)state;
        assert_true(field->required);
        assert_string_equal(field->missing, "UNOR_UNMAPPED");
        assert_null(field->invalid);
        assert_int_equal(field->max_len, 42);
        field = field_named(d, "instansiId");
        assert_int_equal(field->origin, ORIGIN_SITE);
        assert_string_equal(field->constant, "instansi_id");
        assert_string_equal(field->read, "instansiKerjaId");
        assert_string_equal(field->missing, "FIELD_MISSING");
        field = field_named(d, "jenisPenugasanId");
        assert_string_equal(field->by_default, "D");
        assert_string_equal(field->ref, "jenis_penugasan");
        assert_int_equal(field->when_count, 1);
        field = field_named(d, "tmtPelantikan");
        assert_int_equal(field->fallback, descriptor_column(d, "tmt_jabatan"));
        field = field_named(kind_named("golongan"), "golonganId");
        assert_null(field->write);
}

static void ships_the_kinds_in_order(void **state)
{
        static const struct {
                const char *kind;
                enum desc_mode mode;
                const char *read_path, *write_path;
        } shipped[] = {
                {"data_utama", MODE_UPDATE, "/pns/data-utama/{nip}", "/pns/data-utama-update"},
                {"jabatan", MODE_WRITE, "/pns/rw-jabatan/{nip}", "/jabatan/unorjabatan/save"},
                {"diklat", MODE_WRITE, "/pns/rw-diklat/{nip}", "/diklat/save"},
                {"kursus", MODE_WRITE, "/pns/rw-kursus/{nip}", "/kursus/save"},
                {"golongan", MODE_COMPARE, "/pns/rw-golongan/{nip}", NULL},
                {"pendidikan", MODE_COMPARE, "/pns/rw-pendidikan/{nip}", NULL},
        };

        (void)state;
        for (size_t i = 0, at = 0; i < COUNT_OF(shipped); i++) {
                while (at < kinds.count && strcmp(kinds.items[at]->kind, shipped[i].kind) != 0)
                        at++;
                if (at == kinds.count)
                        fail_msg("%s is missing or out of order", shipped[i].kind);
                assert_int_equal(kinds.items[at]->mode, shipped[i].mode);
                assert_string_equal(kinds.items[at]->read_path, shipped[i].read_path);
                assert_true(str_same(kinds.items[at]->write_path, shipped[i].write_path));
        }
}

/* A site's own file replaces the shipped one; equal orders are sorted by kind. */
static void sets_are_sorted_and_replaced(void **state)
{
        static const char *const heads[][2] = {
                {"{\"kind\": \"b\",", "\"order\": 20,"},
                {"{\"kind\": \"c\",", "\"order\": 5,"},
                {"{\"kind\": \"a\",", "\"order\": 20,"},
                {"{\"kind\": \"b\",", "\"order\": 1, \"enabled\": false,"},
        };
        struct descriptor_set set = {0};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(heads); i++) {
                struct text json = {0};

                text_addf(&json, "%s%s", heads[i][0], heads[i][1]);
                for (size_t l = 1; l < COUNT_OF(lines); l++)
                        text_add(&json, l == 3 ? "" : lines[l]);
                descriptor_set_add(&set, parsed(text_str(&json)));
                text_free(&json);
        }
        assert_int_equal(set.count, 3);
        assert_string_equal(set.items[0]->kind, "b");
        assert_false(set.items[0]->enabled);
        assert_string_equal(set.items[1]->kind, "c");
        assert_string_equal(set.items[2]->kind, "a");
        assert_ptr_equal(descriptor_set_find(&set, "c"), set.items[1]);
        assert_null(descriptor_set_find(&set, "d"));
        descriptor_set_free(&set);
        assert_int_equal(set.count, 0);
        descriptor_free(NULL);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(reads_a_descriptor),
                cmocka_unit_test(collects_columns),
                cmocka_unit_test(does_not_hash_what_is_only_shown),
                cmocka_unit_test(reads_rules),
                cmocka_unit_test(reads_fields),
                cmocka_unit_test(ships_the_kinds_in_order),
                cmocka_unit_test(sets_are_sorted_and_replaced),
                cmocka_unit_test(names_errors),
                cmocka_unit_test(refuses_wrong_lists),
                cmocka_unit_test(needs_keys_to_compare),
        };

        return cmocka_run_group_tests_name("descriptor", tests, kinds_setup, kinds_teardown);
}
