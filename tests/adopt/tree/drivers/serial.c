#include <os/kernel.h>

#define COM1         0x3f8
#define LINE_STATUS  (COM1 + 5)
#define HOLDING_FREE 0x20

void serial_start(void)
{
	port_write(COM1 + 1, 0);    /* no interrupts */
	port_write(COM1 + 3, 0x80); /* the divisor */
	port_write(COM1 + 0, 1);
	port_write(COM1 + 1, 0);
	port_write(COM1 + 3, 3); /* 8 bits, no parity, one stop bit */
}

void serial_put(char c)
{
	while (!(port_read(LINE_STATUS) & HOLDING_FREE))
		continue;
	port_write(COM1, (uint8_t)c);
}
