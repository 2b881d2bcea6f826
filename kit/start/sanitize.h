#pragma once
/* sanitize: the address sanitizer's areas, in kernels that have it only. */
struct boot_info;

/* Watches the kernel's image and stack. boot can be trusted. */
void sanitize_start(const struct boot_info *boot);
