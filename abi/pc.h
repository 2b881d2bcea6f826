#pragma once
/* pc: ports that every PC has, or imitates. C and assembly both include this
 * file. */
#define PC_PORT_DELAY 0x80 /* diagnostic cards listen; takes about 1 us */
#define PC_PORT_A20   0x92 /* "fast A20": bit 1; bit 0 would reset */

/* The chipset's Reset Control (Intel PCH data sheet). */
#define PC_PORT_RESET   0xcf9
#define PC_RESET_SYSTEM 0x02
#define PC_RESET_NOW    0x04

/* The keyboard controller, an 8042. */
#define PC_KEYBOARD_DATA         0x60
#define PC_KEYBOARD_STATUS       0x64 /* to be read */
#define PC_KEYBOARD_COMMAND      0x64 /* to be written */
#define PC_KEYBOARD_OUTPUT_FULL  0x01 /* of the status: a byte is there to be read */
#define PC_KEYBOARD_INPUT_FULL   0x02 /* the last byte written was not taken yet */
#define PC_KEYBOARD_WRITE_OUTPUT 0xd1 /* the next byte is its output port: */
#define PC_KEYBOARD_A20_ON       0xdf /* bit 1; bit 0 would reset */
#define PC_KEYBOARD_RESET        0xfe /* pulses the reset line */
