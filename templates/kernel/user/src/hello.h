#pragma once
/* hello: a program for ring 3 (hello.S), from hello_code to hello_end. Its exit status is
 * the ring in which it ran. */
extern const char hello_code[], hello_end[];
