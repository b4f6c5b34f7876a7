#include "ground/mem.h"

#include <jansson.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static _Noreturn void out_of_memory(size_t size)
{
        fprintf(stderr, "<2>out of memory, wanted=%zu bytes\n", size);
        abort();
}

void *mem_new(size_t size)
{
        void *p = calloc(1, size ? size : 1);

        if (!p)
                out_of_memory(size);
        return p;
}

void *mem_new_array(size_t count, size_t size)
{
        void *p = calloc(count ? count : 1, size ? size : 1);

        if (!p)
                out_of_memory(size);
        return p;
}

void *mem_resize_array(void *old, size_t count, size_t size)
{
        if (size && count > SIZE_MAX / size)
                out_of_memory(SIZE_MAX);

        size_t bytes = count * size;
        void *p = realloc(old, bytes ? bytes : 1);

        if (!p)
                out_of_memory(bytes);
        return p;
}

char *mem_dup(const char *text)
{
        return mem_dup_n(text, strlen(text));
}

char *mem_dup_n(const char *text, size_t len)
{
        char *copy = mem_new_array(len + 1, 1);

        memcpy(copy, text, len);
        return copy;
}

int str_same(const char *a, const char *b)
{
        if (!a || !b)
                return a == b;
        return strcmp(a, b) == 0;
}

void mem_setup(void)
{
        json_set_alloc_funcs(mem_new, free);
}

void mem_rest(void)
{
        malloc_trim(0);
}
