// SPDX-License-Identifier: Apache-2.0
import { type ConfigurationInput, presets } from '../../hdl-gen/configuration/index.ts';
import { buildGenerated, type GeneratedModel } from '../support/generated-model.ts';
import { directPathBugs } from './direct-path-bugs.ts';
import { type HandMadeBug, handMadeBugs, insertBugs } from './hand-made-bugs.ts';
import { remoteServerBugs } from './remote-server-bugs.ts';

/** A design with bugs built in, each switched on by its number at a port. */
export interface BuggyDesign {
  readonly title: string;
  readonly input: ConfigurationInput;
  readonly top: string;
  readonly bugs: readonly HandMadeBug[];
}

export const buggyChannel: BuggyDesign = {
  title: 'a channel',
  input: presets['tiny-channel'],
  top: 'baton_channel',
  bugs: handMadeBugs,
};

export const buggyDirectPath: BuggyDesign = {
  title: 'a gateway with the direct path',
  input: { ...presets['tiny-gateway'], path: 'direct' },
  top: 'baton_gateway',
  bugs: directPathBugs,
};

export const buggyRemoteServer: BuggyDesign = {
  title: 'a gateway with a remote server',
  input: { ...presets['tiny-gateway'], server: 'remote' },
  top: 'baton_remote_gateway',
  bugs: remoteServerBugs,
};

/** Builds one of them; as long as the port for the bugs is 0 it has none. */
export function buildBuggyDesign({ input, top, bugs }: BuggyDesign): Promise<GeneratedModel> {
  return buildGenerated(input, (text, file) => insertBugs(bugs, top, text, file));
}
