#pragma once
/* fake_symbolizer: a program that answers as llvm-symbolizer does, for tests
 * that must not depend on a compiler's debug information:
 *
 *   0x1000         f at src/a.c:3
 *   0x2000         inner at src/b.c:7, inlined into outer at src/a.c:9
 *   0x3000         g, without a place
 *   0xdead         ends without an answer
 *   any other      unknown */

/* Its path. The file vanishes with fake_symbolizer_remove. */
const char *fake_symbolizer_make(void);
void fake_symbolizer_remove(void);
