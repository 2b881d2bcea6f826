#pragma once
/* names: a kernel may have functions and variables of the kit's names.
 *
 * A function that a header of the kit declares is the kit's own, whatever else has its
 * name. A kernel that defines page_alloc for itself declares it in a header of its own:
 * then both are there, and the kit goes on calling its own. In a source that includes
 * <ingot/page.h> the name is the kit's. To define it there is an error of the linker,
 * "duplicate symbol", or of `ingot build`; so it is if one source defines a page_alloc
 * and another calls the kit's. */

/* Behind a declaration: the function's name for the linker. */
#ifndef KIT_NAME
#define KIT_NAME(name) __asm__("ingot." #name)
#endif
