#pragma once
/* pe: the numbers of a PE32+ file's head (Microsoft PE format, revision 11), for
 * the assembly that writes one. */
#define PE_OFFSET_AT       0x3c /* in the file: where "PE" begins */
#define PE_MACHINE_X86_64  0x8664
#define PE_EXECUTABLE      0x0002 /* no unresolved symbols */
#define PE_LARGE_ADDRESSES 0x0020
#define PE_MAGIC_64        0x020b
#define PE_SUBSYSTEM_EFI   10     /* an EFI application */
#define PE_NX_COMPATIBLE   0x0100 /* needs no executable data */
#define PE_ALIGNMENT       0x1000 /* of sections, in memory and in the file */
#define PE_DIRECTORIES     6
#define PE_TEXT_RIGHTS     0x60000020 /* code: execute, read */
#define PE_RODATA_RIGHTS   0x40000040 /* data: read */
#define PE_RELOC_RIGHTS    0x42000040 /* the same, to be discarded */
#define PE_DATA_RIGHTS     0xc0000040 /* data: read, write */
