#pragma once
/* uefi: what the loader uses of UEFI's tables and protocols (UEFI 2.10; the
 * section is with each). The names are the standard's, in our spelling; what
 * lies between the functions that are called is padding.
 *
 * Context: boot services are the firmware's, with its interrupts and its page
 * tables, until memory.c ends them. */
#include <stddef.h>
#include <stdint.h>

#define EFI_CALL __attribute__((ms_abi)) /* 2.3.4.2 */

typedef uint64_t efi_status; /* 0: success; Appendix D */
typedef void *efi_handle;

#define EFI_ERROR_OF(number)  (1ull << 63 | (number))
#define EFI_INVALID_PARAMETER EFI_ERROR_OF(2) /* ExitBootServices: an old map key */
#define EFI_BUFFER_TOO_SMALL  EFI_ERROR_OF(5)

struct efi_guid {
	uint32_t a;
	uint16_t b, c;
	uint8_t d[8];
};

#define EFI_GUID(a, b, c, ...) ((struct efi_guid){ (a), (b), (c), { __VA_ARGS__ } })
#define EFI_GUID_EQUAL(x, y)   (__builtin_memcmp((x), (y), sizeof(struct efi_guid)) == 0)

#define EFI_BLOCK_IO_GUID \
	EFI_GUID(0x964e5b21, 0x6459, 0x11d2, 0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b)
#define EFI_DEVICE_PATH_GUID \
	EFI_GUID(0x09576e91, 0x6d3f, 0x11d2, 0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b)
#define EFI_GRAPHICS_OUTPUT_GUID \
	EFI_GUID(0x9042a9de, 0x23dc, 0x4a38, 0x96, 0xfb, 0x7a, 0xde, 0xd0, 0x80, 0x51, 0x6a)
#define EFI_LOADED_IMAGE_GUID \
	EFI_GUID(0x5b1b31a1, 0x9562, 0x11d2, 0x8e, 0x3f, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b)
#define EFI_SIMPLE_TEXT_OUTPUT_GUID \
	EFI_GUID(0x387477c2, 0x69c7, 0x11d2, 0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b)

/* Names of tables that the system table points to (4.6). */
#define EFI_ACPI_20_TABLE_GUID \
	EFI_GUID(0x8868e871, 0xe4f1, 0x11d3, 0xbc, 0x22, 0x00, 0x80, 0xc7, 0x3c, 0x88, 0x81)
#define EFI_ACPI_10_TABLE_GUID \
	EFI_GUID(0xeb9d2d30, 0x2d88, 0x11d3, 0x9a, 0x16, 0x00, 0x90, 0x27, 0x3f, 0xc1, 0x4d)
#define EFI_SMBIOS3_TABLE_GUID \
	EFI_GUID(0xf2fd1544, 0x9794, 0x4a2c, 0x99, 0x2e, 0xe5, 0xbb, 0xcf, 0x20, 0xe3, 0x94)
#define EFI_SMBIOS_TABLE_GUID \
	EFI_GUID(0xeb9d2d31, 0x2d88, 0x11d3, 0x9a, 0x16, 0x00, 0x90, 0x27, 0x3f, 0xc1, 0x4d)

enum efi_memory_type { /* 7.2.1 */
	               EFI_LOADER_CODE = 1,
	               EFI_LOADER_DATA = 2,
	               EFI_BOOT_SERVICES_CODE = 3,
	               EFI_BOOT_SERVICES_DATA = 4,
	               EFI_CONVENTIONAL_MEMORY = 7,
	               EFI_UNUSABLE_MEMORY = 8,
	               EFI_ACPI_RECLAIM_MEMORY = 9,
	               EFI_ACPI_MEMORY_NVS = 10,
};

#define EFI_MEMORY_RUNTIME (1ull << 63) /* attribute: runtime services use it */

struct efi_memory_descriptor { /* 7.2.3; the firmware's may be longer */
	uint32_t type;
	uint32_t padding;
	uint64_t physical_start;
	uint64_t virtual_start;
	uint64_t page_count;
	uint64_t attribute;
};

enum { EFI_ALLOCATE_MAX_ADDRESS = 1, EFI_ALLOCATE_ADDRESS = 2 }; /* 7.2.1 */
enum { EFI_LOCATE_BY_PROTOCOL = 2 };                             /* 7.3.15 */

struct efi_boot_services { /* 4.4 */
	uint8_t header[24];
	void *raise_tpl[2];
	efi_status(EFI_CALL *allocate_pages)(int how, int type, uint64_t count, uint64_t *physical);
	void *free_pages;
	efi_status(EFI_CALL *get_memory_map)(size_t *size_bytes, void *map, size_t *key,
	                                     size_t *descriptor_size, uint32_t *version);
	void *allocate_pool[11];
	efi_status(EFI_CALL *handle_protocol)(efi_handle handle, const struct efi_guid *protocol,
	                                      void **interface);
	void *reserved[9];
	efi_status(EFI_CALL *exit_boot_services)(efi_handle image, size_t map_key);
	void *get_next_monotonic_count[2];
	efi_status(EFI_CALL *set_watchdog_timer)(size_t seconds, uint64_t code, size_t data_size,
	                                         const void *data);
	void *connect_controller[6];
	efi_status(EFI_CALL *locate_handle_buffer)(int how, const struct efi_guid *protocol,
	                                           void *key, size_t *count, efi_handle **handles);
};

