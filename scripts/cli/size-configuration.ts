// SPDX-License-Identifier: Apache-2.0
import { ConfigurationError, parseConfiguration } from '../../hdl-gen/configuration/index.ts';
import type { Path, SizingAnswer } from '../../sim/sizing/index.ts';
import { batonCommand } from './command-text.ts';

/** The configuration that an answer comes to. */
export interface SizedConfiguration {
  /** The fields, as a configuration file has them. */
  readonly configuration: Readonly<Record<string, string | number>>;
  /** The command that generates it. */
  readonly generate: string;
  /** Why it cannot be generated, if it cannot. */
  readonly refused: string | undefined;
}

/** Writes an answer as a configuration, and checks whether the generator accepts it. */
export function configurationOf(
  { built }: SizingAnswer,
  { path, threads, bufferBytes, dataWidth }: SizedFields,
): SizedConfiguration {
  const fields = {
    buffers: built.areas[0],
    bufferBytes,
    dataWidth,
    threads,
    ...(path === 'direct' ? { path } : { temporaryBuffers: built.temporaries }),
  };
  const parties = path === 'two-party' ? 'two' : 'three';
  const configuration = { parties, ...fields };
  const changes = Object.entries(fields).flatMap(([field, value]) => ['--set', `${field}=${value}`]);
  return {
    configuration,
    generate: batonCommand('generate', [
      ...['--preset', path === 'two-party' ? 'channel' : 'gateway'],
      ...changes,
      ...['--out', 'out/sized'],
    ]),
    refused: refusalOf(configuration),
  };
}

interface SizedFields {
  readonly path: Path;
  readonly threads: number;
  readonly bufferBytes: number;
  readonly dataWidth: number;
}

function refusalOf(configuration: unknown): string | undefined {
  try {
    parseConfiguration(configuration);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.replaceAll('\n', '; ');
    throw error;
  }
}
