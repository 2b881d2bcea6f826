/* serial: see <ingot/serial.h>. */
#include <ingot/serial.h>

#include "kit/console/uart.h"
#include "kit/device/port_lock.h"

_Static_assert(SERIAL_COM1 == UART_COM1 && SERIAL_COM2 == UART_COM2, "the same ports");

#define GONE        0xff /* what an empty bus reads as: no UART has bit 7 */
#define SERVICE_MAX 8192 /* steps: a port that never rests is not waited for */

static void write_register(const struct serial *serial, unsigned r, unsigned value)
{
	cpu_out8((uint16_t)(serial->port + r), (uint8_t)value);
}

static uint8_t read_register(const struct serial *serial, unsigned r)
{
	return cpu_in8((uint16_t)(serial->port + r));
}

static uint32_t waiting(const struct serial *serial)
{
	return serial->transmit_end - serial->transmit_first;
}

const char *serial_open(struct serial *serial, uint16_t port)
{
	struct uart before = { .port = port }, uart;

	*serial = (struct serial){ .port = 0 };
	uart_drain(&before);
	if (!uart_open(&uart, port))
		return "no serial port responds at this address";
	serial->port = port;
	serial->fifo_size = (read_register(serial, UART_INTERRUPT_ID) & UART_ID_FIFO) ==
	                                    UART_ID_FIFO
	                            ? UART_FIFO_SIZE
	                            : 1;
	return NULL;
}

static void receive_one(struct serial *serial)
{
	uint8_t byte = read_register(serial, UART_DATA);

	serial->counts.received++;
	if (serial->receive_end - serial->receive_first == SERIAL_RECEIVE_MAX) {
		serial->counts.dropped++;
		return;
	}
	serial->receive[serial->receive_end++ % SERIAL_RECEIVE_MAX] = byte;
}

/* The transmitter said that it is empty: as much as its FIFO takes. */
static void send_some(struct serial *serial)
{
	for (unsigned i = 0; i < serial->fifo_size && waiting(serial) > 0; i++) {
		write_register(serial, UART_DATA,
		               serial->transmit[serial->transmit_first++ % SERIAL_TRANSMIT_MAX]);
		serial->counts.sent++;
	}
}

/* Whatever the port has to give and to take. What arrives goes first: the
 * other side does not wait. */
static void service(struct serial *serial)
{
	for (unsigned i = 0; serial->port != 0 && i < SERVICE_MAX; i++) {
		unsigned status = read_register(serial, UART_LINE_STATUS);

		if (status == GONE) {
			serial->port = 0;
			return;
		}
		serial->counts.overrun += (status & UART_STATUS_OVERRUN) != 0;
		serial->counts.damaged += (status & UART_STATUS_ERRORS) != 0;
		if (status & UART_STATUS_DATA)
			receive_one(serial);
		else if (status & UART_STATUS_ROOM && waiting(serial) > 0)
			send_some(serial);
		else
			return;
	}
}

/* Room is only interesting while something waits for it. */
static void choose_interrupts(struct serial *serial)
{
	unsigned wanted = UART_INTERRUPT_DATA | UART_INTERRUPT_LINE;

	if (serial->port == 0 || !serial->uses_interrupts)
		return;
	if (waiting(serial) > 0)
		wanted |= UART_INTERRUPT_ROOM;
	write_register(serial, UART_INTERRUPT_ENABLE, wanted);
}

static void service_and_choose(struct serial *serial)
{
	service(serial);
	choose_interrupts(serial);
}

void serial_use_interrupts(struct serial *serial)
{
	uint64_t rflags = port_lock_take(&serial->lock);

	if (serial->port != 0) {
		serial->uses_interrupts = true;
		write_register(serial, UART_MODEM_CONTROL, UART_MODEM_DTR_RTS | UART_MODEM_OUT2);
		service_and_choose(serial);
	}
	port_lock_give(&serial->lock, rflags);
}

/* Until nothing is pending: on the ISA bus an interrupt is an edge, and one
 * that stays pending would be the last. */
void serial_interrupt(void *context)
{
	struct serial *serial = context;
	uint64_t rflags = port_lock_take(&serial->lock);

	for (unsigned i = 0; serial->port != 0 && i < SERVICE_MAX; i++) {
		if (read_register(serial, UART_INTERRUPT_ID) & UART_ID_NONE)
			break;
		service_and_choose(serial);
	}
	port_lock_give(&serial->lock, rflags);
}

size_t serial_read(struct serial *serial, char *to, size_t size_bytes)
{
	uint64_t rflags = port_lock_take(&serial->lock);
	size_t count = 0;

	if (!serial->uses_interrupts)
		service(serial);
	while (count < size_bytes && serial->receive_first != serial->receive_end)
		to[count++] = (char)serial->receive[serial->receive_first++ % SERIAL_RECEIVE_MAX];
	port_lock_give(&serial->lock, rflags);
	return count;
}

size_t serial_write(struct serial *serial, const char *text, size_t size_bytes)
{
	uint64_t rflags = port_lock_take(&serial->lock);
	size_t count = 0;

	while (serial->port != 0 && count < size_bytes && waiting(serial) < SERIAL_TRANSMIT_MAX)
		serial->transmit[serial->transmit_end++ % SERIAL_TRANSMIT_MAX] =
			(uint8_t)text[count++];
	service_and_choose(serial);
	port_lock_give(&serial->lock, rflags);
	return count;
}

/* True while something waits to be sent. */
static bool push(struct serial *serial)
{
	uint64_t rflags = port_lock_take(&serial->lock);
	bool is_busy;

	service_and_choose(serial);
	is_busy = serial->port != 0 &&
	          (waiting(serial) > 0 ||
	           !(read_register(serial, UART_LINE_STATUS) & UART_STATUS_IDLE));
	port_lock_give(&serial->lock, rflags);
	return is_busy;
}

static const char *give_up(struct serial *serial, const char *why)
{
	uint64_t rflags = port_lock_take(&serial->lock);

	serial->transmit_first = serial->transmit_end;
	port_lock_give(&serial->lock, rflags);
	return why;
}

const char *serial_flush(struct serial *serial)
{
	uint64_t start = cpu_read_tsc(), sent = serial->counts.sent;

	while (push(serial)) {
		if (serial->counts.sent != sent) {
			sent = serial->counts.sent;
			start = cpu_read_tsc();
		}
		if (cpu_read_tsc() - start > SERIAL_STUCK_CYCLES)
			return give_up(serial, "the serial port has not transmitted for "
			                       "SERIAL_STUCK_CYCLES");
		cpu_pause();
	}
	return serial->port != 0 ? NULL : give_up(serial, "the serial port is not open");
}

struct serial_counts serial_get_counts(struct serial *serial)
{
	uint64_t rflags = port_lock_take(&serial->lock);
	struct serial_counts counts = serial->counts;

	port_lock_give(&serial->lock, rflags);
	return counts;
}
