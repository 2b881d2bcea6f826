/* The keyboard: scancodes decoded, and the controller of the machine, which
 * takes bytes that then seem to come from the keyboard (command 0xd2). */
#include <ingot/cpu.h>
#include <ingot/irq.h>
#include <ingot/keyboard.h>
#include <ingot/test.h>
#include <string.h>

#define PORT_DATA    0x60
#define PORT_COMMAND 0x64
#define COMMAND_TYPE 0xd2

static struct keyboard_decoder decoder;

static void decoder_begin(void)
{
	decoder = (struct keyboard_decoder){
		.layout = &keyboard_layout_us,
		.locks = KEY_WITH_NUM_LOCK,
	};
}

/* The characters that these scancodes type. */
static const char *typed(const uint8_t *codes, size_t count)
{
	static char text[64];
	struct key_event event;
	size_t length = 0;

	for (size_t i = 0; i < count && length + 1 < sizeof text; i++)
		if (keyboard_decode(&decoder, codes[i], &event) && event.character != 0)
			text[length++] = event.character;
	text[length] = '\0';
	return text;
}

#define TYPED(...) typed((const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

TEST(keyboard_types_characters)
{
	decoder_begin();
	CHECK_STR_EQ(TYPED(0x23, 0xa3, 0x17, 0x97), "hi");
	CHECK_STR_EQ(TYPED(0x2a, 0x23, 0xa3, 0x02, 0x82, 0xaa, 0x02), "H!1");
	CHECK_STR_EQ(TYPED(0x36, 0x28, 0xb6, 0x28), "\"'");
	CHECK_STR_EQ(TYPED(0x0f, 0x39, 0x1c, 0x0e, 0x01), "\t \n\b\033");
	CHECK_STR_EQ(TYPED(0x3a, 0xba, 0x1e, 0x02, 0x2a, 0x1e, 0xaa, 0x3a, 0x1e), "A1aa");
	CHECK_STR_EQ(TYPED(0x1d, 0x2e, 0x20, 0x9d, 0xe0, 0x1d, 0x2e, 0xe0, 0x9d), "\3\4\3");
	CHECK_STR_EQ(TYPED(0x47, 0x45, 0xc5, 0x47, 0x4e, 0x45, 0xe0, 0x1c, 0xe0, 0x35), "7+\n/");
}

/* The next event of these scancodes; key 0 if there is none. */
static struct key_event event_of(const uint8_t *codes, size_t count)
{
	struct key_event event = { 0 };

	for (size_t i = 0; i < count; i++)
		if (keyboard_decode(&decoder, codes[i], &event))
			CHECK_EQ(i, count - 1);
	return event;
}

