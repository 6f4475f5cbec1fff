/* SPDX-License-Identifier: Apache-2.0 */
/* The client: CALLS calls, THREADS of them open at most, each as long as chance picks of LENGTHS bytes; its return is as long. */
#include "content.h"
#include TRANSPORT

static const uint32_t lengths[] = {LENGTHS};
static uint32_t random_state = SEED;

static struct { uint32_t first, length, open; } calls[THREADS];
static uint32_t free_tags[THREADS];
static uint32_t begun, free_count;

/* Tries to begin a call; 0 when no buffer is free. */
static inline int begin_call(void)
{
  struct baton_message message;
  uint32_t tag = free_tags[free_count - 1];
  uint32_t first, length;

  if (!transport_allocate(&message))
    return 0;
  free_count--;
  length = lengths[next_random(&random_state) * (sizeof lengths / sizeof lengths[0]) >> 16];
  first = begun * UINT32_C(2654435761) + tag;
  calls[tag].first = first;
  calls[tag].length = length;
  calls[tag].open = 1;
  begun++;
  content_build(message.data, first, length);
  core_report(REPORT_CALL, tag);
  transport_call(&message, tag, length);
  return 1;
}

static inline void take_return(struct baton_message *message)
{
  uint32_t tag = message->tag;

  core_report(REPORT_RETURNED, tag);
  EXPECT(message->kind == BATON_KIND_RETURN && tag < THREADS && calls[tag].open);
  EXPECT(message->length == calls[tag].length);
  if (content_check(message->data, message->length) != content_answer(calls[tag].first))
    EXPECT(message->length == 0);
  transport_release(message);
  calls[tag].open = 0;
  free_tags[free_count++] = tag;
  core_report(REPORT_END, tag);
}

int main(void)
{
  uint32_t returned = 0;

  transport_begin();
  for (free_count = 0; free_count < THREADS; free_count++)
    free_tags[free_count] = free_count;
  for (;;) {
    struct baton_message message;

    for (; transport_receive(&message); returned++)
      take_return(&message);
    if (returned == CALLS)
      break;
    if (begun < CALLS && free_count > 0) {
      core_report(REPORT_BEGIN, free_tags[free_count - 1]);
      if (begin_call())
        continue;
    }
    transport_wait();
  }
  core_report(REPORT_DONE, returned);
  return 0;
}
