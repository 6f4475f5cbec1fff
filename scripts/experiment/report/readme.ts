// SPDX-License-Identifier: Apache-2.0
import { withComputedText } from '../../computed-text.ts';
import type { ExperimentData } from '../data.ts';
import { headline } from './headline.ts';

/** The README with the sentence that the data come to, in its marked place. @throws Error when it has no such place */
export function withHeadline(readme: string, data: ExperimentData): string {
  const sentence = headline(data) ?? 'The experiment has not been run in full yet.';
  return withComputedText(readme, 'headline', 'the headline of the experiment', sentence);
}
