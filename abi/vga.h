#pragma once
/* vga: the text mode that a video BIOS leaves behind, and the cursor's registers
 * in the CRT controller (IBM VGA, CRT registers 0Eh and 0Fh). C and assembly both
 * include this file. */
#define VGA_MODE_GREY   2 /* numbers of INT 10h: text of 80 columns */
#define VGA_MODE_COLOUR 3
#define VGA_MODE_MONO   7

#define VGA_TEXT_BASE      0xb8000 /* a word for each cell: character, colours */
#define VGA_TEXT_BASE_MONO 0xb0000
#define VGA_TEXT_COLUMNS   80
#define VGA_TEXT_ROWS      25   /* where the BIOS does not say */
#define VGA_GREY_ON_BLACK  0x07 /* the colours: the upper byte */

#define VGA_CRT_INDEX       0x3d4 /* ports */
#define VGA_CRT_DATA        0x3d5
#define VGA_CRT_CURSOR_HIGH 0x0e /* the cell's number, in two bytes */
#define VGA_CRT_CURSOR_LOW  0x0f
