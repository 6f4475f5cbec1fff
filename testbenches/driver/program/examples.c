/* SPDX-License-Identifier: Apache-2.0 */
#include "examples.h"

struct baton_party client, server;
volatile uint32_t returned, wrong_returns, failures, notices;

/* guide: begin client */
int begin_client(void)
{
  if (baton_initialise(&client, CLIENT_PORT, 1000) != BATON_OK)
    return 0;
  baton_serve(&client, take_return, 0);
  baton_enable_interrupts(&client, BATON_PARTY_INTERRUPT_ENABLE_MESSAGE_MASK |
                                       BATON_PARTY_INTERRUPT_ENABLE_ERROR_MASK);
  return 1;
}

void client_interrupt(void)
{
  baton_interrupt(&client);
}
/* guide: end */

/* guide: begin call */
enum baton_status ask(uint32_t tag, uint32_t operand)
{
  struct baton_message message;
  enum baton_status status = baton_allocate(&client, &message);

  if (status != BATON_OK)
    return status;
  BATON_WRITE(message.data, operand);
  status = baton_call(&client, &message, tag, 4);
  if (status != BATON_OK)
    baton_release(&client, &message);
  return status;
}
/* guide: end */

/* guide: begin return */
void take_return(struct baton_party *party, struct baton_message *message, void *context)
{
  (void)context;
  if (message->kind == BATON_KIND_NOTICE)
    notices++;
  else if (message->kind == BATON_KIND_FAILURE)
    failures++;
  else if (message->length == 4 && BATON_READ(message->data) == 2 * message->tag + 1)
    returned |= UINT32_C(1) << message->tag;
  else
    wrong_returns++;
  baton_release(party, message);
}
/* guide: end */

/* guide: begin serve */
void serve_call(struct baton_party *party, struct baton_message *message, void *context)
{
  uint32_t operand = BATON_READ(message->data);
  uint32_t tag = message->tag;
  int is_call = message->kind == BATON_KIND_CALL;
  struct baton_message answer;
  enum baton_status status;

  (void)context;
  /* The buffer is free for others while the call is served. */
  baton_release(party, message);
  if (!is_call) {
    notices++;
    return;
  }
  /* One buffer is kept for returns, and whoever reads one gives it back. */
  do
    status = baton_allocate(party, &answer);
  while (status == BATON_NO_BUFFER);
  if (status != BATON_OK)
    return;
  BATON_WRITE(answer.data, 2 * operand + 1);
  if (baton_return(party, &answer, tag, 4) != BATON_OK)
    baton_release(party, &answer);
}

int begin_server(void)
{
  if (baton_initialise(&server, SERVER_PORT, 1000) != BATON_OK)
    return 0;
  baton_serve(&server, serve_call, 0);
  baton_enable_interrupts(&server, BATON_PARTY_INTERRUPT_ENABLE_MESSAGE_MASK);
  return 1;
}

void server_interrupt(void)
{
  baton_interrupt(&server);
}
/* guide: end */

/* guide: begin timeout */
enum baton_status ask_and_wait(uint32_t tag, uint32_t operand)
{
  enum baton_status status = ask(tag, operand);

  if (status == BATON_OK)
    status = baton_await(&client, tag, 100);
  if (status == BATON_TIMED_OUT)
    baton_abort(&client, tag);
  return status;
}
/* guide: end */

/* guide: begin notify */
enum baton_status tell(uint32_t subject)
{
  struct baton_message message;
  enum baton_status status = baton_allocate(&client, &message);

  if (status != BATON_OK)
    return status;
  BATON_WRITE(message.data, subject);
  status = baton_notify(&client, &message, 0, 4);
  if (status != BATON_OK)
    baton_release(&client, &message);
  return status;
}
/* guide: end */

/* guide: begin free */
enum baton_status ask_when_free(uint32_t tag, uint32_t operand)
{
  enum baton_status status = ask(tag, operand);

  /* One interrupt says that a buffer is free; then the caller tries again. */
  if (status == BATON_NO_BUFFER)
    baton_enable_interrupts(&client, BATON_PARTY_INTERRUPT_ENABLE_MESSAGE_MASK |
                                         BATON_PARTY_INTERRUPT_ENABLE_ERROR_MASK |
                                         BATON_PARTY_INTERRUPT_ENABLE_FREE_MASK);
  return status;
}
/* guide: end */

/* guide: begin manager */
int begin_manager(void)
{
  return baton_manage(MANAGER_PORT, 1000) == BATON_OK &&
         baton_set(MANAGER_PORT, BATON_MANAGER_CLIENT_AREA_LIMIT_OFFSET, 3) == BATON_OK;
}

uint64_t mean_cycles_in_use(void)
{
  uint64_t calls, cycles;

  baton_run_counters(MANAGER_PORT, 0);
  calls = baton_counter(MANAGER_PORT, BATON_MANAGER_CALLS_OFFSET);
  cycles = baton_counter(MANAGER_PORT, BATON_MANAGER_CLIENT_AREA_IN_USE_CYCLES_OFFSET);
  baton_run_counters(MANAGER_PORT, 1);
  return calls == 0 ? 0 : cycles / calls;
}
/* guide: end */

/* guide: begin reclaim */
enum baton_status bury_server(void)
{
  enum baton_status status = baton_reclaim(MANAGER_PORT, BATON_MANAGER_RECLAIM_SERVER_MASK, 1000);

  /* Whoever takes its place begins anew. */
  if (status == BATON_OK && !begin_server())
    status = BATON_REFUSED;
  return status;
}
/* guide: end */
