#pragma once
/* version: of the command, the loader, the runtime and the kit together. */
#define INGOT_VERSION "0.1.0"
