/* SPDX-License-Identifier: Apache-2.0 */
/* The sequences of docs/programmers-guide.md, as they stand there. */
#ifndef EXAMPLES_H
#define EXAMPLES_H

#include "baton.h"

/* Where the system around the block has its ports. */
enum { CLIENT_PORT = 0x10000, SERVER_PORT = 0x20000, MANAGER_PORT = 0x30000 };

extern struct baton_party client, server;

/* What the client has heard: a bit for each tag whose return was right, and those that were wrong. */
extern volatile uint32_t returned, wrong_returns, failures, notices;

int begin_client(void);
int begin_server(void);
enum baton_status ask(uint32_t tag, uint32_t operand);
enum baton_status ask_and_wait(uint32_t tag, uint32_t operand);
enum baton_status tell(uint32_t subject);
enum baton_status ask_when_free(uint32_t tag, uint32_t operand);
void serve_call(struct baton_party *party, struct baton_message *message, void *context);
void take_return(struct baton_party *party, struct baton_message *message, void *context);
void client_interrupt(void);
void server_interrupt(void);
int begin_manager(void);
uint64_t mean_cycles_in_use(void);
enum baton_status bury_server(void);

#endif
