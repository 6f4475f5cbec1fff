/* SPDX-License-Identifier: Apache-2.0 */
/* The kernel in software: one copy from area to area, by words and unrolled, and the first buffer is free at once. */
#include "area.h"
#include "core.h"

/* Lengths are multiples of 64 bytes. */
static inline void copy(uintptr_t to, uintptr_t from, uint32_t length)
{
  uint32_t *target = (uint32_t *)to;
  const uint32_t *source = (const uint32_t *)from;
  const uint32_t *end = source + length / 4;

  for (; source != end; source += 16, target += 16) {
    uint32_t w0 = source[0], w1 = source[1], w2 = source[2], w3 = source[3];
    uint32_t w4 = source[4], w5 = source[5], w6 = source[6], w7 = source[7];

    target[0] = w0, target[1] = w1, target[2] = w2, target[3] = w3;
    target[4] = w4, target[5] = w5, target[6] = w6, target[7] = w7;
    w0 = source[8], w1 = source[9], w2 = source[10], w3 = source[11];
    w4 = source[12], w5 = source[13], w6 = source[14], w7 = source[15];
    target[8] = w0, target[9] = w1, target[10] = w2, target[11] = w3;
    target[12] = w4, target[13] = w5, target[14] = w6, target[15] = w7;
  }
}

/* Passes on the message that has waited longest; 0 when there is none. */
static inline int pass(struct area *from, uint32_t side, struct area *to, uint32_t leave, uint32_t bell)
{
  struct area_slot *slot = area_receive(from, side);
  uint32_t buffer, length, fresh;

  if (slot == 0)
    return 0;
  fresh = area_take(to, 1 - side, leave);
  /* Whoever has one gives it back; until then the message waits. */
  if (fresh == AREA_BUFFERS)
    return 1;
  buffer = slot->buffer;
  length = slot->length;
  copy(area_buffer(to, fresh), area_buffer(from, buffer), length);
  __asm__ volatile("" ::: "memory");
  area_send(to, 1 - side, fresh, slot->tag, length);
  doorbell_ring(bell);
  area_receive_next(from, side);
  area_give(from, side, buffer);
  return 1;
}

static void begin(struct area *area)
{
  uint32_t buffer;

  area->wants[0] = area->wants[1] = 0;
  for (buffer = 0; buffer < AREA_BUFFERS; buffer++)
    area->free[buffer] = buffer;
  area->free_count = AREA_BUFFERS;
  area->ring[0].written = area->ring[0].read = 0;
  area->ring[1].written = area->ring[1].read = 0;
  area->ready = AREA_READY;
}

int main(void)
{
  begin(CLIENT_AREA);
  begin(SERVER_AREA);
  core_report(REPORT_DONE, 0);
  for (;;) {
    core_wait_for_interrupt();
    doorbell_still();
    while (pass(CLIENT_AREA, 1, SERVER_AREA, 1, DOORBELL_SERVER) |
           pass(SERVER_AREA, 0, CLIENT_AREA, 0, DOORBELL_CLIENT))
      ;
  }
}
