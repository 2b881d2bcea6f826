#pragma once
/* header_inline: how functions of headers begin that a kernel's sources include.
 *
 * They are not checked for undefined behaviour: a check names its place, and a
 * header's place is a path of this host, in a kernel that is to be the same
 * everywhere. What needs no check may begin as usual. */
#define HEADER_INLINE __attribute__((__no_sanitize__("undefined"))) static inline
