/* SPDX-License-Identifier: Apache-2.0 */
/* A driver whose block finds one message: a return with a tag that there is no call for. */
#include <stdint.h>
#include <string.h>

static uint32_t found;

static uint32_t read_word(uintptr_t address);

#define BATON_READ(address) read_word(address)
#define BATON_WRITE(address, word) ((void)(address), (void)(word))
#include "baton.c"

static uint32_t read_word(uintptr_t address)
{
  uint32_t word = address == BATON_PARTY_DETECT_OFFSET ? found : 0;

  if (address == BATON_PARTY_DETECT_OFFSET)
    found = 0;
  return word;
}

int main(void)
{
  struct {
    struct baton_party party;
    uint8_t behind[8];
  } memory;
  uint8_t before[sizeof memory.behind];
  struct baton_message message;

  memset(&memory, 0, sizeof memory);
  memset(memory.behind, CALL_GIVEN_UP, sizeof memory.behind);
  memset(before, CALL_GIVEN_UP, sizeof before);
  found = BATON_PARTY_DETECT_FOUND_MASK | (uint32_t)BATON_KIND_RETURN << BATON_PARTY_DETECT_KIND_SHIFT |
          BATON_PARTY_DETECT_TAG_MASK;
  if (baton_receive(&memory.party, &message) != BATON_OK)
    return 2;
  return memcmp(memory.behind, before, sizeof before) == 0 ? 0 : 1;
}
