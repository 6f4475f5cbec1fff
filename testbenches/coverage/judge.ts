// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path';
import type { Configuration } from '../../hdl-gen/configuration/index.ts';
import type { CoveragePoint, PointKind } from '../../sim/coverage/index.ts';
import type { IsConstantBit } from './constant-bits.ts';
import { placeOf } from './places.ts';

/** What is not measured, or cannot be reached, and why. */
export interface Exception {
  readonly kind: PointKind;
  /** Only in such designs. */
  readonly designs?: (configuration: Configuration) => boolean;
  /** Modules, as a pattern of whole names. */
  readonly module: string;
  /** Lines and branches: block, label and text of the line, and which branch; toggles: signal and bit. A pattern. */
  readonly place: RegExp;
  readonly reason: string;
}

/** The parts of a design that are measured, by kind. */
export interface JudgedShare {
  readonly kind: PointKind;
  readonly covered: number;
  readonly total: number;
  /** Of a kind that must be reached entirely, or all but entirely. */
  readonly least: number;
  /** Points that cannot be reached; they are not among `total`. */
  readonly named: number;
  /** What was not reached and has no reason, as `file:line place`. */
  readonly missing: readonly string[];
}

export interface Judgement {
  readonly shares: readonly JudgedShare[];
  /** Points that cannot be reached, by the reason for it. */
  readonly named: ReadonlyMap<string, number>;
  /** Points that are said to be out of reach and were reached. */
  readonly wrong: readonly string[];
}

/** How much must be reached, of 1. */
const leastShares = { line: 1, branch: 1, toggle: 0.99 } as const;
const kinds = ['line', 'branch', 'toggle'] as const;

/** What coverage is judged by. */
export interface Standards {
  readonly configuration: Configuration;
  readonly isConstant: IsConstantBit;
  /** What nobody wants to see. */
  readonly unmeasured: readonly Exception[];
  readonly unreachable: readonly Exception[];
  /** The lines of a file of Verilog. */
  readonly source: (file: string) => readonly string[];
}

/** A point of the source, in whichever instance of its module, with whichever parameters, it was reached. */
interface Place extends Pick<CoveragePoint, 'kind' | 'file' | 'line' | 'count'> {
  readonly place: string;
}

/** Judges what runs of a design have covered together. */
export function judgeCoverage(points: readonly CoveragePoint[], standards: Standards): Judgement {
  const own = (exceptions: readonly Exception[]) =>
    exceptions.filter(({ designs }) => designs?.(standards.configuration) !== false);
  const unmeasured = own(standards.unmeasured);
  const unreachable = own(standards.unreachable);
  const places = mergedPlaces(points, standards).filter(
    (place) => !unmeasured.some((one) => fits(one, place)),
  );
  const named = new Map<string, number>();
  const wrong: string[] = [];
  const measured = places.filter((place) => {
    const exception = unreachable.find((one) => fits(one, place));
    if (exception === undefined) return true;
    named.set(exception.reason, (named.get(exception.reason) ?? 0) + 1);
    if (place.count > 0) wrong.push(`${textOf(place)} (${exception.reason})`);
    return false;
  });
  const shares = kinds.map((kind) => {
    const ofKind = (some: readonly Place[]) => some.filter((place) => place.kind === kind);
    const total = ofKind(measured).length;
    const missing = ofKind(measured).filter(({ count }) => count === 0);
    return {
      kind,
      covered: total - missing.length,
      total,
      least: leastShares[kind],
      named: ofKind(places).length - total,
      missing: missing.map(textOf),
    };
  });
  return { shares, named, wrong };
}

/** Whether enough was reached, and nothing that is said to be out of reach. */
export function isEnough({ shares, wrong }: Judgement): boolean {
  return (
    wrong.length === 0 && shares.every(({ covered, total, least }) => total > 0 && covered >= least * total)
  );
}

function mergedPlaces(points: readonly CoveragePoint[], { isConstant, source }: Standards): Place[] {
  const merged = new Map<string, Place>();
  for (const { kind, file, line, subject, instance, count } of points) {
    if (kind === 'toggle') {
      const [, signal = '', bit = '0'] = /^(\w+)(?:\[(\d+)\])?:/.exec(subject) ?? [];
      if (isConstant(instance, signal, Number(bit))) continue;
    }
    const key = [kind, file, line, subject].join('\n');
    const place = kind === 'toggle' ? subject : `${placeOf(source(file), line)} (${subject})`;
    const before = merged.get(key);
    merged.set(key, { kind, file, line, place, count: count + (before?.count ?? 0) });
  }
  return [...merged.values()];
}

function fits({ kind, module, place: pattern }: Exception, { kind: own, file, place }: Place): boolean {
  return kind === own && new RegExp(`^(${module})$`).test(basename(file, '.v')) && pattern.test(place);
}

const textOf = ({ file, line, place }: Place): string => `${basename(file)}:${line} ${place}`;
