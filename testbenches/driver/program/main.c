/* SPDX-License-Identifier: Apache-2.0 */
/* Does with a simulated block all that the driver offers, and ends with 1 where something is not as it should be. */
#include "access.h"
#include "examples.h"

#include <stdio.h>
#include <stdlib.h>

#define EXPECT(condition) expect(condition, #condition, __LINE__)
#define LARGEST BATON_PARTY_BUFFER_BYTES_RESET

enum { EARLY_CALLS = 3 };

static void expect(int condition, const char *text, int line)
{
  if (condition)
    return;
  fprintf(stderr, "main.c:%d: not so: %s\n", line, text);
  exit(1);
}

static void settle(void)
{
  access_enable_interrupts(1);
  access_pass(300);
  access_pass(1);
  access_pass(1);
  access_enable_interrupts(0);
}

static void begins(void)
{
  struct baton_party party;
  uint32_t tag;

  EXPECT(baton_initialise(&party, CLIENT_PORT + 4, 1) == BATON_NOT_A_BATON);
  EXPECT(begin_client());
  /* What is sent to a party that has not begun waits for it. */
  for (tag = 0; tag < EARLY_CALLS; tag++)
    EXPECT(ask(tag, tag) == BATON_OK);
  access_pass(300);
  EXPECT(begin_server());
  EXPECT(begin_manager());
  access_on_interrupt(0, client_interrupt);
  access_on_interrupt(1, server_interrupt);
  settle();
  EXPECT(returned == (UINT32_C(1) << EARLY_CALLS) - 1);
  returned = 0;
}

static void examples_work(void)
{
  uint32_t tag;

  for (tag = 0; tag < BATON_THREADS; tag++) {
    EXPECT(ask(tag, tag) == BATON_OK);
    settle();
    EXPECT(returned == (UINT32_C(2) << tag) - 1);
  }
  EXPECT(tell(7) == BATON_OK);
  settle();
  EXPECT(notices == 1);
  EXPECT(wrong_returns == 0 && failures == 0);
  EXPECT(mean_cycles_in_use() > 0);
}

/* A server that keeps calls and returns them when it is told to, with every byte inverted. */
static struct { uint32_t tag, length, words[(LARGEST + 3) / 4]; } kept[BATON_THREADS];
static uint32_t kept_count;

static void keep_call(struct baton_party *party, struct baton_message *message, void *context)
{
  EXPECT(context == kept && message->kind == BATON_KIND_CALL && kept_count < BATON_THREADS);
  kept[kept_count].tag = message->tag;
  kept[kept_count].length = message->length;
  baton_get(message, kept[kept_count].words, message->length);
  kept_count++;
  EXPECT(baton_release(party, message) == BATON_OK);
}

static void return_kept(uint32_t which)
{
  struct baton_message message;
  uint32_t word;

  while (baton_allocate(&server, &message) != BATON_OK)
    ;
  for (word = 0; word < (LARGEST + 3) / 4; word++)
    kept[which].words[word] = ~kept[which].words[word];
  baton_put(&message, kept[which].words, kept[which].length);
  EXPECT(baton_return(&server, &message, kept[which].tag, kept[which].length) == BATON_OK);
}

/* What the client has heard: tags in the order of their returns. */
static uint32_t heard[BATON_THREADS], heard_count;

static uint32_t byte_of(uint32_t tag, uint32_t place)
{
  return (tag * 89 + place * 7 + 1) & 0xff;
}

static uint32_t length_of(uint32_t tag)
{
  return tag == 0 ? 0 : tag == 1 ? LARGEST : tag * 13 % LARGEST;
}

static void hear(struct baton_party *party, struct baton_message *message, void *context)
{
  static uint32_t words[(LARGEST + 3) / 4];
  uint32_t place;

  EXPECT(context == 0 && message->kind == BATON_KIND_RETURN && heard_count < BATON_THREADS);
  EXPECT(message->length == length_of(message->tag));
  baton_get(message, words, message->length);
  for (place = 0; place < message->length; place++)
    EXPECT((words[place / 4] >> 8 * (place % 4) & 0xff) == (byte_of(message->tag, place) ^ 0xff));
  heard[heard_count++] = message->tag;
  EXPECT(baton_release(party, message) == BATON_OK);
}

static void call_with(uint32_t tag)
{
  struct baton_message message;
  uint32_t words[(LARGEST + 3) / 4] = {0};
  uint32_t place;

  EXPECT(baton_allocate(&client, &message) == BATON_OK);
  for (place = 0; place < length_of(tag); place++)
    words[place / 4] |= byte_of(tag, place) << 8 * (place % 4);
  baton_put(&message, words, length_of(tag));
  EXPECT(baton_call(&client, &message, tag, length_of(tag)) == BATON_OK);
  EXPECT(baton_is_open(&client, tag));
}

static void returns_come_in_any_order(void)
{
  uint32_t tag;

  baton_serve(&server, keep_call, kept);
  baton_serve(&client, hear, 0);
  kept_count = 0;
  heard_count = 0;
  for (tag = 0; tag < BATON_THREADS; tag++) {
    call_with(tag);
    settle();
    EXPECT(kept_count == tag + 1);
  }
  for (tag = BATON_THREADS; tag > 0; tag--) {
    return_kept(tag - 1);
    settle();
  }
  EXPECT(heard_count == BATON_THREADS);
  for (tag = 0; tag < BATON_THREADS; tag++)
    EXPECT(heard[tag] == BATON_THREADS - 1 - tag && !baton_is_open(&client, tag));
}

