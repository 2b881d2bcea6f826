#pragma once
/* uart: a PC's serial ports and the registers of each (16550: National
 * Semiconductor PC16550D data sheet, chapter 8). C and assembly both include
 * this file. */
#define UART_COM1 0x3f8
#define UART_COM2 0x2f8

/* Registers, as offsets from the port. */
#define UART_DATA             0 /* divisor, low byte, while UART_LINE_DIVISOR */
#define UART_INTERRUPT_ENABLE 1 /* divisor, high byte, likewise */
#define UART_FIFO_CONTROL     2 /* to be written */
#define UART_INTERRUPT_ID     2 /* to be read */
#define UART_LINE_CONTROL     3
#define UART_MODEM_CONTROL    4
#define UART_LINE_STATUS      5
#define UART_SCRATCH          7

#define UART_INTERRUPT_DATA 0x01 /* of UART_INTERRUPT_ENABLE */
#define UART_INTERRUPT_ROOM 0x02
#define UART_INTERRUPT_LINE 0x04
#define UART_ID_NONE        0x01 /* of UART_INTERRUPT_ID: nothing pending */
#define UART_ID_FIFO        0xc0 /* both bits: a FIFO that works */
#define UART_LINE_8N1       0x03
#define UART_LINE_DIVISOR   0x80
#define UART_FIFO_ON        0x05 /* the one for sending emptied */
#define UART_FIFO_EMPTIED   0xc7 /* on, both emptied */
#define UART_MODEM_DTR_RTS  0x03
#define UART_MODEM_OUT2     0x08 /* on a PC: lets interrupts out */
#define UART_STATUS_DATA    0x01
#define UART_STATUS_OVERRUN 0x02
#define UART_STATUS_ERRORS  0x1c /* parity, framing, break */
#define UART_STATUS_ROOM    0x20 /* transmitter takes another byte */
#define UART_STATUS_IDLE    0x40 /* and has sent all it took */
#define UART_DIVISOR        1    /* 115200 baud */
#define UART_FIFO_SIZE      16

/* A transmitter that stays busy for so many cycles is stuck: some seconds. In
 * an emulator it is busy for as long as the reader at the other end is. */
#define UART_WAIT_CYCLES_MAX (16ull << 30)
