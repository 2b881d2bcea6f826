#pragma once
/* pic: the two 8259 interrupt controllers that every PC has or imitates (Intel
 * 8259A data sheet). Each has a port for commands, and one above it for data:
 * the mask of its lines, once it is set up. */
#define PIC_FIRST  0x20
#define PIC_SECOND 0xa0
#define PIC_DATA   1 /* from the port for commands */

#define PIC_MASK_ALL    0xff
#define PIC_ICW1_INIT   0x11 /* cascaded, edge-triggered, four words */
#define PIC_ICW4_8086   0x01
#define PIC_SECOND_LINE 2 /* of the first one */
#define PIC_SPURIOUS    7 /* line of each, even when masked */
