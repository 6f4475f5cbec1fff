// SPDX-License-Identifier: Apache-2.0
import type { ExperimentData } from '../data.ts';
import { headline } from './headline.ts';

const PLACE = /(<!-- computed: headline -->\n)[\s\S]*?(\n<!-- end -->)/;

/** The README with the sentence that the data come to, in its marked place. @throws Error when it has no such place */
export function withHeadline(readme: string, data: ExperimentData): string {
  if (!PLACE.test(readme)) throw new Error('The README has no place for the headline of the experiment.');
  const sentence = headline(data) ?? 'The experiment has not been run in full yet.';
  return readme.replace(PLACE, (_all, before: string, after: string) => `${before}${sentence}${after}`);
}
