#pragma once
/* deprecated: names of earlier versions, each with a warning that gives the new one.
 * They are removed one release after it. Included by the headers that had them. */
#ifdef __clang__
#define TAR_FOLDER TAR_DIRECTORY
#pragma clang deprecated(TAR_FOLDER, "use TAR_DIRECTORY")
#define TRAP_NO_FPU TRAP_DEVICE_NOT_AVAILABLE
#pragma clang deprecated(TRAP_NO_FPU, "use TRAP_DEVICE_NOT_AVAILABLE")
#define TRAP_NO_SEGMENT TRAP_SEGMENT_NOT_PRESENT
#pragma clang deprecated(TRAP_NO_SEGMENT, "use TRAP_SEGMENT_NOT_PRESENT")
#define TRAP_PROTECTION TRAP_GENERAL_PROTECTION
#pragma clang deprecated(TRAP_PROTECTION, "use TRAP_GENERAL_PROTECTION")
#define TRAP_DIVIDE TRAP_DIVIDE_ERROR
#pragma clang deprecated(TRAP_DIVIDE, "use TRAP_DIVIDE_ERROR")
#define acpi_fixed_get acpi_fadt_get
#pragma clang deprecated(acpi_fixed_get, "use acpi_fadt_get")
#define acpi_fixed acpi_fadt_info
#pragma clang deprecated(acpi_fixed, "use acpi_fadt_info")
#define paging_look_up paging_walk
#pragma clang deprecated(paging_look_up, "use paging_walk")
#define page_alloc_run page_alloc_contiguous
#pragma clang deprecated(page_alloc_run, "use page_alloc_contiguous")
#define page_free_run page_free_contiguous
#pragma clang deprecated(page_free_run, "use page_free_contiguous")
#define irq_get_isa irq_get_isa_gsi
#pragma clang deprecated(irq_get_isa, "use irq_get_isa_gsi")
#endif
