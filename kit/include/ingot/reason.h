#pragma once
/* reason: how functions of the kit report errors.
 *
 * A function that can fail returns the reason, or NULL on success:
 *
 *	const char *why = irq_register(line, IRQ_ISA, on_serial, NULL);
 *
 *	if (why != NULL)
 *		printf("no serial port: %s\n", why);
 *
 * The reason is a constant string: a sentence without a full stop. Results are
 * returned through the last parameters, which are undefined on failure. The compiler
 * warns if the return value is not used; cast it to void to ignore it.
 *
 * These are not failures and have no reason:
 *   - "not found" (NULL, 0 or false) from a lookup that cannot fail otherwise:
 *     pci_find_id, cmdline_get, keyboard_poll;
 *   - false at the end of a walk (tar_next): `error` of the walk is the reason if it
 *     ended early, else NULL;
 *   - 0 from page_alloc and page_alloc_order: out of memory, as NULL from malloc.
 * Programming errors in functions without a return value panic with the name of the
 * function: a double free of a page, a timer without a callback. No error is
 * ignored silently. */

/* Before the declaration of a function that returns a reason. */
#define MUST_CHECK __attribute__((__warn_unused_result__))
