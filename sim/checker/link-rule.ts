// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import { monitorBeats, monitorSending } from '../monitors/index.ts';
import {
  advanceLink,
  answersCallOfLink,
  callToFail,
  createLinkModel,
  isLost,
  kinds,
  resetLinkModel,
} from '../reference-model/index.ts';
import type { Run } from './run.ts';
import { binary } from './state-rule.ts';

/** The link between a kernel and its far end. */
export interface LinkRule {
  /** Compares calls and beats, before anything else of the cycle. */
  sample(): void;
  /** Follows the beats that pass. */
  remember(): void;
  unfinished(): string | undefined;
  restart(): void;
}

const beatFields = ['data', 'strobe', 'last', 'tag', 'kind'] as const;

export function createLinkRule(run: Run, manifest: Manifest): LinkRule {
  const { binding } = run;
  const { threads } = manifest.configuration;
  const { bufferWords } = manifest.sizes;
  const model = createLinkModel(threads);
  const toLink = monitorBeats(binding, 'kernel_out');
  const linkOut = monitorBeats(binding, 'link_out');
  const linkIn = monitorBeats(binding, 'link_in');
  const fromLink = monitorSending(binding, 'kernel');
  const word = (name: string) => binding.port(name).word;
  const [up, outReady, kernelOutReady] = [word('link_up'), word('link_out_ready'), word('kernel_out_ready')];
  const [inReady, kernelInReady] = [word('link_in_ready'), word('kernel_in_ready')];
  const strobe = binding.port('link_in_strobe').word;
  const sent = binding.probe('link.sent');
  const failed = binding.probe('link.failed');
  const session = binding.probe('link.up').word;
  const place = run.log.place('link');
  /** Toward the far end: part of a message was sent; its rest is swallowed. */
  let sending = false;
  let cut = false;
  /** From the far end: part of a message was received, and what is known of it. */
  let receiving = false;
  let broken = false;
  let answers = false;
  let tag = 0;
  let words = 0;

  function fail(expected: string, actual: string, signals: readonly string[]): never {
    return run.fail({ rule: 'link', where: 'link', step: 'remote server', expected, actual, signals });
  }
  const names = (stream: string) => ['valid', 'ready', ...beatFields].map((field) => `${stream}_${field}`);

  /** Whether a field of two streams is the same, bit by bit. */
  function sameField(one: string, other: string): boolean {
    const [left, right] = [binding.port(one), binding.port(other)];
    for (let index = 0; index < left.words; index += 1) {
      const different =
        (run.frame[left.word + index]! ^ run.frame[right.word + index]!) |
        (run.unknown[left.word + index]! ^ run.unknown[right.word + index]!);
      if (different !== 0) return false;
    }
    return true;
  }
  function isZero(name: string): boolean {
    const { word: at, words: count } = binding.port(name);
    for (let index = at; index < at + count; index += 1) {
      if ((run.frame[index]! | run.unknown[index]!) !== 0) return false;
    }
    return true;
  }

  function checkCalls(): void {
    const bits = (slot: typeof sent) => run.frame.subarray(slot.word, slot.word + slot.words);
    for (const [what, slot, expected] of [
      ['calls at the far end', sent, model.sent],
      ['calls that get a failure', failed, model.failed],
    ] as const) {
      if (bits(slot).some((value, index) => value !== expected[index])) {
        fail(`${what}: ${binary(expected, threads)}`, binary(bits(slot), threads), [
          binding.pathOf('link.sent'),
          binding.pathOf('link.failed'),
        ]);
      }
    }
    if (run.frame[session] !== Number(model.up)) {
      fail(`the session ${model.up ? 'lasts' : 'is over'}`, 'it is not so', ['link_up']);
    }
  }

  const sends = () => model.up && !cut;
  function checkOut(): void {
    const shows = toLink.event.valid && sends();
    if (linkOut.event.valid !== shows) {
      fail(
        shows ? 'the beat of the kernel is offered' : 'no beat is offered',
        `link_out_valid is ${Number(linkOut.event.valid)}`,
        names('link_out'),
      );
    }
    for (const field of beatFields) {
      if (shows ? sameField(`link_out_${field}`, `kernel_out_${field}`) : isZero(`link_out_${field}`))
        continue;
      fail(shows ? `link_out_${field} is that of the kernel` : `link_out_${field} is zero`, 'it is not', [
        ...names('link_out'),
        ...names('kernel_out'),
      ]);
    }
    const ready = sends() ? run.frame[outReady] : Number(!isLost(model));
    if (run.frame[kernelOutReady] !== ready) {
      fail(
        ready === 1 ? 'the beat of the kernel is taken' : 'it waits for the far end',
        'it is not so',
        names('kernel_out'),
      );
    }
  }

  const drops = () => receiving && (broken || !model.up);
  const failing = () => (receiving ? -1 : callToFail(model));
  function checkIn(): void {
    const { event } = fromLink;
    const [call, drop] = [failing(), drops()];
    const takes = model.up && call < 0 && !drop;
    const signals = [...names('link_in'), ...names('kernel_in'), 'kernel_in_abort'];
    if (run.frame[inReady] !== Number(takes && run.frame[kernelInReady] === 1)) {
      fail(`link_in_ready is that of the kernel${takes ? '' : ' and low'}`, 'it is not', signals);
    }
    if (event.valid !== (call >= 0 || drop || (takes && linkIn.event.valid))) {
      fail('a failure, the end of a broken message, or the beat of the far end', 'another beat', signals);
    }
    if (!event.valid) return;
    if (event.abort !== drop) fail(`the message is${drop ? '' : ' not'} withdrawn`, 'it is not so', signals);
    if (call >= 0) {
      const right = event.last && event.tag === call && event.kind === kinds.FAILURE;
      if (!right || !isZero('kernel_in_strobe'))
        fail(`call ${call} fails, without a byte`, 'another beat', signals);
    } else if (drop) {
      if (!event.last) fail('the broken message ends', 'it goes on', signals);
    } else {
      checkPassing(signals);
    }
  }

  function checkPassing(signals: readonly string[]): void {
    for (const field of ['data', 'strobe', 'last', 'tag'] as const) {
      if (!sameField(`link_in_${field}`, `kernel_in_${field}`)) {
        fail(`kernel_in_${field} is that of the far end`, 'it is not', signals);
      }
    }
    if (receiving) return;
    const { kind, tag: given } = linkIn.event;
    const refused =
      (kind === kinds.RETURN || kind === kinds.FAILURE) && !answersCallOfLink(model, kind, given);
    if (fromLink.event.kind !== (refused ? kinds.CALL : kind)) {
      fail(
        refused ? 'an answer to no call is made refusable' : 'the kind is that of the far end',
        'it is not',
        signals,
      );
    }
  }

  /** The call whose last beat left the kernel in this cycle, or -1. */
  function followOut(): number {
    const { event } = toLink;
    const ends = event.passes && event.last;
    const left = ends && event.kind === kinds.CALL ? event.tag : -1;
    if (ends) cut = false;
    else if (!model.up && (sending || event.passes)) cut = true;
    if (event.passes) sending = !event.last;
    return left;
  }

  /** The call whose answer is complete in this cycle, or -1, and whether that is longer than a buffer. */
  function followIn(): { answered: number; tooLong: boolean } {
    const { event } = linkIn;
    if (drops()) {
      broken = run.frame[kernelInReady] !== 1;
      receiving = broken;
      return { answered: -1, tooLong: false };
    }
    if (!event.passes) return { answered: -1, tooLong: false };
    if (!receiving) {
      answers = answersCallOfLink(model, event.kind, event.tag);
      tag = event.tag;
      words = 0;
    }
    const hasBytes = !event.last || (run.frame[strobe]! & 1) === 1;
    words += Number(hasBytes);
    receiving = !event.last;
    return { answered: event.last && answers ? tag : -1, tooLong: words > bufferWords };
  }

  return {
    sample() {
      for (const monitor of [toLink, linkOut, linkIn, fromLink]) monitor.sample(run.frame);
      checkCalls();
      checkOut();
      checkIn();
    },
    remember() {
      const delivered = sends();
      const call = failing();
      const given = call >= 0 && run.frame[kernelInReady] === 1 ? call : -1;
      const left = followOut();
      const { answered, tooLong } = followIn();
      if (given >= 0) run.log.add('call fails', run.cycle, place, given);
      if (isLost(model)) run.log.add('session lost', run.cycle, place);
      advanceLink(model, {
        left,
        delivered,
        answered,
        tooLong,
        failed: given,
        up: run.frame[up] === 1,
      });
    },
    unfinished: () => {
      if (model.failed.some((bits) => bits !== 0)) return 'calls wait for their failure';
      return receiving ? 'part of a message came from the far end' : undefined;
    },
    restart() {
      resetLinkModel(model);
      sending = false;
      cut = false;
      receiving = false;
      broken = false;
    },
  };
}
