#pragma once
/* selector: those that every descriptor table of the loader's has alike: a front
 * end's, that of the bridge, and that of the loader's page, over which one follows
 * the other. C and assembly both include this file. */
#define SELECTOR_CODE64 0x08
#define SELECTOR_DATA   0x10
