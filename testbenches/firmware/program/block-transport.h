/* SPDX-License-Identifier: Apache-2.0 */
/* Calls through the generated gateway, by its driver. What client and server ask of a transport is here and in memory-transport.h. */
#ifndef BLOCK_TRANSPORT_H
#define BLOCK_TRANSPORT_H

#include "baton.h"
#include "core.h"

#define PATIENCE 10000

/* What the driver does becomes part of the program, as what memory-transport.h does is. */
#define WHOLE __attribute__((flatten)) static inline

static struct baton_party party;

static inline void transport_begin(void)
{
  EXPECT(baton_initialise(&party, PORT, PATIENCE) == BATON_OK);
  baton_enable_interrupts(&party, BATON_PARTY_INTERRUPT_ENABLE_MESSAGE_MASK |
                                      BATON_PARTY_INTERRUPT_ENABLE_ERROR_MASK);
}

/* Sleeps until something may have come. */
static inline void transport_wait(void)
{
  core_wait_for_interrupt();
}

/* Takes the message that has waited longest; 0 when there is none. */
WHOLE int transport_receive(struct baton_message *message)
{
  return baton_receive(&party, message) == BATON_OK;
}

/* Takes a buffer; 0 when there is none. */
WHOLE int transport_allocate(struct baton_message *message)
{
  return baton_allocate(&party, message) == BATON_OK;
}

WHOLE void transport_call(struct baton_message *message, uint32_t tag, uint32_t length)
{
  EXPECT(baton_call(&party, message, tag, length) == BATON_OK);
}

WHOLE void transport_return(struct baton_message *message, uint32_t tag, uint32_t length)
{
  EXPECT(baton_return(&party, message, tag, length) == BATON_OK);
}

WHOLE void transport_release(struct baton_message *message)
{
  EXPECT(baton_release(&party, message) == BATON_OK);
}

#endif
