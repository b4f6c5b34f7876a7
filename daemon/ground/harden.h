/*
 * Harden: what every program of ours does first, before it has read anything.
 *
 * The process cannot be traced or its memory read by others of the same user, leaves no core dump,
 * and what it creates is for its user alone. systemd's unit says the same; a program started by
 * hand keeps to it too.
 */
#pragma once

/* Cannot fail in a way that matters: what the kernel refuses is already stricter. */
void harden(void);
