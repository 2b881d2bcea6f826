#pragma once
/* version: of the command, the loader, the runtime and the kit together, and its
 * one home. docs/hacking.md says what it promises; the structures of abi/ and the
 * boot protocol (boot_config.h) have numbers of their own. */
#define INGOT_VERSION "0.1.0"
