/* SPDX-License-Identifier: Apache-2.0 */
/* What client and server ask of whatever carries their calls. */
#ifndef TRANSPORT_H
#define TRANSPORT_H

#include <stdint.h>

#include "baton.h"

void transport_begin(void);

/* Sleeps until something may have come. */
void transport_wait(void);

/* Takes the message that has waited longest; 0 when there is none. */
int transport_receive(struct baton_message *message);

/* Takes a buffer; 0 when there is none. */
int transport_allocate(struct baton_message *message);
void transport_call(struct baton_message *message, uint32_t tag, uint32_t length);
void transport_return(struct baton_message *message, uint32_t tag, uint32_t length);
void transport_release(struct baton_message *message);

#endif
