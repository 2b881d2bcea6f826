#pragma once
/* pic: the two 8259s that every PC has or imitates.
 *
 * The firmware leaves them at vectors 8..15, on top of the CPU's exceptions: a
 * timer tick would look like a double fault. */
void pic_start(void);
