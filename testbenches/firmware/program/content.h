/* SPDX-License-Identifier: Apache-2.0 */
/* What messages say: word i is first + i * STEP, so that building and checking cost as little as possible. */
#ifndef CONTENT_H
#define CONTENT_H

#include <stdint.h>

#include "core.h"

#define CONTENT_STEP UINT32_C(0x9e3779b1)

/* The answer to a call begins with another word. */
static inline uint32_t content_answer(uint32_t first)
{
  return first ^ UINT32_C(0x5bd1e995);
}

/* Lengths are multiples of 64 bytes. */
static inline void content_build(uintptr_t data, uint32_t first, uint32_t length)
{
  volatile uint32_t *word = (volatile uint32_t *)data;
  uint32_t left, place;

  for (left = length; left != 0; left -= 64)
    for (place = 0; place < 16; place++, word++, first += CONTENT_STEP)
      *word = first;
}

/* Returns the first word; whoever knows what it should be compares it. */
static inline uint32_t content_check(uintptr_t data, uint32_t length)
{
  volatile uint32_t *word = (volatile uint32_t *)data;
  uint32_t first = length == 0 ? 0 : *word;
  uint32_t wanted = first, left, place;

  for (left = length; left != 0; left -= 64)
    for (place = 0; place < 16; place++, word++, wanted += CONTENT_STEP)
      EXPECT(*word == wanted);
  return first;
}

static inline uint32_t next_random(uint32_t *state)
{
  *state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
  return *state >> 16;
}

#endif
