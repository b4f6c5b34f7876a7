/* What stands in the detail of an event, for people. */
#include <jansson.h>

#include "ground/mem.h"
#include "web/words.h"

/* Further members worth a line. */
static const struct {
        const char *member, *words;
} told[] = {{"user", "pengguna"}, {"by", "oleh"},     {"period", "triwulan"},
            {"low", "nilai"},     {"list", "daftar"}, {"version", "aturan"}};

void event_detail(struct html *h, const char *detail)
{
        json_t *json = json_loads(detail, JSON_DECODE_ANY, NULL);
        const char *message = json_string_value(json_object_get(json, "message"));
        const char *outcome = json_string_value(json_object_get(json, "outcome"));
        const char *code = json_string_value(json_object_get(json, "code"));
        json_t *status = json_object_get(json, "status");

        if (message)
                html(h, "<q>%s</q> ", message);
        if (outcome)
                html(h, "%s ", outcome_words(outcome));
        for (size_t i = 0; i < COUNT_OF(told); i++) {
                const char *value = json_string_value(json_object_get(json, told[i].member));

                if (value)
                        html(h, "<small>%s %s</small>", told[i].words, value);
        }
        if (json_is_integer(status))
                html(h, "<small>jawaban %lld</small>", (long long)json_integer_value(status));
        if (code)
                html(h, "<small>%s</small>", code);
        for (size_t i = 0; i < json_array_size(json); i++)
                html(h, "<small>%s</small>", json_string_value(json_array_get(json, i)));
        json_decref(json);
}
