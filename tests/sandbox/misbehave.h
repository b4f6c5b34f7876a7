/*
 * misbehave.h - carries out a fault: instead of the service's answer, or on top of it.
 *
 * Promise: misbehave_replace() fills an empty reply without touching any data;
 * misbehave_distort() changes a reply that has been made, and whatever was committed stays so.
 */
#ifndef SANDBOX_MISBEHAVE_H
#define SANDBOX_MISBEHAVE_H

#include "sandbox.h"

void misbehave_replace(struct sandbox *sb, const struct fault_plan *plan, struct reply *rp);
void misbehave_distort(struct sandbox *sb, const struct fault_plan *plan, struct reply *rp);

#endif
