// SPDX-License-Identifier: Apache-2.0
// What stands between the harness and the design in each evaluation, as far as it does nothing. `eval()` of the class that
// Verilator generates locks a mutex to look for objects of SystemVerilog classes, and it computes what follows from the inputs
// also when none has changed since. Both are left out where the generated text shows that nothing is lost; where it
// has any other form, `eval()` is called.

/** Which parts of the generated text may be called by themselves. */
export interface Evaluation {
  /** The design's own function, without what the class does around it. */
  readonly isBare: boolean;
  /** The clock may rise without another look at the inputs, as long as none has changed. */
  readonly isSplit: boolean;
}

/** `eval_step` as it is without waveforms and threads; the names of the design's functions have lost their prefix. */
const knownStep = [
  'vlSymsp->__Vm_deleter.deleteAll();',
  'if(VL_UNLIKELY(!vlSymsp->__Vm_didInit)){',
  'eval_static(&(vlSymsp->TOP));',
  'eval_initial(&(vlSymsp->TOP));',
  'eval_settle(&(vlSymsp->TOP));',
  'vlSymsp->__Vm_didInit=true;}',
  'eval(&(vlSymsp->TOP));',
  '//Evaluatecleanup',
  'Verilated::endOfEval(vlSymsp->__Vm_evalMsgQp);',
].join('');

/** `eval` of a design whose regions are the inputs, the active and the nonblocking one. */
const knownRegions = [
  'IterCount;IterCount;//Body',
  'IterCount=0U;FirstIteration=1U;do{LIMITIterCount=((IData)(1U)+IterCount);',
  'PhaseResult=eval_phase__ico(vlSelf);FirstIteration=0U;}while(PhaseResult);',
  'IterCount=0U;do{LIMITIterCount=((IData)(1U)+IterCount);',
  'IterCount=0U;do{LIMITIterCount=((IData)(1U)+IterCount);',
  'PhaseResult=eval_phase__act(vlSelf);}while(PhaseResult);',
  'PhaseResult=eval_phase__nba(vlSelf);}while(PhaseResult);',
].join('');

/** Functions that never run while the clock rises, or that only compare the clock with what it was. */
const besideInputs =
  /___(?:eval_triggers_vec__act|eval_static|eval_initial|eval_debug_assertions|ctor_var_reset|dump_triggers__\w+)\(|__Syms::\w+__Syms\(/;

/** The body of a function without results or with any; empty where no text has it. */
function bodyOf(texts: readonly string[], name: string): string {
  for (const text of texts) {
    const start = text.indexOf(`\nvoid ${name}(`);
    const end = text.indexOf('\n}\n', start);
    const opens = text.indexOf(' {\n', start);
    if (start >= 0 && opens < end && !text.slice(start, opens).includes(';'))
      return text.slice(opens + 3, end + 1);
  }
  return '';
}

/** A body without what only a debugger sees, white space, and prefixes of names. */
function essence(body: string, root: string): string {
  return body
    .replace(/^#ifdef VL_DEBUG\n[\s\S]*?^#endif.*\n/gm, '')
    .replace(/^ *VL_DEBUG_IF\(.*\n/gm, '')
    .replaceAll(`${root}___`, '')
    .replace(/\s+/g, '');
}

/** The regions of `eval`, with the counters and limits of their loops without names and numbers. */
function regionsOf(body: string, root: string): string {
  return essence(body, root)
    .replace(/^.*?\/\/Locals/, '')
    .replace(/if\(VL_UNLIKELY\(\(\(0x[0-9a-f]+U<[\w.]+\)\)\)\)\{VL_FATAL_MT\([^{}]*\);\}/g, 'LIMIT')
    .replace(
      /(?:IData\/\*31:0\*\/)?(?:vlSelfRef\.)?__V(?:ico|act|nba)(IterCount|PhaseResult|FirstIteration)/g,
      '$1',
    );
}

/**
 * Reads from generated C++ which parts of an evaluation may be called by themselves.
 *
 * @param prefix of the generated class
 * @param texts of all generated files that are compiled
 * @param clock the member of the class that is the clock; undefined for a design without one
 */
export function evaluationOf(
  prefix: string,
  texts: readonly string[],
  clock: string | undefined,
): Evaluation {
  const root = `${prefix}___024root`;
  const hasObjects = texts.some((text) => /\b(?:VL_NEW|VlClassRef)\b/.test(text));
  const isBare = !hasObjects && essence(bodyOf(texts, `${prefix}::eval_step`), root) === knownStep;
  const isSplit =
    isBare && clock !== undefined && regionsOf(bodyOf(texts, `${root}___eval`), root) === knownRegions;
  return { isBare, isSplit: isSplit && !texts.some((text) => readsClock(text, clock)) };
}

/** Whether anything but a comparison with the evaluation before may read the clock. */
function readsClock(text: string, clock: string): boolean {
  const mention = new RegExp(`\\b${clock}\\b`);
  let isBeside = false;
  for (const line of text.split('\n')) {
    if (/^\w.*\(/.test(line) && !line.endsWith(';')) isBeside = besideInputs.test(line);
    // The constructor of the class joins a reference to the port.
    else if (!isBeside && mention.test(line) && line !== `    , ${clock}{vlSymsp->TOP.${clock}}`) return true;
  }
  return false;
}

/** The C++ struct `Evaluation` that the harness evaluates a design with. */
export function evaluationSource(prefix: string, { isBare, isSplit }: Evaluation): string[] {
  const root = `${prefix}___024root`;
  const wholly = isBare ? `${root}___eval(model.rootp);` : 'model.eval();';
  return [
    ...(isBare ? [`void ${root}___eval(${root}*);`] : []),
    ...(isSplit
      ? [`bool ${root}___eval_phase__act(${root}*);`, `bool ${root}___eval_phase__nba(${root}*);`]
      : []),
    '',
    'namespace harness {',
    '',
    'struct Evaluation {',
    `    static void whole(${prefix}& model) { ${wholly} }`,
    `    static void rise(${prefix}& model) {`,
    ...(isSplit
      ? [
          `        ${root}* const root = model.rootp;`,
          '        for (unsigned tries = 0; tries < 100; ++tries) {',
          `            if (${root}___eval_phase__act(root)) continue;`,
          `            if (!${root}___eval_phase__nba(root)) return;`,
          '        }',
          '        // The design says itself when it never comes to rest.',
        ]
      : []),
    '        whole(model);',
    '    }',
    '};',
    '',
    '}  // namespace harness',
  ];
}
