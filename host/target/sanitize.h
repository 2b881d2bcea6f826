#pragma once
/* sanitize: what a kernel checks while it runs, and the flags that this takes.
 *
 *	undefined	undefined behaviour: the project and the kit (UBSan)
 *	address		accesses outside of objects: the project, the kit and the
 *			C library, linked with runtime/sanitize (KASan)
 *	stack		arrays of the stack that overwrite a return address: all
 *
 * Where neither the command line nor ingot.yaml says anything, builds that are
 * not optimized check what costs little: SANITIZE_DEBUG. */
#include <stdbool.h>

#include "host/base/words.h"

enum { SANITIZE_UNDEFINED = 1, SANITIZE_ADDRESS = 2, SANITIZE_STACK = 4 };
#define SANITIZE_DEBUG  (SANITIZE_UNDEFINED | SANITIZE_STACK)
#define SANITIZE_UNSAID 0x80u /* no choice was made */

/* Who is compiled: the project, or a part of what it is linked with. */
enum sanitize_part {
	SANITIZE_PROJECT = 1,
	SANITIZE_KIT = 2,
	SANITIZE_CORE = 4,
	SANITIZE_ALLOC = 8,
	SANITIZE_BASE = 16,
};

void sanitize_add_compile_flags(unsigned set, enum sanitize_part part, struct text_list *flags);

/* Of a list in ingot.yaml; and of the option, which has "none" too. */
extern const struct word sanitize_checks[], sanitize_choices[];
/* "undefined,stack" or "none"; false, reported, if a word is unknown. */
bool sanitize_parse(const char *list, unsigned *set);
