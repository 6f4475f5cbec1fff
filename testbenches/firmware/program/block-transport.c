/* SPDX-License-Identifier: Apache-2.0 */
/* Calls through the generated gateway, by its driver. */
#include "core.h"
#include "transport.h"

#define PORT UINT32_C(0x10000000)
#define PATIENCE 10000

static struct baton_party party;

void transport_begin(void)
{
  EXPECT(baton_initialise(&party, PORT, PATIENCE) == BATON_OK);
  baton_enable_interrupts(&party, BATON_PARTY_INTERRUPT_ENABLE_MESSAGE_MASK |
                                      BATON_PARTY_INTERRUPT_ENABLE_ERROR_MASK);
}

void transport_wait(void)
{
  core_wait_for_interrupt();
}

int transport_receive(struct baton_message *message)
{
  return baton_receive(&party, message) == BATON_OK;
}

int transport_allocate(struct baton_message *message)
{
  return baton_allocate(&party, message) == BATON_OK;
}

void transport_call(struct baton_message *message, uint32_t tag, uint32_t length)
{
  EXPECT(baton_call(&party, message, tag, length) == BATON_OK);
}

void transport_return(struct baton_message *message, uint32_t tag, uint32_t length)
{
  EXPECT(baton_return(&party, message, tag, length) == BATON_OK);
}

void transport_release(struct baton_message *message)
{
  EXPECT(baton_release(&party, message) == BATON_OK);
}
