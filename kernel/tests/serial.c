/* A serial port whose end is tied to its beginning (data sheet, 8.6.7: loop
 * mode): COM1, which the console does not use meanwhile. */
#include <ingot/console.h>
#include <ingot/cpu.h>
#include <ingot/irq.h>
#include <ingot/serial.h>
#include <ingot/test.h>
#include <string.h>

#define MODEM_CONTROL (SERIAL_COM1 + 4)
#define INTERRUPT_ID  (SERIAL_COM1 + 2)
#define LOOP          0x10
#define OUT2          0x08

static struct serial port;
static char text[SERIAL_TRANSMIT_MAX];

static void open_loop(void)
{
	console_drain();
	REQUIRE(serial_open(&port, SERIAL_COM1) == NULL);
	cpu_out8(MODEM_CONTROL, LOOP);
}

static void close_loop(void)
{
	struct serial_counts counts;

	(void)serial_flush(&port);
	counts = serial_get_counts(&port);
	CHECK_EQ(counts.overrun, 0);
	CHECK_EQ(counts.damaged, 0);
	CHECK(serial_open(&port, SERIAL_COM1) == NULL);
}

TEST(serial_polled_sends_and_receives)
{
	open_loop();
	CHECK_EQ(serial_write(&port, "hello\n\0\xff", 8), 8);
	CHECK(serial_flush(&port) == NULL);
	CHECK_EQ(serial_read(&port, text, 3), 3);
	CHECK_EQ(serial_read(&port, text + 3, sizeof text - 3), 5);
	CHECK(memcmp(text, "hello\n\0\xff", 8) == 0);
	CHECK_EQ(serial_read(&port, text, sizeof text), 0);
	close_loop();
}

TEST(serial_counts_what_it_has_no_room_for)
{
	struct serial_counts counts;

	open_loop();
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)i;
	CHECK_EQ(serial_write(&port, text, 3000), 3000);
	CHECK(serial_flush(&port) == NULL);
	counts = serial_get_counts(&port);
	CHECK_EQ(counts.sent, 3000);
	CHECK_EQ(counts.received, 3000);
	CHECK_EQ(counts.dropped, 3000 - SERIAL_RECEIVE_MAX);
	memset(text, 0, sizeof text);
	CHECK_EQ(serial_read(&port, text, sizeof text), SERIAL_RECEIVE_MAX);
	for (size_t i = 0; i < SERIAL_RECEIVE_MAX; i++)
		CHECK_EQ((unsigned char)text[i], i % 256);
	close_loop();
}

/* Nobody takes the interrupts here: the handler is called by hand for each. */
static unsigned answer_interrupts(void)
{
	unsigned count = 0;

	while (!(cpu_in8(INTERRUPT_ID) & 1)) {
		serial_interrupt(&port);
		if (++count > 1000)
			break;
	}
	return count;
}

TEST(serial_handler_empties_and_fills_the_port)
{
	open_loop();
	serial_use_interrupts(&port);
	cpu_out8(MODEM_CONTROL, LOOP);
	CHECK_EQ(serial_write(&port, "interrupt", 9), 9);
	answer_interrupts();
	CHECK(cpu_in8(INTERRUPT_ID) & 1);
	CHECK_EQ(serial_read(&port, text, sizeof text), 9);
	CHECK(memcmp(text, "interrupt", 9) == 0);

	cpu_out8(SERIAL_COM1, 'x'); /* as from outside */
	CHECK_EQ(serial_read(&port, text, sizeof text), 0);
	CHECK(!(cpu_in8(INTERRUPT_ID) & 1));
	CHECK_EQ(answer_interrupts(), 1);
	CHECK_EQ(serial_read(&port, text, sizeof text), 1);
	CHECK_EQ(text[0], 'x');
	close_loop();
}

TEST(serial_interrupts)
{
	uint32_t gsi = irq_get_isa_gsi(SERIAL_COM1_IRQ);
	struct serial_counts counts;

	open_loop();
	CHECK_STR_EQ(irq_register(gsi, IRQ_ISA, serial_interrupt, &port), NULL);
	serial_use_interrupts(&port);
	cpu_out8(MODEM_CONTROL, LOOP | OUT2);
	for (size_t i = 0; i < 1000; i++)
		text[i] = (char)i;
	CHECK_EQ(serial_write(&port, text, 1000), 1000);
	cpu_interrupts_on();
	do
		counts = serial_get_counts(&port);
	while (counts.received < 1000); /* or the runner's time is up */
	cpu_interrupts_off();
	irq_unregister(gsi);
	memset(text, 0, sizeof text);
	CHECK_EQ(serial_read(&port, text, sizeof text), 1000);
	for (size_t i = 0; i < 1000; i++)
		CHECK_EQ((unsigned char)text[i], i % 256);
	close_loop();
}

TEST(serial_port_that_is_not_there)
{
	CHECK_STR_EQ(serial_open(&port, 0x2e8), "no serial port responds at this address");
	CHECK_EQ(serial_write(&port, "x", 1), 0);
	CHECK_EQ(serial_read(&port, text, 1), 0);
	CHECK_STR_EQ(serial_flush(&port), "the serial port is not open");
	serial_use_interrupts(&port);
	serial_interrupt(&port);
}
