/* SPDX-License-Identifier: Apache-2.0 */
/* An area in plain memory, shared by two processors: a pool of buffers under Peterson's lock, and a ring for each direction,
   which needs none, as each end has one writer. */
#ifndef AREA_H
#define AREA_H

#include <stdint.h>

#include "baton_registers.h"

#define AREA_BUFFERS BATON_PARTY_BUILT_BUFFERS_RESET
#define AREA_BUFFER_BYTES BATON_PARTY_BUFFER_BYTES_RESET
#define AREA_SLOTS 64
#define AREA_READY UINT32_C(0x59444552)

/* A message that waits: the buffer, its bytes, and its tag. Kinds need no place: calls go one way, returns the other. */
struct area_slot {
  volatile uint32_t buffer, length, tag;
  uint32_t unused;
};

struct area_ring {
  struct area_slot slots[AREA_SLOTS];
  volatile uint32_t written, read;
};

struct area {
  volatile uint32_t wants[2], turn;
  volatile uint32_t free_count;
  volatile uint32_t free[AREA_BUFFERS];
  struct area_ring ring[2];   /* by the side that writes it: 0 toward the server, 1 toward the client */
  volatile uint32_t ready;   /* AREA_READY: its memory begins with anything */
};

#define CLIENT_AREA ((struct area *)UINT32_C(0x10000000))
#define SERVER_AREA ((struct area *)UINT32_C(0x20000000))

static inline uintptr_t area_buffer(struct area *area, uint32_t buffer)
{
  return (uintptr_t)area + 4096 + buffer * AREA_BUFFER_BYTES;
}

/* Peterson's lock. Accesses of these cores take effect in their order, so it needs no fences. */
static inline void area_lock(struct area *area, uint32_t side)
{
  area->wants[side] = 1;
  area->turn = 1 - side;
  while (area->wants[1 - side] != 0 && area->turn != side)
    ;
}

static inline void area_unlock(struct area *area, uint32_t side)
{
  area->wants[side] = 0;
}

/* Takes a buffer and leaves some for the other direction; returns AREA_BUFFERS when there is none. */
static inline uint32_t area_take(struct area *area, uint32_t side, uint32_t leave)
{
  uint32_t buffer = AREA_BUFFERS;
  uint32_t count;

  area_lock(area, side);
  count = area->free_count;
  if (count > leave) {
    buffer = area->free[count - 1];
    area->free_count = count - 1;
  }
  area_unlock(area, side);
  return buffer;
}

static inline void area_give(struct area *area, uint32_t side, uint32_t buffer)
{
  uint32_t count;

  area_lock(area, side);
  count = area->free_count;
  area->free[count] = buffer;
  area->free_count = count + 1;
  area_unlock(area, side);
}

static inline void area_send(struct area *area, uint32_t side, uint32_t buffer, uint32_t tag, uint32_t length)
{
  struct area_ring *ring = &area->ring[side];
  uint32_t written = ring->written;
  struct area_slot *slot = &ring->slots[written % AREA_SLOTS];

  slot->buffer = buffer;
  slot->length = length;
  slot->tag = tag;
  ring->written = written + 1;
}

/* The message from the other side that has waited longest, until area_receive_next; 0 when there is none. */
static inline struct area_slot *area_receive(struct area *area, uint32_t side)
{
  struct area_ring *ring = &area->ring[1 - side];
  uint32_t read = ring->read;

  return read == ring->written ? 0 : &ring->slots[read % AREA_SLOTS];
}

static inline void area_receive_next(struct area *area, uint32_t side)
{
  area->ring[1 - side].read++;
}

enum { DOORBELL_CLIENT = 1, DOORBELL_KERNEL = 2, DOORBELL_SERVER = 4 };

static inline void doorbell_ring(uint32_t which)
{
  *(volatile uint32_t *)UINT32_C(0x30000000) = which;
}

/* Before looking at what it announced, so that one that comes meanwhile is not lost. */
static inline void doorbell_still(void)
{
  *(volatile uint32_t *)UINT32_C(0x30000004) = 0;
}

#endif
