#pragma once
/* bda: words of the BIOS data area (IBM PC AT technical reference), at their
 * physical addresses. */
#define BDA_EBDA_SEGMENT  0x40e /* a word */
#define BDA_LOW_MEMORY    0x413 /* KiB below the EBDA, a word */
#define BDA_MODE          0x449 /* of the screen, a byte */
#define BDA_COLUMNS       0x44a /* a word */
#define BDA_ROWS_LESS_ONE 0x484 /* a byte; 0: the BIOS is older */
