/* Metrics: endpoints without persons, histograms that add up, text that Prometheus can read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "data.h"
#include "ground/mem.h"
#include "pure/metrics.h"

static const struct {
        const char *path, *endpoint;
} paths[] = {
        {"/jabatan/save", "jabatan/save"},
        {"/pns/rw-jabatan/199001012015031002", "pns/rw-jabatan"},
        {"pns/rw-jabatan/199001012015031002?x=1", "pns/rw-jabatan"},
        {"/skp22/save", "skp22/save"},
        {"/diklat/delete/A5EB03E23CCCF6A0E040640A040252AD", "diklat/delete"},
        {"/diklat/delete/8ae48289-1a2b-4c3d-9e8f-001122334455", "diklat/delete"},
        {"/a//b/", "a/b"},
        {"/pns/Budi%20Santoso", "pns"},
        {"/12345/x", "x"},
        {"", ""},
        {"/averyverylongpartthatisnotoneofours0/x", "x"},
        {"/aaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbb/cccccccccccc",
         "aaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbb"},
};

static void endpoints_hold_no_person(void **state)
{
        char out[METRIC_ENDPOINT];

        (void)state;
        for (size_t i = 0; i < COUNT_OF(paths); i++)
                assert_string_equal(metric_endpoint(paths[i].path, out), paths[i].endpoint);
}

/* Every fixed part of the paths in the descriptors is kept: else two endpoints would be one. */
static void descriptors_are_told_apart(void **state)
{
        char out[METRIC_ENDPOINT];
        size_t seen = 0;

        (void)state;
        for (size_t i = 0; i < embedded_records_count; i++) {
                for (const char *at = embedded_records[i].text; (at = strstr(at, "\"/"));) {
                        CLEANUP(free_ptr) char *path = mem_dup_n(at + 1, strcspn(at + 1, "\""));
                        size_t fixed = 0;

                        at += 2;
                        seen++;
                        metric_endpoint(path, out);
                        for (char *part = path; part; part = strchr(part + 1, '/'))
                                fixed += part[1] && part[1] != '{';
                        for (char *c = out; *out && c; c = strchr(c + 1, '/'))
                                fixed--;
                        if (fixed != 0)
                                fail_msg("%s became %s", path, out);
                }
        }
        assert_true(seen > 20);
}

static void has(const struct text *out, const char *line)
{
        if (!strstr(text_str(out), line))
                fail_msg("lacks %s in:\n%s", line, text_str(out));
}

static void calls_are_counted(void **state)
{
        static const int64_t took[] = {0, 25, 26, 1000, 60000, 60001, 700000};
        struct call_counts calls = {0};
        struct text out = {0};

        (void)state;
        for (size_t i = 0; i < COUNT_OF(took); i++)
                calls_count(&calls, "jabatan/save", true, VERDICT_OK, took[i]);
        calls_count(&calls, "pns", false, VERDICT_UNCLEAR, 10);
        calls_render(&calls, &out);
        has(&out, "siasn_replies_total{call=\"write\",verdict=\"ok\"} 7\n");
        has(&out, "siasn_replies_total{call=\"read\",verdict=\"unclear\"} 1\n");
        has(&out, "siasn_replies_total{call=\"read\",verdict=\"ok\"} 0\n");
        has(&out, "_bucket{endpoint=\"jabatan/save\",le=\"0.025\"} 2\n");
        has(&out, "_bucket{endpoint=\"jabatan/save\",le=\"0.050\"} 3\n");
        has(&out, "_bucket{endpoint=\"jabatan/save\",le=\"1.000\"} 4\n");
        has(&out, "_bucket{endpoint=\"jabatan/save\",le=\"60.000\"} 5\n");
        has(&out, "_bucket{endpoint=\"jabatan/save\",le=\"+Inf\"} 7\n");
        has(&out, "_sum{endpoint=\"jabatan/save\"} 821.052\n");
        has(&out, "_count{endpoint=\"jabatan/save\"} 7\n");
        text_free(&out);
}

static void endpoints_are_a_bounded_few(void **state)
{
        struct call_counts calls = {0};
        struct text out = {0};
        char name[20];

        (void)state;
        for (int i = 0; i < 1000; i++) {
                snprintf(name, sizeof name, "e%d", i);
                calls_count(&calls, name, false, VERDICT_OK, 1);
        }
        calls_render(&calls, &out);
        assert_int_equal(calls.count, METRIC_ENDPOINTS);
        has(&out, "_count{endpoint=\"e62\"} 1\n");
        has(&out, "_count{endpoint=\"other\"} 937\n");
        assert_null(strstr(text_str(&out), "\"e63\""));
        text_free(&out);
}

static void samples_are_written(void **state)
{
        struct text out = {0};

        (void)state;
        metric_sample(&out, METRIC_BUILD, "a\"b\\c\nd", NULL, "1");
        metric_number(&out, METRIC_QUEUE, "jabatan", "ready", -5);
        metric_ms(&out, METRIC_OVERDUE, NULL, NULL, 12007);
        metric_ratio(&out, METRIC_QUALITY, NULL, 2, 3);
        metric_ratio(&out, METRIC_QUALITY, NULL, 7, 7);
        metric_ratio(&out, METRIC_QUALITY, NULL, 1, 0);
        assert_string_equal(text_str(&out),
                            "siasn_build_info{version=\"a\\\"b\\\\c\\nd\"} 1\n"
                            "siasn_queue_records{kind=\"jabatan\",state=\"ready\"} -5\n"
                            "siasn_overdue_seconds 12.007\n"
                            "siasn_quality_index_ratio 0.666666\n"
                            "siasn_quality_index_ratio 1.000000\n");
        text_free(&out);
}

static void the_table_is_sound(void **state)
{
        (void)state;
        for (size_t i = 0; i < METRIC_IDS; i++) {
                const char *name = metrics[i].name;
                size_t len = strlen(name);

                assert_int_equal(strncmp(name, "siasn_", 6), 0);
                assert_true(metrics[i].help[strlen(metrics[i].help) - 1] == '.');
                /* Counters, and only they, end in _total. */
                assert_int_equal(strcmp(name + len - 6, "_total") == 0,
                                 strcmp(metrics[i].type, "counter") == 0);
                for (size_t k = 0; k < i; k++)
                        assert_string_not_equal(name, metrics[k].name);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(endpoints_hold_no_person),
                cmocka_unit_test(descriptors_are_told_apart),
                cmocka_unit_test(calls_are_counted),
                cmocka_unit_test(endpoints_are_a_bounded_few),
                cmocka_unit_test(samples_are_written),
                cmocka_unit_test(the_table_is_sound),
        };

        mem_setup();
        return cmocka_run_group_tests(tests, NULL, NULL);
}
