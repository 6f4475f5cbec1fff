/* SPDX-License-Identifier: Apache-2.0 */
/* What a core of the system has besides its memory. */
#ifndef CORE_H
#define CORE_H

#include <stdint.h>

/* Sleeps until the interrupt line is high. PicoRV32 does so with its interrupts masked: nothing is saved and restored. */
static inline void core_wait_for_interrupt(void)
{
  __asm__ volatile(".insn r 0x0b, 4, 4, x0, x0, x0" ::: "memory");
}

/* What happened, with a number; whoever watches the system sees the cycle as well. */
enum report {
  REPORT_BEGIN = 1,   /* the client begins a call */
  REPORT_CALL,        /* its arguments are built, it calls */
  REPORT_DETECT,      /* the server has the call */
  REPORT_RETURN,      /* the answer is built, the server returns */
  REPORT_RETURNED,    /* the client has the return */
  REPORT_END,         /* and has read it */
  REPORT_DONE,        /* a core has done all it should: how much */
  REPORT_FAULT = 15   /* something is wrong: the line of the program */
};

static inline void core_report(enum report what, uint32_t number)
{
  *(volatile uint32_t *)UINT32_C(0xf0000000) = (uint32_t)what << 28 | number;
}

static inline void core_expect(int condition, uint32_t line)
{
  if (condition)
    return;
  core_report(REPORT_FAULT, line);
  for (;;)
    ;
}

#define EXPECT(condition) core_expect((condition) != 0, __LINE__)

#endif
