/*
 * upload.h - the document services.
 *
 * Promise: a document is either stored and readable again under its dok_uri, or refused with
 * code 0; attaching to a row replaces that row's document of the same type.
 */
#ifndef SANDBOX_UPLOAD_H
#define SANDBOX_UPLOAD_H

#include "sandbox.h"

handler_fn upload_dok;
handler_fn upload_dok_rw;
handler_fn upload_photo;

#endif
