/*
 * Asset: the style sheet, the script and the icon, embedded at build. Their addresses carry a
 * digest of their content, so that browsers keep them for a year and never show an old one.
 */
#pragma once

struct asset {
        const char *name, *file, *type;
        const char *text;
};

/* Address by name: style, script, icon. */
const char *asset_address(const char *name);
/* By the path of a request ("/static/style.css"), NULL when there is none. */
const struct asset *asset_find(const char *path);
/* Works the addresses out; once, before any thread starts. */
void asset_setup(void);
