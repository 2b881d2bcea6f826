#pragma once
/* stage2: how stage 1 knows that what it read is stage 2. */
#define STAGE2_MAGIC        0x6f676e49	/* "Ingo" */
#define STAGE2_MAGIC_OFFSET 4
