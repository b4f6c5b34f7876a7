#include "web/asset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "ground/mem.h"
#include "pure/digest.h"

static struct asset assets[] = {
        {"style", "style.css", "text/css; charset=utf-8", NULL},
        {"script", "script.js", "text/javascript; charset=utf-8", NULL},
        {"icon", "icon.svg", "image/svg+xml", NULL},
};
static char addresses[COUNT_OF(assets)][64];

static const char *embedded_text(const char *name)
{
        for (size_t i = 0; i < embedded_assets_count; i++) {
                if (strcmp(embedded_assets[i].name, name) == 0)
                        return embedded_assets[i].text;
        }
        fprintf(stderr, "<2>no asset %s is embedded\n", name);
        abort();
}

void asset_setup(void)
{
        for (size_t i = 0; i < COUNT_OF(assets); i++) {
                char digest[DIGEST_HEX];

                assets[i].text = embedded_text(assets[i].name);
                digest_hex(assets[i].text, strlen(assets[i].text), digest);
                snprintf(addresses[i], sizeof addresses[i], "/static/%s?v=%.12s", assets[i].file,
                         digest);
        }
}

const char *asset_address(const char *name)
{
        for (size_t i = 0; i < COUNT_OF(assets); i++) {
                if (strcmp(assets[i].name, name) == 0)
                        return addresses[i];
        }
        return "";
}

const struct asset *asset_find(const char *path)
{
        static const char folder[] = "/static/";

        if (strncmp(path, folder, sizeof folder - 1) != 0)
                return NULL;
        for (size_t i = 0; i < COUNT_OF(assets); i++) {
                if (strcmp(assets[i].file, path + sizeof folder - 1) == 0)
                        return &assets[i];
        }
        return NULL;
}
