/*
 * sync.h - the commands that recompute the master record from the histories.
 *
 * Promise: the current position and rank in the master record change here and nowhere else.
 */
#ifndef SANDBOX_SYNC_H
#define SANDBOX_SYNC_H

#include "sandbox.h"

handler_fn sync_jabatan;
handler_fn sync_golongan;

#endif
