#pragma once
/* flag_files: what flags of clang, NASM and ld.lld lead to: other flags, and files, which
 * the programs do not always say that they read. */
#include "host/base/text.h"

#define FLAG_FILES_DEPTH_MAX 8 /* response files that name others */

/* Adds the flags, and behind "@file" those that the file holds. */
void flag_files_expand(const struct text_list *flags, struct text_list *words);
/* Adds each file once: "@file" and what that names, "--option=file", "file". What nobody
 * can look at may be one. */
void flag_files_add(const struct text_list *flags, struct text_list *files);
