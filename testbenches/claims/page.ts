// SPDX-License-Identifier: Apache-2.0
import { rules } from '../../sim/checker/index.ts';
import { families } from './elements/index.ts';
import { type Evidence, labelOf, type NamedTest, nameOf, type Place, testNameOf } from './evidence.ts';
import type { Observations } from './observations.ts';

const introduction = `# The claims, element by element

For each element of claims 1 to 23 of the patent application (EP 95304806.3), and for each embodiment of its description: which circuit does
it, in which configuration, and which tests show it. A name proves nothing, so each circuit was broken: one expression of the emitted Verilog
was replaced, and every test named here then failed with the rule or the assertion named here, and passed without that.
\`npm run claims\` does all of it again and writes this page; \`npm run claims -- --only "claim 19"\` tries one claim, \`--only 7e\` one element.
What holds whatever the claims say is in [verification.md](verification.md); rules are those of the [checker](../sim/checker/rules.ts).`;

/** The whole of docs/claims.md. */
export function claimsPage(observations: Observations): string {
  return `${[
    introduction,
    contents(),
    ...families.map((family) =>
      [
        `## ${family.title}`,
        family.introduction,
        ...family.elements.map((evidence) => section(evidence, observations)),
      ].join('\n\n'),
    ),
  ].join('\n\n')}\n`;
}

function contents(): string {
  const rows = families.flatMap(({ title, elements }) => [
    `* [${title}](#${anchorOf(title)})`,
    ...rowsOf(elements),
  ]);
  return `## Contents\n\n${rows.join('\n')}`;
}

/** A line for each claim, with a link for each of its elements. */
function rowsOf(elements: readonly Evidence[]): string[] {
  const links = new Map<string, string[]>();
  for (const evidence of elements) {
    for (const place of evidence.places) {
      const heading = 'claim' in place ? `claim ${place.claim}` : place.embodiment;
      const link = `[${labelOf(place)}](#${anchorOf(headingOf(evidence))})`;
      links.set(heading, [...(links.get(heading) ?? []), link]);
    }
  }
  const names = [...links].sort(([one], [other]) => numberIn(one) - numberIn(other));
  // A later claim may say the same as an earlier one and more.
  return names.map(([name, list]) => `  * ${name}: ${list.join(', ')}`);
}

const numberIn = (name: string) => Number(/\d+/.exec(name)![0]);

function section(evidence: Evidence, observations: Observations): string {
  const { asks, configured, circuits, tests, mutation } = evidence;
  const { messages } = observations[nameOf(evidence)]!;
  return [
    `### ${headingOf(evidence)}`,
    '',
    [asks, termsOf(evidence.places)].filter(Boolean).join(' '),
    '',
    ...circuits.map(
      ({ source, module, signals }) =>
        `* Circuit: [\`${module}\`](../${source}), ${signals.map((signal) => `\`${signal}\``).join(', ')}`,
    ),
    `* Configuration: ${configured.as}`,
    `* Broken: ${mutation.name}. In \`${mutation.file}\`, of \`${oneLine(mutation.place)}\` the part in \`<< >>\` became \`${mutation.wrong}\``,
    ...tests.flatMap((test) => [
      `* Test: [${test.file}](../${test.file}) > ${test.titles.join(' > ')}`,
      `  * ${expectation(test)}; when broken: \`${messages[testNameOf(test)]}\``,
    ]),
  ].join('\n');
}

function headingOf({ places }: Evidence): string {
  return places.map(labelOf).join(', ');
}

/** What the claims call it, where they name a circuit. */
function termsOf(places: readonly Place[]): string {
  const named = places.flatMap((place) =>
    'claim' in place && place.term !== undefined ? [`${labelOf(place)} "${place.term}"`] : [],
  );
  return named.length === 0 ? '' : `The circuit is called ${named.join(', ')}.`;
}

function expectation({ reports }: NamedTest): string {
  return 'rule' in reports ? `rule *${reports.rule}*: ${rules[reports.rule]}` : `assertion *${reports.says}*`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** The anchor that a heading gets. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
