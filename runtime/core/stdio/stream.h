#pragma once
/* stream: what a FILE is here, the number that runtime_write takes.
 * Included by: core/stdio. */

struct runtime_stream {
	int number;
};
