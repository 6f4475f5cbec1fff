// SPDX-License-Identifier: Apache-2.0
import { bypassesBuffers, type slotPorts } from '../circuits/bypass.ts';
import { inlineMemory } from '../circuits/inline-memory.ts';
import { type Both, otherParty, type Party, parties } from '../circuits/parties.ts';
import type { readPort, writePort } from '../circuits/payload.ts';
import type { Sizes } from '../circuits/sizes.ts';
import { choose, concat, literal, type ModuleBuilder, type Signal, set } from '../language/index.ts';

type Signals = Readonly<Record<string, Signal>>;

/** What of a party's requests is about inline slots, and what is left for buffers. */
export interface InlineSide {
  /** Byte address of the slot that the party sends in next. */
  readonly slotPointer: Signal;
  /** The release that is left for the control port. */
  readonly release: { readonly release_request: Signal; readonly release_accepted: Signal<'wire'> };
  /** The accesses that are left for the payload. */
  readonly payload: Signals;
  /** Tells that a message of the party in the slot is indicated. */
  connect(sent: Signal): void;
}

/** Places the inline slots of both directions before payload and control ports; undefined where there are none. */
export function describeInline(
  m: ModuleBuilder,
  sizes: Sizes,
  io: Readonly<Record<string, Signal<'input'> | Signal<'output'>>>,
): Both<InlineSide> | undefined {
  if (!bypassesBuffers(sizes)) return undefined;
  const { byteBits, payloadAddressBits, pointerBits, wordBits } = sizes;
  const at = (
    party: Party,
    name: keyof ReturnType<typeof slotPorts> | `read_${string}` | `write_${string}` | `release_${string}`,
  ) => io[`${party}_${name}`]!;
  m.comment('Short messages, which take no buffer.');
  const sides = Object.fromEntries(
    parties.map((party) => {
      const wire = (name: string, value: Parameters<ModuleBuilder['wire']>[1]) =>
        m.wire(`${party}_${name}`, value);
      const writesInline = wire('writes_inline', at(party, 'write_valid').and(at(party, 'write_inline')));
      const readsInline = wire('reads_inline', at(party, 'read_valid').and(at(party, 'read_inline')));
      const freesInline = wire('frees_inline', at(party, 'release_request').and(at(party, 'release_inline')));
      const fromInline = m.register(`${party}_reads_inline_q`, 1, {
        reset: 0,
        doc: `what the ${party} party has read was in an inline slot`,
      });
      m.clocked(`${party}_source`, [set(fromInline, readsInline)]);
      const ready = {
        write: m.declare(`${party}_payload_write_ready`, 1),
        read: m.declare(`${party}_payload_read_ready`, 1),
        data: m.declare(`${party}_payload_read_data`, wordBits),
        release: m.declare(`${party}_port_release_accepted`, 1),
        inlineData: m.declare(`${party}_inline_read_data`, wordBits),
        sent: m.declare(`${party}_sends_inline`, 1, 'a message in an inline slot is indicated'),
      };
      const output = (name: Parameters<typeof at>[1]) => at(party, name) as Signal<'output'>;
      m.assign(output('write_ready'), ready.write.or(at(party, 'write_inline')));
      m.assign(output('read_ready'), ready.read.or(at(party, 'read_inline')));
      m.assign(output('read_data'), choose(fromInline, ready.inlineData, ready.data));
      m.assign(output('release_accepted'), ready.release.or(freesInline));
      const payload = {
        write_valid: wire('writes_buffer', at(party, 'write_valid').and(at(party, 'write_inline').not())),
        write_ready: ready.write,
        write_address: at(party, 'write_address'),
        write_data: at(party, 'write_data'),
        write_strobe: at(party, 'write_strobe'),
        read_valid: wire('reads_buffer', at(party, 'read_valid').and(at(party, 'read_inline').not())),
        read_ready: ready.read,
        read_address: at(party, 'read_address'),
        read_data: ready.data,
      } satisfies Record<keyof ReturnType<typeof writePort> | keyof ReturnType<typeof readPort>, Signal>;
      const release = {
        release_request: wire(
          'frees_buffer',
          at(party, 'release_request').and(at(party, 'release_inline').not()),
        ),
        release_accepted: ready.release,
      };
      return [party, { writesInline, readsInline, freesInline, ready, payload, release }];
    }),
  ) as unknown as Both<{
    writesInline: Signal;
    readsInline: Signal;
    freesInline: Signal;
    ready: Record<'inlineData' | 'sent', Signal<'wire'>>;
    payload: Signals;
    release: InlineSide['release'];
  }>;
  return Object.fromEntries(
    parties.map((party) => {
      const receiver = otherParty(party);
      const { writesInline, payload, release, ready } = sides[party];
      const placed = m.instance(`u_${party}_inline`, inlineMemory(sizes), {
        slot_free: at(party, 'slot_free') as Signal<'output'>,
        sent: ready.sent,
        write: writesInline,
        write_address: at(party, 'write_address'),
        write_data: at(party, 'write_data'),
        read: sides[receiver].readsInline,
        read_address: at(receiver, 'read_address'),
        read_data: sides[receiver].ready.inlineData,
        freed: sides[receiver].freesInline,
      });
      m.assign(at(party, 'slot_address') as Signal<'output'>, placed.slot_address);
      const pointed = Math.min(payloadAddressBits, pointerBits - byteBits);
      const slotPointer = m.wire(
        `${party}_slot_pointer`,
        concat(placed.slot_address.slice(pointed - 1, 0), literal(0, byteBits)),
      );
      const side: InlineSide = {
        slotPointer,
        payload,
        release,
        connect: (sent) => m.assign(ready.sent, sent),
      };
      return [party, side];
    }),
  ) as unknown as Both<InlineSide>;
}
