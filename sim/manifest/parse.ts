// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { type Manifest, manifestSchema } from './schema.ts';

/** A manifest that cannot be used: where it came from and every field that is wrong. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/** Reads the text of a `manifest.json`. `source` names it in errors. */
export function parseManifest(text: string, source: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ManifestError(`${source} is not JSON: ${(cause as Error).message}; generate the design again`, {
      cause,
    });
  }
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    throw new ManifestError(`${source} is not a manifest of this version:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
