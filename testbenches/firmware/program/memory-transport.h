/* SPDX-License-Identifier: Apache-2.0 */
/* Calls through plain shared memory. */
#ifndef MEMORY_TRANSPORT_H
#define MEMORY_TRANSPORT_H

#include "area.h"
#include "baton.h"
#include "core.h"

#ifdef IS_CLIENT
#define AREA CLIENT_AREA
#define SIDE 0
#define LEAVE 1   /* for a return */
#define RECEIVED_KIND BATON_KIND_RETURN
#else
#define AREA SERVER_AREA
#define SIDE 1
#define LEAVE 0
#define RECEIVED_KIND BATON_KIND_CALL
#endif

static inline void transport_begin(void)
{
  while (AREA->ready != AREA_READY)
    ;
}

static inline void transport_wait(void)
{
  core_wait_for_interrupt();
  doorbell_still();
}

static inline int transport_receive(struct baton_message *message)
{
  struct area_slot *slot = area_receive(AREA, SIDE);

  if (slot == 0)
    return 0;
  message->entry = slot->buffer;
  message->length = slot->length;
  message->tag = slot->tag;
  message->kind = RECEIVED_KIND;
  message->data = area_buffer(AREA, message->entry);
  area_receive_next(AREA, SIDE);
  return 1;
}

static inline int transport_allocate(struct baton_message *message)
{
  message->entry = area_take(AREA, SIDE, LEAVE);
  message->data = area_buffer(AREA, message->entry);
  return message->entry != AREA_BUFFERS;
}

static inline void send(struct baton_message *message, uint32_t tag, uint32_t length)
{
  area_send(AREA, SIDE, message->entry, tag, length);
  doorbell_ring(DOORBELL_KERNEL);
}

static inline void transport_call(struct baton_message *message, uint32_t tag, uint32_t length)
{
  send(message, tag, length);
}

static inline void transport_return(struct baton_message *message, uint32_t tag, uint32_t length)
{
  send(message, tag, length);
}

static inline void transport_release(struct baton_message *message)
{
  area_give(AREA, SIDE, message->entry);
}

#endif
