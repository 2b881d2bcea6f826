// A kernel in C++: an object that is constructed before kernel_main and destroyed after
// it, a virtual interface, and a container that is a template.
#include <cstdio>
#include <ingot/boot.h>

#include "list.h"
#include "shape.h"

namespace {

class session {
public:
	session() { std::puts("constructed"); }
	~session() { std::puts("destroyed"); }
	unsigned next() { return ++last; }

private:
	unsigned last = 0;
};

session the_session;

void kernel_main(const boot_info *boot)
{
	list<shape> shapes;

	std::printf("C++ %ld, booted by %s\n", __cplusplus, boot->loader);
	shapes.add<rectangle>(3u, 4u);
	shapes.add<square>(5u);
	shapes.for_each([](const shape &shape) {
		std::printf("%u. %s of %u\n", the_session.next(), shape.name(), shape.area());
	});
}

} // namespace

ENTRY_POINT(kernel_main)
BOOT_CONFIG(.kernel_stack_size = 64 * KiB)