#define EVENT_OF(...) \
	event_of((const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

TEST(keyboard_tells_keys_apart)
{
	struct key_event event;

	decoder_begin();
	event = EVENT_OF(0xe0, 0x48);
	CHECK(event.key == KEY_UP && event.is_pressed && !event.is_repeat);
	event = EVENT_OF(0xe0, 0x48);
	CHECK(event.key == KEY_UP && event.is_pressed && event.is_repeat);
	event = EVENT_OF(0xe0, 0xc8);
	CHECK(event.key == KEY_UP && !event.is_pressed && event.character == 0);
	event = EVENT_OF(0xe1, 0x1d, 0x45);
	CHECK(event.key == KEY_PAUSE && event.is_pressed);
	CHECK_EQ(event.modifiers, KEY_WITH_NUM_LOCK);
	event = EVENT_OF(0xe1, 0x9d, 0xc5);
	CHECK(event.key == KEY_PAUSE && !event.is_pressed);
	event = EVENT_OF(0xe0, 0x2a, 0xe0, 0x37);
	CHECK(event.key == KEY_PRINT_SCREEN && event.modifiers == KEY_WITH_NUM_LOCK);
	event = EVENT_OF(0x58);
	CHECK(event.key == KEY_F12 && event.character == 0);
}

TEST(keyboard_keeps_track_of_modifiers)
{
	decoder_begin();
	EVENT_OF(0x2a);
	EVENT_OF(0x36);
	CHECK_EQ(EVENT_OF(0xaa).modifiers, KEY_WITH_SHIFT | KEY_WITH_NUM_LOCK);
	CHECK_EQ(EVENT_OF(0xb6).modifiers, KEY_WITH_NUM_LOCK);
	EVENT_OF(0xe0, 0x38);
	CHECK_EQ(EVENT_OF(0xe0, 0x5b).modifiers, KEY_WITH_ALT | KEY_WITH_SUPER | KEY_WITH_NUM_LOCK);
	CHECK_EQ(EVENT_OF(0x3a).modifiers & KEY_WITH_CAPS_LOCK, KEY_WITH_CAPS_LOCK);
	CHECK_EQ(EVENT_OF(0x3a).modifiers & KEY_WITH_CAPS_LOCK, KEY_WITH_CAPS_LOCK);
}

/* Every byte behind every other, twice over: no event has a key of 0, and after
 * all that a key is still itself. */
TEST(keyboard_takes_any_bytes)
{
	struct key_event event;

	decoder_begin();
	for (unsigned i = 0; i < 0x20000; i++)
		if (keyboard_decode(&decoder, (uint8_t)(i & 1 ? i >> 9 : i >> 1), &event))
			CHECK(event.key != 0);
	keyboard_decode(&decoder, 0xff, &event);
	CHECK_EQ(EVENT_OF(0x1e).key, 0x1e);
}

/* ---- The controller ---- */

static void type_by_controller(uint8_t code)
{
	while (cpu_in8(PORT_COMMAND) & 2)
		cpu_pause();
	cpu_out8(PORT_COMMAND, COMMAND_TYPE);
	while (cpu_in8(PORT_COMMAND) & 2)
		cpu_pause();
	cpu_out8(PORT_DATA, code);
}

TEST(keyboard_is_polled)
{
	struct key_event event;

	REQUIRE(keyboard_open() == NULL);
	CHECK(!keyboard_poll(&event));
	type_by_controller(0x1e);
	REQUIRE(keyboard_poll(&event));
	CHECK(event.character == 'a' && event.key == 0x1e && event.is_pressed);
	CHECK(!keyboard_poll(&event));
}

TEST(keyboard_handler_keeps_scancodes)
{
	struct key_event event;

	REQUIRE(keyboard_open() == NULL);
	keyboard_use_interrupts();
	type_by_controller(0xe0);
	CHECK(!keyboard_poll(&event));
	keyboard_interrupt(NULL);
	CHECK(!keyboard_poll(&event));
	type_by_controller(0x49);
	keyboard_interrupt(NULL);
	REQUIRE(keyboard_poll(&event));
	CHECK_EQ(event.key, KEY_PAGE_UP);
	CHECK_EQ(keyboard_get_dropped(), 0);
	CHECK(keyboard_open() == NULL);
}

TEST(keyboard_interrupts)
{
	uint32_t gsi = irq_get_isa_gsi(KEYBOARD_IRQ);
	struct key_event event;

	REQUIRE(keyboard_open() == NULL);
	CHECK_STR_EQ(irq_register(gsi, IRQ_ISA, keyboard_interrupt, NULL), NULL);
	keyboard_use_interrupts();
	cpu_interrupts_on();
	for (unsigned i = 0; i < 3; i++) {
		type_by_controller((uint8_t)(0x10 + i));
		while (!keyboard_poll(&event)) /* or the runner's time is up */
			cpu_pause();
		CHECK_EQ(event.key, 0x10 + i);
	}
	cpu_interrupts_off();
	CHECK_EQ(irq_get_count(gsi), 3);
	irq_unregister(gsi);
	CHECK(keyboard_open() == NULL);
}

TEST(keyboard_counts_what_nobody_takes)
{
	struct key_event event;
	unsigned count = 0;

	REQUIRE(keyboard_open() == NULL);
	for (unsigned i = 0; i < KEYBOARD_RING_MAX + 3; i++) {
		type_by_controller(0x1e);
		keyboard_interrupt(NULL);
	}
	CHECK_EQ(keyboard_get_dropped(), 3);
	while (keyboard_poll(&event))
		count++;
	CHECK_EQ(count, KEYBOARD_RING_MAX);
}

TEST(keyboard_layout_can_be_replaced)
{
	static struct keyboard_layout swapped;
	struct key_event event;

	swapped = keyboard_layout_us;
	swapped.plain[0x15] = 'z';
	REQUIRE(keyboard_open() == NULL);
	keyboard_set_layout(&swapped);
	type_by_controller(0x15);
	REQUIRE(keyboard_poll(&event));
	CHECK_EQ(event.character, 'z');
	keyboard_set_layout(&keyboard_layout_us);
}
