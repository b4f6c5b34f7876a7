/*
 * save.h - the save and delete services.
 *
 * Promise: without an id every save inserts a new row, with a known id it replaces that row in
 * place; nothing is stored unless the reply says so.
 */
#ifndef SANDBOX_SAVE_H
#define SANDBOX_SAVE_H

#include "sandbox.h"

handler_fn save_row;
handler_fn delete_row;

#endif
