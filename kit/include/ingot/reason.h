#pragma once
/* reason: how the kit fails, everywhere in one way.
 *
 * A function that may be unable to do what it is told returns why not:
 *
 *	const char *why = irq_register(line, IRQ_ISA, on_serial, NULL);
 *
 *	if (why != NULL)
 *		printf("no serial line: %s\n", why);
 *
 * NULL: it is done. Else it is a reason, one sentence for people without a full
 * stop, which is a constant and stays. What such a function gives goes by its
 * last parameters, which mean nothing if it fails. The compiler warns of a caller
 * that does not look; one that does not want to know says (void).
 *
 * No failures, and so no reasons:
 *   - the answer "there is none", NULL, 0 or false, to a question that nothing
 *     else can happen to: pci_find_id, cmdline_get, keyboard_poll;
 *   - the end of a walk, which is false (tar_next): the walk's `error` is the
 *     reason why it ended before the end, else NULL;
 *   - 0 from page_alloc and its kin, as NULL from malloc: nothing is left.
 * What only a mistake in the program can cause, where there is no result to say
 * so, is a panic that names the function: a page freed twice, a timer without a
 * function. Nothing is ever ignored in silence. */

/* Before the declaration of a function that returns a reason. */
#define MUST_CHECK __attribute__((__warn_unused_result__))
