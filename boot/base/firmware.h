#pragma once
/* firmware: what the loader's core asks of the machine it wakes up on.
 *
 * Each front end implements every function here and in files.h, gathers what it
 * must, and calls loader_main; the unit tests implement them
 * over arrays. The core includes abi/, boot/ and the runtime's headers only.
 *
 * Context: one CPU, interrupts off, physical memory that the loader may use
 * lies at its own address. What a front end cannot do it refuses with stop();
 * the core never sees a half-done request. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi/boot_config.h"
#include "abi/boot_info.h"

/* One character on the firmware's screen; '\n' begins a new line. Does nothing
 * where there is no screen. */
void firmware_screen_put(char c);

/* The text screen as it is now, zeroed if there is none. */
struct boot_text_screen firmware_text_screen(void);

/* Makes the screen what the kernel asks for, if it can be had, and tells its
 * framebuffer, zeroed if there is none. Called once, before
 * firmware_text_screen: a screen is one or the other. */
struct boot_framebuffer firmware_framebuffer(const struct boot_framebuffer_request *request);

/* Reads bytes of the disk that we were started from. Any offset and length;
 * cheapest in long runs. Stops after retries if the disk fails. */
void firmware_disk_read(uint64_t offset_bytes, void *to, size_t size_bytes);

/* Fills in the memory map as the firmware tells it, in any order, overlapping,
 * unaligned, with the front end's own memory as LOADER_RECLAIMABLE. Returns
 * the count, at most limit. */
size_t firmware_memory_map(struct boot_memory_region *regions, size_t limit);

/* The loader's allocations must end at or below this physical address. */
uint64_t firmware_memory_limit(void);

/* End of what the processor can address: cpu_physical_end(). */
uint64_t firmware_physical_end(void);

/* Takes free memory, usable in the map: whole pages, at an address that is
 * `phase` modulo `alignment`. 0: there is none. Where the firmware does not
 * give out memory itself, memory_find() is the answer. */
uint64_t firmware_allocate(uint64_t size_bytes, uint64_t alignment, uint64_t phase);

/* Takes whole pages at one address, free in the map. False: the firmware does not
 * give them. */
bool firmware_take(uint64_t base, uint64_t size_bytes);

/* Takes one free page below 640 KiB; 0: there is none. Where the firmware does
 * not give out memory itself, memory_find_low() is the answer. */
uint64_t firmware_allocate_low(void);

/* Physical address of the ACPI root pointer; 0 = none. */
uint64_t firmware_acpi_rsdp(void);

/* Physical address of the SMBIOS entry point; 0 = none. */
uint64_t firmware_smbios(void);

/* What was typed at the firmware, or whatever started us, as the kernel's
 * command line: instead of ingot.conf's. "" = nothing. Below CONF_SIZE_MAX. */
const char *firmware_command_line(void);

enum boot_firmware firmware_kind(void);
uint32_t firmware_boot_drive(void);

/* The partition that file_open looks into; zeroed where there is none. */
struct boot_device firmware_boot_device(void);

/* Address of the page table root in use. The hand-off adds one entry to it. */
uint64_t firmware_page_root(void);

/* Nothing of the firmware is used after this; its interrupts are masked. Called
 * when all has been allocated and before the memory map is written down: what
 * the firmware turns out to keep goes to memory_reserve(). */
void firmware_leave(void);

/* EFI's tables, zeroed by others. After firmware_leave: the memory map is the
 * last one, still in the front end's memory; the hand-off copies it. */
struct boot_efi firmware_efi(void);
