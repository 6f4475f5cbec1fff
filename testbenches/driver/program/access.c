/* SPDX-License-Identifier: Apache-2.0 */
#include "access.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { PORTS = 3 };

static access_handler *handlers[PORTS];
static int enabled;

/* Asks, and hears what was read and which interrupt lines are high. */
static uint32_t ask(const char *what, uint32_t address, uint32_t word)
{
  uint32_t answer;
  unsigned lines, port;

  if (printf("%s %" PRIu32 " %" PRIu32 "\n", what, address, word) < 0 || fflush(stdout) != 0 ||
      scanf("%" SCNu32 " %u", &answer, &lines) != 2) {
    fprintf(stderr, "The simulated block does not answer.\n");
    exit(2);
  }
  if (enabled)
    for (port = 0; port < PORTS; port++)
      if ((lines >> port & 1) != 0 && handlers[port] != 0) {
        enabled = 0;
        handlers[port]();
        enabled = 1;
      }
  return answer;
}

uint32_t access_read(uintptr_t address)
{
  return ask("read", (uint32_t)address, 0);
}

void access_write(uintptr_t address, uint32_t word)
{
  ask("write", (uint32_t)address, word);
}

void access_on_interrupt(unsigned port, access_handler *handler)
{
  handlers[port] = handler;
}

int access_enable_interrupts(int enable)
{
  int before = enabled;

  enabled = enable;
  return before;
}

void access_pass(unsigned cycles)
{
  ask("pass", 0, cycles);
}
