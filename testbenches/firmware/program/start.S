/* SPDX-License-Identifier: Apache-2.0 */
/* Where a core begins; its stack pointer is set by the hardware. Its memory is zero where no program is. */
  .section .start, "ax"
  .globl _start
_start:
  call main
1:
  j 1b
