#ifndef KERNEL_H
#define KERNEL_H

#define ONES_MAX 32

#ifndef __ASSEMBLER__
typedef unsigned int u32;
u32 swap_bytes(u32 value); /* swap.s */
u32 count_ones(u32 value); /* bits.S */
void kmain(void);
#endif

#endif
