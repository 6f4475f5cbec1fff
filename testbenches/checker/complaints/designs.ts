// SPDX-License-Identifier: Apache-2.0
import { presets } from '../../../hdl-gen/configuration/index.ts';
import { buildEmbodiment } from '../../support/embodiments.ts';
import { buildGenerated, type GeneratedModel } from '../../support/generated-model.ts';
import { buggyChannel, buggyDirectPath, buggyRemoteServer, buildBuggyDesign } from '../buggy-designs.ts';
import type { RandomRun } from '../random-run.ts';
import { channelComplaints } from './channel.ts';
import type { Complaint } from './complaint.ts';
import { directPathComplaints } from './direct.ts';
import { gatewayComplaints } from './gateway.ts';
import { heldCallComplaints } from './held-calls.ts';
import { linkComplaints } from './link.ts';
import { growingComplaints, searchingComplaints, secondAreaComplaints } from './memory.ts';
import { portComplaints } from './ports.ts';

/** A design, traffic in which all that is wrong can be shown, and what is. */
export interface ComplainedDesign {
  readonly title: string;
  build(): Promise<GeneratedModel>;
  readonly traffic: Omit<RandomRun, 'seed'>;
  readonly complaints: readonly Complaint[];
  /** What is left somewhere when a run is broken off. */
  readonly leaves: readonly string[];
}

const busy = {
  cycles: 2500,
  stall: 0.2,
  hostility: 0.15,
  commandRate: 0.3,
  registerRate: 0.05,
  resets: 0.001,
};
/** Returns of calls that are still being read come from a party that is hostile. */
const holding = { ...busy, hostility: 0.5, commandRate: 0.02, registerRate: 0, holds: true };

const anywhere = [
  'is without a buffer and not sent',
  'is in entry # and not sent',
  'messages wait for',
  'the circuits hold',
];
const inChannel = ['messages are being copied', 'temporary buffers are in use'];
const atPorts = [
  'messages are not delivered completely',
  'a window access to entry # is not finished',
  'a command waits',
];

/** Designs that other tests of the checker build as well. */
export const designs: readonly ComplainedDesign[] = [
  {
    title: 'a channel',
    build: () => buildBuggyDesign(buggyChannel),
    traffic: busy,
    complaints: [...channelComplaints, ...portComplaints],
    leaves: [...anywhere, ...inChannel],
  },
  {
    title: 'a gateway',
    build: () => buildGenerated(presets['tiny-gateway']),
    traffic: busy,
    complaints: gatewayComplaints,
    leaves: [...anywhere, 'messages are being copied', '# requests and # returns wait in temporary buffers'],
  },
  {
    title: 'held calls',
    build: () => buildGenerated(presets['tiny-gateway']),
    traffic: holding,
    complaints: heldCallComplaints,
    leaves: [...anywhere, 'buffers of held calls that have ended are not free'],
  },
  {
    title: 'the direct path',
    build: () => buildBuggyDesign(buggyDirectPath),
    traffic: busy,
    complaints: directPathComplaints,
    leaves: [...anywhere, 'entry # of client_area is being passed on'],
  },
  {
    title: 'a remote server',
    build: () => buildBuggyDesign(buggyRemoteServer),
    traffic: { ...busy, hostility: 0.4 },
    complaints: linkComplaints,
    leaves: [...anywhere, ...inChannel, 'calls wait for their failure'],
  },
  {
    title: 'memory on demand',
    build: () => buildEmbodiment('growing'),
    traffic: busy,
    complaints: growingComplaints,
    leaves: [...anywhere, ...inChannel, ...atPorts],
  },
  {
    title: 'memory on demand that is searched',
    build: () => buildEmbodiment('searching'),
    traffic: busy,
    complaints: searchingComplaints,
    leaves: [...anywhere, ...inChannel, ...atPorts],
  },
  {
    title: 'a second area',
    build: () => buildEmbodiment('second'),
    traffic: busy,
    complaints: secondAreaComplaints,
    leaves: [...anywhere, 'entry # of server_area is being passed on'],
  },
];
