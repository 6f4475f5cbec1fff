// SPDX-License-Identifier: Apache-2.0
import type { Expression, ModuleTree } from '../../../hdl-gen/language/index.ts';
import type { Random } from '../../../sim/tasks/index.ts';
import { type Site, sitesOf } from './map-expressions.ts';
import { type Fault, wrongConditions } from './wrong-condition.ts';
import { readableSignals, wrongDrivers } from './wrong-driver.ts';

export type MutantKind = 'wrong condition' | 'wrong driver';

/** One fault in one module, the same in all its instances. */
export interface Mutant {
  /** Number in its design, from 1. */
  readonly id: number;
  readonly module: string;
  readonly kind: MutantKind;
  readonly site: Site;
  readonly rule: string;
  /** Number of the fault among those of its kind at the site. */
  readonly fault: number;
  readonly before: Expression;
  readonly after: Expression;
}

/** A mutant by its place in a design, without what stands there. */
export interface MutantPlace extends Pick<Mutant, 'id' | 'module' | 'kind' | 'rule' | 'fault'> {
  readonly site: Pick<Site, 'index'>;
}

type Draft = Omit<Mutant, 'id'>;

/** Draws after which a module is taken to have no further mutant. */
const MOST_DRAWS = 200;

/**
 * Draws different mutants over all modules of a design: one in each module at least, the rest by the number of places
 * in a module.
 *
 * @param isLegal whether the design with all these mutants in it can be built; one that cannot is drawn again
 * @throws Error when the modules have no room for so many
 */
export function drawMutants(
  trees: readonly ModuleTree[],
  count: number,
  random: Random,
  isLegal: (mutants: readonly Mutant[]) => boolean,
): Mutant[] {
  const pools = trees.map(poolOf).filter(({ sites }) => sites.length > 0);
  const drawn: Mutant[] = [];
  for (const [index, share] of sharesOf(pools, count).entries()) {
    const pool = pools[index]!;
    for (let number = 0; number < share; number += 1) {
      drawn.push(drawOne(pool, drawn, random, isLegal));
    }
  }
  return drawn;
}

/** The mutants at some places, with what stands there and what they put there. */
export function mutantsAt(trees: readonly ModuleTree[], places: readonly MutantPlace[]): Mutant[] {
  const pools = new Map(trees.map((tree) => [tree.definition.name, poolOf(tree)]));
  return places.map((place) => {
    const { site, expression, faults } = pools.get(place.module)!.sites[place.site.index]!;
    const after = faults[place.kind][place.fault]!.expression;
    return { ...place, site, before: expression, after };
  });
}

interface Pool {
  readonly module: string;
  readonly sites: readonly (ReturnType<typeof sitesOf>[number] & {
    readonly faults: Readonly<Record<MutantKind, readonly Fault[]>>;
  })[];
}

function poolOf(tree: ModuleTree): Pool {
  const readable = readableSignals(tree);
  const sites = sitesOf(tree).map(({ site, expression }) => ({
    site,
    expression,
    faults: {
      'wrong condition': wrongConditions(site, expression),
      'wrong driver': wrongDrivers(site, expression, readable),
    },
  }));
  return { module: tree.definition.name, sites };
}

/** How many mutants each module gets. */
function sharesOf(pools: readonly Pool[], count: number): number[] {
  const shares: number[] = pools.map((_, index) => (index < count ? 1 : 0));
  for (let given = Math.min(count, pools.length); given < count; given += 1) {
    const load = pools.map(({ sites }, index) => shares[index]! / sites.length);
    const least = load.indexOf(Math.min(...load));
    shares[least] = shares[least]! + 1;
  }
  return shares;
}

function drawOne(
  { module, sites }: Pool,
  drawn: readonly Mutant[],
  random: Random,
  isLegal: (mutants: readonly Mutant[]) => boolean,
): Mutant {
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const kind: MutantKind = random.chance(0.5) ? 'wrong condition' : 'wrong driver';
    const possible = sites.filter(({ faults }) => faults[kind].length > 0);
    if (possible.length === 0) continue;
    const { site, expression, faults } = possible[random.below(possible.length)]!;
    const chosen = drawFault(faults[kind], random);
    const { rule, expression: after } = chosen;
    const fault = faults[kind].indexOf(chosen);
    const draft: Draft = { module, kind, site, rule, fault, before: expression, after };
    const mutant = { id: drawn.length + 1, ...draft };
    if (!drawn.some((other) => isSame(other, draft)) && isLegal([...drawn, mutant])) {
      return mutant;
    }
  }
  throw new Error(`Module ${module} has no further mutant; draw fewer.`);
}

/** Every rule is as likely as the other, however many signals could stand for the right one. */
function drawFault(faults: readonly Fault[], random: Random): Fault {
  const categoryOf = ({ rule }: Fault): string => (rule.endsWith(' instead') ? 'another signal' : rule);
  const categories = [...new Set(faults.map(categoryOf))];
  const category = categories[random.below(categories.length)]!;
  const chosen = faults.filter((fault) => categoryOf(fault) === category);
  return chosen[random.below(chosen.length)]!;
}

function isSame(one: Draft, other: Draft): boolean {
  return one.module === other.module && one.site.index === other.site.index && one.rule === other.rule;
}
