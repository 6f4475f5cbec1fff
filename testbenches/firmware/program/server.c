/* SPDX-License-Identifier: Apache-2.0 */
/* The server: takes what calls there are, then answers them in an order that chance decides. */
#include "content.h"
#include TRANSPORT

static struct { uint32_t tag, first, length; } kept[THREADS];
static uint32_t count;
static uint32_t random_state = SEED;

static inline void take_call(struct baton_message *message)
{
  core_report(REPORT_DETECT, message->tag);
  EXPECT(message->kind == BATON_KIND_CALL && count < THREADS);
  kept[count].tag = message->tag;
  kept[count].length = message->length;
  kept[count].first = content_check(message->data, message->length);
  count++;
  transport_release(message);
}

static inline void return_one(void)
{
  uint32_t which = next_random(&random_state) * count >> 16;
  uint32_t tag = kept[which].tag;
  uint32_t length = kept[which].length;
  struct baton_message message;

  /* Some buffer is left for returns, or will be. */
  while (!transport_allocate(&message))
    ;
  content_build(message.data, content_answer(kept[which].first), length);
  core_report(REPORT_RETURN, tag);
  transport_return(&message, tag, length);
  kept[which] = kept[--count];
}

int main(void)
{
  uint32_t served = 0;

  transport_begin();
  for (;;) {
    struct baton_message message;

    while (transport_receive(&message))
      take_call(&message);
    if (count == 0) {
      transport_wait();
      continue;
    }
    return_one();
    if (++served == CALLS)
      break;
  }
  core_report(REPORT_DONE, served);
  return 0;
}
