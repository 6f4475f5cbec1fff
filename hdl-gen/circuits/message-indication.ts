// SPDX-License-Identifier: Apache-2.0

import { choose, clockAndReset, defineModule, group, input, output } from '../language/index.ts';
import { fifo } from '../primitives/fifo.ts';
import { bypassesBuffers, inlineSlotsOf } from './bypass.ts';
import { kindBits, kindsInWords, resultBits, resultCode } from './codes.ts';
import { pack, packedWidth } from './fields.ts';
import { passesHeldCalls } from './holding.ts';
import { checksHolders } from './levels.ts';
import { onlyIf } from './only-if.ts';
import { entryExists, isHardened, provisionedPorts } from './provisioned.ts';
import { referenceFields } from './reference.ts';
import { shared } from './shared.ts';
import type { Sizes } from './sizes.ts';

/** Tells the other party that a message is there, and passes it the reference. */
export const messageIndication = shared((sizes: Sizes) => {
  const { bufferCount, entryBits, pointerBits, lengthBits, tagBits } = sizes;
  const { bufferBytes } = sizes.configuration;
  const hardened = isHardened(sizes);
  const checked = checksHolders(sizes);
  const bypasses = bypassesBuffers(sizes);
  const fields = referenceFields(sizes);
  const width = packedWidth(fields);
  return defineModule({
    name: 'baton_message_indication',
    summary: 'indicates a message to the other party and passes it the reference to the buffer.',
    claims: 'claim elements 12c, 14c, 19c and 20 el. 4',
    timing: [
      'Checked in the effective cycle of the operation; the reference is at the head of the queue in the next cycle when the queue was empty.',
    ],
    notes: [
      `The queue has room for every buffer${bypasses ? ' and inline slot' : ''}, and a buffer is in it at most once, so that a message can be neither lost nor refused for lack of room.`,
      checked
        ? 'The order of the refusals is fixed: not found, owner, not allocated, length, tag. A refused operation changes nothing.'
        : hardened
          ? 'A message is refused for its tag alone: circuits send buffers that they were given, with as many bytes as those hold.'
          : 'Nobody asks who holds the buffer, how long the message is, or whether its tag is free: that is up to the party that sends.',
    ],
    ports: {
      ...clockAndReset(),
      ...group('operation', {
        active: input(1, 'an indication takes effect'),
        entry: input(entryBits, 'the buffer with the message'),
        length: input(lengthBits, 'bytes of the message'),
        tag: input(tagBits, 'call tag'),
        kind: input(kindBits, kindsInWords(sizes)),
        ...onlyIf(passesHeldCalls(sizes), () => ({ held: input(1, 'it keeps its buffer') })),
        ...onlyIf(bypasses, () => ({
          inline: input(1, 'the message is in an inline slot'),
          slot_pointer: input(pointerBits, 'byte address of that slot among the slots'),
        })),
      }),
      ...group('control area', {
        ...provisionedPorts(sizes),
        entry_pointer: input(pointerBits, 'pointer of the entry'),
        ...onlyIf(checked, () => ({
          old_flag: input(1, 'flag of the entry'),
          holds: input(1, 'the party holds the entry and allocated it'),
        })),
        ...onlyIf(hardened, () => ({
          tag_acceptable: input(1, 'the party may send that kind with that tag'),
        })),
      }),
      ...group('answer', {
        code: output(resultBits, 'result'),
        indicated: output(1, 'the message is indicated'),
      }),
      ...group('references for the other party', {
        head_valid: output(1, 'a message waits to be detected'),
        head: output(width, 'its reference: kind, tag, length, pointer, entry'),
        pop: input(1, 'the reference is taken'),
      }),
    },
    build(m, io) {
      const exists = entryExists(sizes, io.entry, io);
      const fits = hardened
        ? choose(io.tag_acceptable, resultCode(m, 'OK'), resultCode(m, 'ERR_TAG'))
        : resultCode(m, 'OK');
      const allowed = checked
        ? choose(
            io.holds.not(),
            resultCode(m, 'ERR_OWNER'),
            choose(
              io.old_flag,
              resultCode(m, 'ERR_NOT_ALLOCATED'),
              choose(io.length.gt(bufferBytes), resultCode(m, 'ERR_LENGTH'), fits),
            ),
          )
        : fits;
      const inBuffer = choose(exists.not(), resultCode(m, 'ERR_NOT_FOUND'), allowed);
      const code = m.wire('answer', bypasses ? choose(io.inline, fits, inBuffer) : inBuffer);
      const indicated = m.wire('accepted', io.active.and(code.eq(resultCode(m, 'OK'))));
      const reference = m.wire(
        'reference',
        pack(fields, {
          entry: io.entry,
          pointer: bypasses ? choose(io.inline, io.slot_pointer, io.entry_pointer) : io.entry_pointer,
          length: io.length,
          tag: io.tag,
          kind: io.kind,
          ...onlyIf(passesHeldCalls(sizes), () => ({ held: io.held })),
          ...onlyIf(bypasses, () => ({ inline: io.inline })),
        }),
      );
      m.instance(
        'u_queue',
        fifo('baton_reference_queue', {
          width,
          depth: bufferCount + (bypasses ? inlineSlotsOf(sizes.configuration) : 0),
          holds: 'references',
        }),
        {
          push: indicated,
          push_data: reference,
          head_valid: io.head_valid,
          head: io.head,
          pop: io.pop,
        },
      );
      m.assign(io.code, code);
      m.assign(io.indicated, indicated);
    },
  });
});
