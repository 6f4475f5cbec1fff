// SPDX-License-Identifier: Apache-2.0
import { type CheckSummary, createChecker } from '../../sim/checker/index.ts';
import type { Model } from '../../sim/harness/index.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { createRandom } from '../../sim/tasks/index.ts';
import { type Stimulus, streamReceiver, streamSender } from '../checker/stream-stimulus.ts';
import type { GeneratedModel } from '../support/generated-model.ts';

const fields = ['valid', 'data', 'strobe', 'last', 'tag', 'kind'] as const;

/** Copies what one end shows on its stream to the other end, and the answer back. */
function joinStream(from: Model, fromName: string, to: Model, toName: string): void {
  for (const field of fields) {
    to.port(`${toName}_${field}`).write(from.port(`${fromName}_${field}`).read());
  }
  from.port(`${fromName}_ready`).value = to.port(`${toName}_ready`).value;
}

/** A run of two designs, one at each end of a link. */
export interface JoinedRun {
  readonly seed: number;
  readonly cycles: number;
  /** The link is lost after so many cycles, again and again; the far end is reset meanwhile. */
  readonly lossEvery: number;
}

/**
 * Random calls of a client through a gateway, over its link, through a channel to its second party, and back: both
 * designs are checked in every cycle. A lost link is a reset of the far end, which forgets its session by that.
 *
 * @throws DifferenceError, or an Error when the designs do not come to rest
 */
export function runJoined(near: GeneratedModel, far: GeneratedModel, run: JoinedRun): CheckSummary[] {
  const random = createRandom(run.seed);
  const ends = [near, far].map(({ manifest: generated, create }) => {
    const manifest = parseManifest(JSON.stringify(generated), 'the generated manifest');
    const model = create(run.seed);
    const checker = createChecker(manifest);
    return { model, checker, frame: model.sampler(checker.signals.map(({ name }) => name)).frame };
  });
  const [gateway, channel] = [ends[0]!.model, ends[1]!.model];
  const { bufferBytes, threads } = near.manifest.configuration;
  let enough = false;
  const stopped = () => enough;
  const stall = () => (enough ? 0 : 0.2);
  const habits = { stall: 0.2, hostility: 0, bufferBytes, threads, short: false };
  const tags: number[] = [];
  const stimuli: Stimulus[] = [
    streamSender((name) => gateway.port(name), 'client', random.fork(), { ...habits, kind: 1 }, [], stopped),
    streamReceiver((name) => gateway.port(name), 'client', random.fork(), stall, []),
  ];
  const farStimuli: Stimulus[] = [
    streamSender(
      (name) => channel.port(name),
      'second',
      random.fork(),
      { ...habits, kind: 2 },
      tags,
      stopped,
    ),
    streamReceiver((name) => channel.port(name), 'second', random.fork(), stall, tags),
  ];
  const everyone = [...stimuli, ...farStimuli];

  function step(linked: boolean): void {
    gateway.port('link_up').value = Number(linked);
    channel.port('rst').value = Number(!linked);
    for (const stimulus of linked ? everyone : stimuli) stimulus.drive();
    // What one end answers may depend on what the other shows, never the other way round.
    for (let pass = 0; pass < 2; pass += 1) {
      for (const { model } of ends) model.settle();
      joinStream(gateway, 'link_out', channel, 'first_in');
      joinStream(channel, 'first_out', gateway, 'link_in');
    }
    for (const { model } of ends) model.settle();
    for (const stimulus of linked ? everyone : stimuli) stimulus.observe();
    for (const { model, checker, frame } of ends) {
      checker.sample(frame, model.cycles);
      model.edge();
    }
    if (!linked) for (const stimulus of farStimuli) stimulus.reset();
  }

  gateway.port('rst').value = 1;
  for (let cycle = 0; cycle < 2; cycle += 1) step(false);
  gateway.port('rst').value = 0;
  for (let cycle = 0; cycle < run.cycles; cycle += 1) step(cycle % run.lossEvery >= 30);
  enough = true;
  let quiet = 0;
  for (let cycle = 0; cycle < 5_000 && quiet < 300; cycle += 1) {
    step(true);
    quiet = everyone.every((stimulus) => stimulus.idle()) && tags.length === 0 ? quiet + 1 : 0;
  }
  if (quiet < 300)
    throw new Error('The joined designs are not at rest after 5000 cycles without new messages.');
  for (const { checker } of ends) checker.finish();
  const summaries = ends.map(({ checker }) => checker.summary());
  for (const { model } of ends) model.dispose();
  return summaries;
}
