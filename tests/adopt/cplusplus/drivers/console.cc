#include "drivers/console.hpp"

#include <cstdint>

namespace drivers {

static constexpr std::uint16_t PORT = 0x3f8;

static void out(std::uint16_t port, std::uint8_t value)
{
	asm volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static std::uint8_t in(std::uint16_t port)
{
	std::uint8_t value;

	asm volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

SerialConsole::SerialConsole()
{
	out(PORT + 1, 0);
	out(PORT + 3, 3);
}

void SerialConsole::write(const char *text, std::size_t size)
{
	for (; size; text++, size--) {
		while (!(in(PORT + 5) & 0x20))
			asm volatile("pause");
		out(PORT, *text);
	}
}

} // namespace drivers
