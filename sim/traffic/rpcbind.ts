// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';

/** Where the portmapper listens (RFC 1833), on loopback. */
export const PORTMAPPER_ADDRESS = { host: '127.0.0.1', port: 111 } as const;

const CONNECT_MILLISECONDS = 300;

/** What this machine offers for calls by a client that is not part of this project. */
export interface PortmapperSupport {
  /** A portmapper answers on 127.0.0.1:111. */
  readonly listening: boolean;
  /** Path of the program rpcinfo, undefined when it is not on PATH. */
  readonly rpcinfo: string | undefined;
}

/** Looks for a portmapper and for rpcinfo. Takes at most a third of a second. */
export async function detectPortmapper(): Promise<PortmapperSupport> {
  const { host, port } = PORTMAPPER_ADDRESS;
  const [listening, rpcinfo] = await Promise.all([
    canConnect(host, port, CONNECT_MILLISECONDS),
    // Distributions keep it where only root's PATH may lead.
    findProgram('rpcinfo', [process.env.PATH ?? '', '/usr/sbin', '/sbin'].join(delimiter)),
  ]);
  return { listening, rpcinfo };
}

/** Whether somebody accepts TCP connections there within the given milliseconds. */
export function canConnect(host: string, port: number, limitMilliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(limitMilliseconds, () => finish(false));
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}

/** Path of the first executable of that name in a list of folders separated like PATH. */
export async function findProgram(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue;
    const file = join(folder, name);
    const executable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable) return file;
  }
  return undefined;
}
