/*
 * reply.h - the reply shapes of the service.
 *
 * Promise: each function fills an empty reply completely; the shapes are those a client meets in
 * production, and keys no document mentions are added when the configuration says so.
 */
#ifndef SANDBOX_REPLY_H
#define SANDBOX_REPLY_H

#include "sandbox.h"

void reply_text(struct reply *rp, int status, const char *json); /* a fixed body */

/* {"code":0,"data":"text"} - nothing found, mismatch, refused upload */
void reply_code0(struct reply *rp, int status, const char *text);
/* {"code":1,"data":"text"} */
void reply_data_text(struct sandbox *sb, struct reply *rp, const char *text);
/* {"code":1,"message":"text"} */
void reply_message(struct sandbox *sb, struct reply *rp, const char *text);
/* {"success":...,"mapData":null,"message":"text"} */
void reply_rejected(struct reply *rp, int status, const char *text);
/* {"success":...,"message":"text"} */
void reply_deleted(struct reply *rp, bool success, const char *text);
/* {"code":0,"data":null,"message":"text"} - missing required fields */
void reply_invalid(struct reply *rp, const char *text);
/* {"Error":"false","Message":"text"} */
void reply_sync(struct reply *rp, bool error, const char *text);

/* {"code":1,"data": ... : caller appends the value, then reply_close() */
void reply_open(struct reply *rp);
void reply_close(struct sandbox *sb, struct reply *rp, long count); /* count < 0: no count */
/* A stored row, with unknown keys when configured. */
void reply_row(struct sandbox *sb, struct reply *rp, const char *text);

/* The API gateway's error: code is a string, or wrapped in {"fault":...} when configured. */
void reply_gateway(struct sandbox *sb, struct reply *rp, int status, const char *code,
                   const char *message, const char *description, const char *more);

#endif
