// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from '../manifest/index.ts';
import type { Run } from './run.ts';

/** Signals whose unknown bits count only while another one is 1: pattern of the name, and that of the qualifier. */
const qualified: readonly (readonly [RegExp, string])[] = [
  [/^(.*)_in_last$/, '$1_in_valid'],
  [/^(.*_in_t)last$/, '$1valid'],
  [/^(.*_axi_(?:aw|ar))addr$/, '$1valid'],
  [/^(.*_axi_w)strb$/, '$1valid'],
  [/^(.*_wb_)stb_i$/, '$1cyc_i'],
  [/^(.*_wb_)(?:we|adr|sel)_i$/, '$1stb_i'],
  [/^(.*_apb_)(?:penable|pwrite|paddr|pstrb)$/, '$1psel'],
  [/^(.*_command)_operation$/, '$1_valid'],
  [/^(.*_window)_(?:write|entry|offset|strobe)$/, '$1_valid'],
  [/^(register)_(?:write|address)$/, '$1_valid'],
  [/^(statistics)\.(?:index|sum)$/, '$1.valid'],
  [/^(.*_port)\.(?:operation|by_circuits|by_receiver|code|entry)$/, '$1.answered'],
  [/^(.*_port)\.head_(?:entry|length|tag|kind)$/, '$1_waits'],
  [/^(.*\.(?:first|second))_head$/, '$1_detection.head_valid'],
  [/^(.*\.atomic_swap\.(?:first|second))_(?:operation|entry|value|store|old_flag)$/, '$1_done'],
  [/^(.*\.atomic_swap\.(?:first|second))_request_entry$/, '$1_request'],
  [/^(.*\.payload\.(?:first|second)_(?:write|read))_address$/, '$1_valid'],
  [/^(.*\.temporary_write)_address$/, '$1'],
  [/^(.*\.reception\.write)_address$/, '$1_valid'],
];

/** Data, and names that matter only where a rule looks at them: the rules judge their unknown bits themselves. */
const judgedByRules =
  /(?:_data|_(?:in|write)_strobe|_in_(?:abort|tag|kind)|\.message|_command_(?:entry|pointer|length|tag|kind)|_port\.(?:pointer|length|tag|kind)|\.copied_entry|\.reception\.(?:entry|is_return)|_in_t(?:keep|id|user)|_tdata|_axi_(?:[rw]data|awprot|arprot)|_wb_dat_[io]|_apb_(?:p[rw]data|pprot))$/;

/** Looks for unknown bits in control signals. */
export function createUnknownRule(run: Run, manifest: Manifest): { sample(): void } {
  const { binding } = run;
  const names = [
    ...binding.signals
      .filter(({ name }) => manifest.ports.some((port) => port.name === name))
      .map(({ name }) => ({ name, sampled: name })),
    ...manifest.probes.map(({ name, path }) => ({ name, sampled: path })),
  ];
  const wordOf = (name: string) => {
    const sampled = names.find((known) => known.name === name)?.sampled;
    return sampled === undefined ? undefined : binding.layout.slots.get(sampled)!.word;
  };
  /** For each word of a frame, the signal in it and its qualifier, or undefined where rules judge. */
  const watched = new Array<{ sampled: string; qualifier: number | undefined } | undefined>(
    binding.layout.totalWords,
  ).fill(undefined);
  for (const { name, sampled } of names) {
    const slot = binding.layout.slots.get(sampled)!;
    const rule = qualified.find(([pattern]) => pattern.test(name));
    const qualifierName =
      rule === undefined
        ? undefined
        : name
            .replace(rule[0], rule[1])
            .replace(/^(.*)\.(first|second)_port_waits$/, '$1.$2_detection.head_valid');
    if (rule === undefined && judgedByRules.test(name)) continue;
    const qualifier = qualifierName === undefined ? undefined : wordOf(qualifierName);
    for (let word = slot.word; word < slot.word + slot.words; word += 1)
      watched[word] = { sampled, qualifier };
  }
  return {
    sample() {
      const { unknown, frame } = run;
      for (let word = 0; word < unknown.length; word += 1) {
        if (unknown[word] === 0) continue;
        const signal = watched[word];
        if (signal === undefined || (signal.qualifier !== undefined && frame[signal.qualifier] !== 1))
          continue;
        run.fail({
          rule: 'known values',
          where: manifest.top,
          expected: `'${signal.sampled}' has a value`,
          actual: 'some of its bits are X or Z',
          signals: [signal.sampled],
        });
      }
    },
  };
}
