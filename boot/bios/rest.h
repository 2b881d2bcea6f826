#pragma once
/* rest: the second part of stage 2, which stage 1 leaves on the disk.
 *
 * SeaBIOS takes a tenth of a millisecond for each sector of an IDE disk in QEMU;
 * our driver moves hundreds in that time. So stage 1 reads only what drives the
 * disk and can say what is wrong (stage2.ld lists it), and that reads the rest.
 * Before rest_load, nothing else may be called. */

/* Stops if what comes is not what the image writer has summed up. */
void rest_load(void);