/* Without interrupts; the server does nothing until it polls. */
static void calls_are_given_up(void)
{
  baton_serve(&client, take_return, 0);
  kept_count = 0;
  returned = 0;
  EXPECT(ask_and_wait(2, 2) == BATON_TIMED_OUT);
  EXPECT(ask(2, 2) == BATON_TAG_IN_USE);
  EXPECT(baton_poll(&server) == BATON_OK && kept_count == 1);
  EXPECT(baton_poll(&server) == BATON_NO_MESSAGE);
  return_kept(0);
  settle();
  EXPECT(returned == 0 && wrong_returns == 0 && !baton_is_open(&client, 2));
  EXPECT(baton_abort(&client, 2) == BATON_NO_SUCH_TAG);
  baton_serve(&server, serve_call, 0);
  EXPECT(ask(2, 2) == BATON_OK);
  settle();
  EXPECT(returned == 4);
  EXPECT(baton_await(&client, 2, 0) == BATON_OK);
}

static void buffers_run_out(void)
{
  struct baton_message held[BATON_PARTY_BUILT_BUFFERS_RESET];
  uint32_t count = 0, index;

  returned = 0;
  while (baton_allocate(&client, &held[count]) == BATON_OK)
    count++;
  /* The manager has set a limit of 3, and one is kept for returns. */
  EXPECT(count == 2);
  EXPECT(ask_when_free(0, 0) == BATON_NO_BUFFER);
  baton_enable_interrupts(&client, BATON_PARTY_INTERRUPT_ENABLE_FREE_MASK);
  for (index = 0; index < count; index++)
    EXPECT(baton_release(&client, &held[index]) == BATON_OK);
  EXPECT((baton_interrupt(&client) & BATON_PARTY_INTERRUPT_STATUS_FREE_MASK) != 0);
  EXPECT(client.interrupts == 0);
  baton_enable_interrupts(&client, BATON_PARTY_INTERRUPT_ENABLE_MESSAGE_MASK |
                                       BATON_PARTY_INTERRUPT_ENABLE_ERROR_MASK);
  EXPECT(ask_when_free(0, 0) == BATON_OK);
  settle();
  EXPECT(returned == 1);
}

static void mistakes_are_reported(void)
{
  struct baton_message message;
  struct baton_error error;
  struct baton_counts before, after;

  EXPECT(!baton_take_error(&client, &error));
  baton_count(&client, &before);
  EXPECT(baton_allocate(&client, &message) == BATON_OK);
  EXPECT(baton_call(&client, &message, BATON_THREADS, 0) == BATON_NO_SUCH_TAG);
  EXPECT(baton_call(&client, &message, 0, LARGEST + 1) == BATON_TOO_LONG);
  EXPECT(baton_release(&client, &message) == BATON_OK);
  EXPECT(!baton_take_error(&client, &error));
  EXPECT(baton_release(&client, &message) == BATON_REFUSED);
  EXPECT(baton_take_error(&client, &error));
  EXPECT(error.result == BATON_RESULT_ERR_NOT_ALLOCATED && error.entry == message.entry);
  EXPECT(error.misuse == BATON_MISUSE_REFUSED && error.was_write && error.address == BATON_PARTY_DEALLOCATE_OFFSET);
  EXPECT(!baton_take_error(&client, &error));
  /* The interrupt keeps what was wrong. */
  BATON_WRITE(CLIENT_PORT + BATON_PARTY_IDENTITY_OFFSET, 0);
  settle();
  EXPECT(BATON_READ(CLIENT_PORT + BATON_PARTY_MISUSE_OFFSET) == 0);
  EXPECT(baton_take_error(&client, &error));
  EXPECT(error.result == BATON_RESULT_OK && error.misuse == BATON_MISUSE_NOT_WRITABLE);
  baton_count(&client, &after);
  EXPECT(after.refused == before.refused + 2);
  EXPECT(after.sent == before.sent);
  EXPECT(baton_set(MANAGER_PORT, BATON_MANAGER_CLIENT_AREA_LIMIT_OFFSET, 0) == BATON_REFUSED);
}

static void server_dies(void)
{
  returned = 0;
  EXPECT(ask(1, 1) == BATON_OK);
  access_pass(300);
  EXPECT(bury_server() == BATON_OK);
  settle();
  EXPECT(failures == 1 && returned == 0);
  EXPECT(ask(1, 1) == BATON_OK);
  settle();
  EXPECT(failures == 1 && returned == 2);
}

static void counts_agree(void)
{
  struct baton_counts at_client, at_server;

  baton_count(&client, &at_client);
  baton_count(&server, &at_server);
  /* All but a notice were calls; one was answered by a failure. */
  EXPECT(at_client.sent == at_client.received + 1);
  EXPECT(at_server.received + 1 == at_client.sent);
  EXPECT(baton_counter(MANAGER_PORT, BATON_MANAGER_CALLS_OFFSET) + failures == at_client.received);
  baton_clear_counters(MANAGER_PORT);
  EXPECT(baton_counter(MANAGER_PORT, BATON_MANAGER_CALLS_OFFSET) == 0);
}

int main(void)
{
  begins();
  examples_work();
  returns_come_in_any_order();
  calls_are_given_up();
  buffers_run_out();
  mistakes_are_reported();
  server_dies();
  counts_agree();
  return 0;
}
