#include "drivers/console.hpp"
#include "kernel/heap.hpp"
#include "lib/log.hpp"
#include "lib/vector.hpp"

namespace os {

class Process {
public:
	explicit Process(unsigned id) : id_(id) {}
	unsigned id() const { return id_; }
	auto operator<=>(const Process &) const = default;

private:
	unsigned id_;
};

static lib::Vector<Process> processes;

static drivers::Console &console()
{
	static drivers::SerialConsole serial;

	return serial;
}

} // namespace os

extern "C" void kmain()
{
	using namespace os;

	lib::set_console(console());
	for (unsigned id = 1; id <= 3; id++)
		processes.push(Process{ id });
	lib::log("processes ", processes.size(), ", last ", processes.back().id());
	lib::log("blocks ", heap::blocks());
	auto *numbers = new int[10];
	delete[] numbers;
	lib::log("blocks ", heap::blocks(), ", freed ", heap::freed());
}
