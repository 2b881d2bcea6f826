/* virtual: what stands in the table of virtual functions where none can be called
 * (Itanium C++ ABI, 3.2.6). */
#include "report.h"

_Noreturn void __cxa_pure_virtual(void);
_Noreturn void __cxa_deleted_virtual(void);

__attribute__((weak)) void __cxa_pure_virtual(void)
{
	const struct runtime_call caller = CXX_CALLER;

	cxx_report("pure virtual function called: "
	           "its object is being constructed or was destroyed",
	           &caller);
}

__attribute__((weak)) void __cxa_deleted_virtual(void)
{
	const struct runtime_call caller = CXX_CALLER;

	cxx_report("deleted virtual function called", &caller);
}
