/*
 * Memory: allocation that cannot fail, ownership by attribute.
 *
 * Every allocation of the project goes through here. Running out of memory ends the process with
 * one line on stderr: all state that matters is in PostgreSQL, so a restart loses nothing, while
 * half-handled failures everywhere would. Sizes are checked for overflow. Memory comes zeroed.
 *
 * Ownership: a function that returns a pointer it names "ret" or "new" gives it to the caller.
 * Destructors accept NULL and half-built objects.
 */
#pragma once

#include <stddef.h>
#include <stdlib.h>

void *mem_new(size_t size);
void *mem_new_array(size_t count, size_t size);
/* Grows or shrinks; new memory beyond the old size is not zeroed. */
void *mem_resize_array(void *old, size_t count, size_t size);
char *mem_dup(const char *text);
char *mem_dup_n(const char *text, size_t len);
/* Compares two strings, either of which may be NULL. */
int str_same(const char *a, const char *b);

/* Gives free memory inside the heap back to the system: for when nothing happens. */
void mem_rest(void);

/* Makes jansson allocate through this module. Call once, first thing in main(). */
void mem_setup(void);

#define NEW(type)          ((type *)mem_new(sizeof(type)))
#define NEW_ARRAY(type, n) ((type *)mem_new_array((n), sizeof(type)))
#define COUNT_OF(array)    (sizeof(array) / sizeof((array)[0]))
#define CLEANUP(fn)        __attribute__((cleanup(fn)))
#define TAKE_PTR(p)                         \
        ({                                  \
                __typeof__(p) taken_ = (p); \
                (p) = NULL;                 \
                taken_;                     \
        })

/* Cleanup for plain heap strings: `CLEANUP(free_ptr) char *name = ...`. */
static inline void free_ptr(void *p)
{
        free(*(void **)p);
}
