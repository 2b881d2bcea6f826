// terminate: std::terminate, and where the headers of larger libraries end that would
// throw: libc++'s and libstdc++'s, which a kernel may have on its include path.
#include <exception>
#include <stdarg.h>
#include <stdlib.h>

#include "report.h"

#define REPLACEABLE  __attribute__((__weak__))
#define MESSAGE_SIZE 256

static std::terminate_handler handler;

REPLACEABLE std::terminate_handler std::set_terminate(std::terminate_handler next) noexcept
{
	return __atomic_exchange_n(&handler, next, __ATOMIC_ACQ_REL);
}

REPLACEABLE std::terminate_handler std::get_terminate() noexcept
{
	return __atomic_load_n(&handler, __ATOMIC_ACQUIRE);
}

[[noreturn]] static void end(const char *headline, const runtime_call &caller)
{
	std::terminate_handler handle = std::get_terminate();

	if (handle)
		handle();
	cxx_report(headline, &caller);
}

REPLACEABLE void std::terminate() noexcept
{
	const runtime_call caller = CXX_CALLER;

	end("std::terminate() called", caller);
}

// ---- libc++ ----

namespace std {
inline namespace __1 {
[[noreturn]] REPLACEABLE __attribute__((__format__(__printf__, 1, 2))) void
__libcpp_verbose_abort(const char *format, ...) noexcept;
}
} // namespace std

void std::__1::__libcpp_verbose_abort(const char *format, ...) noexcept
{
	const runtime_call caller = CXX_CALLER;
	char message[MESSAGE_SIZE];
	va_list values;

	va_start(values, format);
	runtime_report_vformat(message, sizeof message, format, values);
	va_end(values);
	end(message, caller);
}

// ---- libstdc++ ----

#define THROW(name) \
	[[noreturn]] REPLACEABLE void __throw_##name(const char *what); \
	void __throw_##name(const char *what) \
	{ \
		const runtime_call caller = CXX_CALLER; \
\
		end_with(#name, what, caller); \
	}
#define THROW_UNSAID(name) \
	[[noreturn]] REPLACEABLE void __throw_##name(); \
	void __throw_##name() \
	{ \
		const runtime_call caller = CXX_CALLER; \
\
		end_with(#name, "thrown", caller); \
	}

[[noreturn]] static void end_with(const char *kind, const char *what, const runtime_call &caller)
{
	char message[MESSAGE_SIZE];

	runtime_report_format(message, sizeof message, "std::%s: %s", kind, what);
	end(message, caller);
}

namespace std {
THROW(length_error)
THROW(out_of_range)
THROW(logic_error)
THROW(invalid_argument)
THROW(domain_error)
THROW(range_error)
THROW(overflow_error)
THROW_UNSAID(bad_alloc)
THROW_UNSAID(bad_array_new_length)
THROW_UNSAID(bad_function_call)

[[noreturn]] REPLACEABLE __attribute__((__format__(__printf__, 1, 2))) void
__throw_out_of_range_fmt(const char *format, ...);
void __throw_out_of_range_fmt(const char *format, ...)
{
	const runtime_call caller = CXX_CALLER;
	char message[MESSAGE_SIZE];
	va_list values;

	va_start(values, format);
	runtime_report_vformat(message, sizeof message, format, values);
	va_end(values);
	end_with("out_of_range", message, caller);
}
} // namespace std
