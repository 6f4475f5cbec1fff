/* SPDX-License-Identifier: Apache-2.0 */
/* The driver on a computer: accesses are asked for on standard output and answered on standard input, by a simulated block. */
#ifndef ACCESS_H
#define ACCESS_H

#include <stdint.h>

#define BATON_READ(address) access_read(address)
#define BATON_WRITE(address, word) access_write(address, word)

uint32_t access_read(uintptr_t address);
void access_write(uintptr_t address, uint32_t word);

/* Called after an access while the interrupt line of the port is high, never while it runs already. */
typedef void access_handler(void);
void access_on_interrupt(unsigned port, access_handler *handler);

/* Whether handlers are called; returns whether they were before. */
int access_enable_interrupts(int enable);

/* Lets cycles pass. */
void access_pass(unsigned cycles);

#endif