_Static_assert(offsetof(struct efi_boot_services, allocate_pages) == 40, "4.4");
_Static_assert(offsetof(struct efi_boot_services, get_memory_map) == 56, "4.4");
_Static_assert(offsetof(struct efi_boot_services, handle_protocol) == 152, "4.4");
_Static_assert(offsetof(struct efi_boot_services, exit_boot_services) == 232, "4.4");
_Static_assert(offsetof(struct efi_boot_services, set_watchdog_timer) == 256, "4.4");
_Static_assert(offsetof(struct efi_boot_services, locate_handle_buffer) == 312, "4.4");

struct efi_text_output { /* 12.4 */
	void *reset;
	efi_status(EFI_CALL *output_string)(struct efi_text_output *self, const uint16_t *string);
};

struct efi_configuration_table { /* 4.6 */
	struct efi_guid guid;
	uint64_t table;
};

struct efi_system_table { /* 4.3 */
	uint8_t header[24];
	const uint16_t *vendor;
	uint32_t revision;
	efi_handle console_in_handle;
	void *console_in;
	efi_handle console_out_handle;
	struct efi_text_output *console_out;
	efi_handle console_error_handle;
	void *console_error;
	void *runtime_services;
	struct efi_boot_services *boot_services;
	size_t table_count;
	const struct efi_configuration_table *tables;
};

_Static_assert(offsetof(struct efi_system_table, console_out) == 64, "4.3");
_Static_assert(offsetof(struct efi_system_table, boot_services) == 96, "4.3");

struct efi_loaded_image { /* 9.1 */
	uint32_t revision;
	efi_handle parent;
	struct efi_system_table *system_table;
	efi_handle device; /* that the image was read from */
	void *file_path[2];
	uint32_t options_size_bytes;
	void *options;
	uint64_t image_base;
	uint64_t image_size_bytes;
};

_Static_assert(offsetof(struct efi_loaded_image, image_base) == 64, "9.1");

struct efi_block_media { /* 13.9 */
	uint32_t media_id;
	uint8_t is_removable, is_present, is_partition, is_read_only, caches_writes;
	uint32_t block_size_bytes;
	uint32_t alignment; /* of buffers; 0 and 1: any */
	uint64_t last_block;
};

struct efi_block_io {
	uint64_t revision;
	const struct efi_block_media *media;
	void *reset;
	efi_status(EFI_CALL *read_blocks)(struct efi_block_io *self, uint32_t media_id,
	                                  uint64_t lba, size_t size_bytes, void *to);
};

_Static_assert(offsetof(struct efi_block_media, last_block) == 24, "13.9");

enum efi_pixel_format { /* 12.9 */
	                EFI_PIXEL_RGB = 0,
	                EFI_PIXEL_BGR = 1,
	                EFI_PIXEL_BIT_MASK = 2,
	                EFI_PIXEL_BLT_ONLY = 3, /* no framebuffer */
};

struct efi_graphics_info {
	uint32_t version;
	uint32_t width, height;
	uint32_t pixel_format; /* enum efi_pixel_format */
	uint32_t masks[4];     /* red, green, blue, unused */
	uint32_t pixels_per_line;
};

struct efi_graphics_mode {
	uint32_t mode_count, mode;
	const struct efi_graphics_info *info;
	size_t info_size_bytes;
	uint64_t framebuffer_base;
	size_t framebuffer_size_bytes;
};

struct efi_graphics_output {
	efi_status(EFI_CALL *query_mode)(struct efi_graphics_output *self, uint32_t mode,
	                                 size_t *info_size_bytes,
	                                 const struct efi_graphics_info **info);
	efi_status(EFI_CALL *set_mode)(struct efi_graphics_output *self, uint32_t mode);
	void *blt;
	const struct efi_graphics_mode *mode;
};

/* A node of a device path (10.3): the ends have type 0x7f. */
struct efi_device_path {
	uint8_t type, subtype;
	uint8_t size_bytes[2]; /* of the node; little-endian */
};

enum { EFI_PATH_MEDIA = 4, EFI_PATH_END = 0x7f };
enum { EFI_MEDIA_HARD_DRIVE = 1 };
enum { EFI_SIGNATURE_GUID = 2 };

struct __attribute__((packed)) efi_hard_drive_path { /* 10.3.5.1 */
	struct efi_device_path node;
	uint32_t partition_number;
	uint64_t first_lba, sector_count;
	uint8_t signature[16];
	uint8_t table_type, signature_type;
};

_Static_assert(sizeof(struct efi_hard_drive_path) == 42, "10.3.5.1");

/* What main.c was entered with, for the other files here. */
extern struct uefi {
	efi_handle image;
	struct efi_system_table *system;
	struct efi_boot_services *boot; /* NULL: they have ended */
	struct efi_loaded_image *loaded;
} uefi;

/* The interface of a protocol on a handle, or NULL. */
void *uefi_protocol(efi_handle handle, const struct efi_guid *protocol);
