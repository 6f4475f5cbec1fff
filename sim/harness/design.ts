// SPDX-License-Identifier: Apache-2.0
import { isAbsolute } from 'node:path';
import { inspect } from 'node:util';
import { DesignError } from './errors.ts';

/** An internal signal that samplers can read. */
export interface VisibleSignal {
  /** Instance path below the top, as samplers call it: `u_area.u_swap.flags_q`, or `u_ram.words[3]` for one word of a memory. */
  readonly path: string;
  /** Name of the Verilog module that declares the signal. */
  readonly module: string;
  /** Name of the signal in that module. */
  readonly signal: string;
  /** Width in bits the user counts on; another one is an error of the build. */
  readonly width?: number;
  /** Also allow `poke`. It costs speed, because Verilator must then expect changes from outside. */
  readonly writable?: boolean;
}

/** What to build. */
export interface Design {
  /** Name of the top module. */
  readonly top: string;
  /** Absolute paths of the Verilog files, in compile order. */
  readonly files: readonly string[];
  /** Absolute paths of folders searched by `include`. */
  readonly includeDirectories?: readonly string[];
  /** Name of the one-bit clock input of the top; `clk` if not given, null for a design without a clock. */
  readonly clock?: string | null;
  /** Values for parameters of the top, whole numbers of at most 32 bits. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Macros of the preprocessor; true defines one without a value. */
  readonly defines?: Readonly<Record<string, string | number | true>>;
  /** Codes of Verilator's warnings that do not fail the build, such as `WIDTHEXPAND`. */
  readonly ignoredWarnings?: readonly string[];
  readonly visible?: readonly VisibleSignal[];
  /** Compile waveform writing in; true is `vcd`. A build of its own, about a tenth slower even while no file is open. */
  readonly trace?: boolean | TraceFormat;
  /** What to count while the model runs. A build of its own: line coverage costs some, toggle coverage most of the speed. */
  readonly coverage?: readonly CoverageKind[];
}

/** Every field, so that one with another name is noticed. */
const designFields: Readonly<Record<keyof Design, true>> = {
  top: true,
  files: true,
  includeDirectories: true,
  clock: true,
  parameters: true,
  defines: true,
  ignoredWarnings: true,
  visible: true,
  trace: true,
  coverage: true,
};

/** `vcd` is text that every viewer reads; `fst` is far smaller and slower to write, and needs zlib and LZ4. */
export type TraceFormat = 'vcd' | 'fst';

/** Lines and branches reached, bits that went both ways, `cover property` statements. */
export type CoverageKind = 'line' | 'toggle' | 'user';

export const coverageKinds: readonly CoverageKind[] = ['line', 'toggle', 'user'];

/** The name of the clock port; undefined for a design without a clock. */
export function clockOf(design: Design): string | undefined {
  return design.clock === null ? undefined : (design.clock ?? 'clk');
}

/** The waveform format a design is built for; undefined for none. */
export function traceFormatOf(design: Design): TraceFormat | undefined {
  return design.trace === true ? 'vcd' : design.trace || undefined;
}

const identifier = /^[A-Za-z_][A-Za-z0-9_$]*$/;

function requireIdentifier(what: string, name: string): void {
  if (!identifier.test(name)) {
    throw new DesignError(
      `${what} '${name}' is not a plain Verilog identifier; give a name like 'u_fifo_0'.`,
    );
  }
}

/** Where a visible signal lies: the path of its scope, its name, and the word of a memory (-1 for a plain signal). */
export interface VisibleLocation {
  readonly scope: string;
  readonly variable: string;
  readonly element: number;
}

/**
 * Splits the path of a visible signal into scope, variable and memory word; the scope includes the top.
 *
 * @throws DesignError when the path does not end with the signal's name.
 */
export function locateVisible(top: string, visible: VisibleSignal): VisibleLocation {
  const [, leading = '', variable, element] = /^(.*\.)?([^.[\]]+)(?:\[(\d+)\])?$/.exec(visible.path) ?? [];
  if (variable === undefined || variable !== visible.signal) {
    throw new DesignError(
      `The path of visible signal '${visible.path}' must end with its signal '${visible.signal}', ` +
        `as in 'u_instance.${visible.signal}' or, for one word of a memory, 'u_instance.${visible.signal}[0]'.`,
    );
  }
  return {
    scope: `${top}.${leading}`.slice(0, -1),
    variable,
    element: element === undefined ? -1 : Number(element),
  };
}

/**
 * Checks what can be checked without reading a file.
 *
 * @throws DesignError naming the first wrong field.
 */
export function validateDesign(design: Design): void {
  for (const field of Object.keys(design)) {
    if (field in designFields) continue;
    throw new DesignError(
      `Design '${design.top}' has no field '${field}'; the fields are ${Object.keys(designFields).join(', ')}.`,
    );
  }
  requireIdentifier('The top module', design.top);
  const clock = clockOf(design);
  if (clock !== undefined) requireIdentifier('The clock port', clock);
  if (design.files.length === 0) {
    throw new DesignError(`Design '${design.top}' has no files; list its Verilog files in compile order.`);
  }
  for (const path of [...design.files, ...(design.includeDirectories ?? [])]) {
    if (!isAbsolute(path)) {
      throw new DesignError(
        `Path '${path}' of design '${design.top}' is not absolute; resolve it before building.`,
      );
    }
  }
  for (const [name, value] of Object.entries(design.parameters ?? {})) {
    requireIdentifier('The parameter', name);
    if (!Number.isInteger(value) || value < -(2 ** 31) || value >= 2 ** 32) {
      throw new DesignError(
        `Parameter '${name}' of design '${design.top}' is ${inspect(value)}; allowed are whole numbers from -2147483648 to 4294967295.`,
      );
    }
  }
  for (const name of Object.keys(design.defines ?? {})) requireIdentifier('The macro', name);
  for (const code of design.ignoredWarnings ?? []) requireIdentifier('The ignored warning', code);
  if (![undefined, true, false, 'vcd', 'fst'].includes(design.trace)) {
    throw new DesignError(
      `The trace of design '${design.top}' is ${inspect(design.trace)}; allowed are true, false, 'vcd' and 'fst'.`,
    );
  }
  if (!Array.isArray(design.coverage ?? [])) {
    throw new DesignError(
      `The coverage of design '${design.top}' is ${inspect(design.coverage)}; give a list of ${coverageKinds.join(', ')}.`,
    );
  }
  for (const kind of design.coverage ?? []) {
    if (!coverageKinds.includes(kind)) {
      throw new DesignError(
        `Coverage '${kind}' of design '${design.top}' does not exist; there are: ${coverageKinds.join(', ')}.`,
      );
    }
  }
  const paths = new Set<string>();
  for (const visible of design.visible ?? []) {
    requireIdentifier(`The module of visible signal '${visible.path}',`, visible.module);
    requireIdentifier(`The name of visible signal '${visible.path}',`, visible.signal);
    locateVisible(design.top, visible);
    if (paths.has(visible.path)) {
      throw new DesignError(`Visible signal '${visible.path}' is listed twice; list each path once.`);
    }
    paths.add(visible.path);
  }
}
