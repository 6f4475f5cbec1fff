// SPDX-License-Identifier: Apache-2.0
import type { ReceivingSide, SendingSide, Side } from './area.ts';
import type { AreaChecker } from './area-checker.ts';
import type { MiddleChecker } from './design-checker.ts';

/** A kernel as an area sees it. */
export interface KernelSide {
  readonly sender: SendingSide;
  readonly receiver: ReceivingSide;
}

/** An area as the kernel sees it, once it is complete: the kernel's own side of it, and its checker. */
export interface KernelNeighbour {
  readonly side: Side;
  readonly checker: AreaChecker;
}

/** The two areas of a gateway as its kernel sees them. */
export interface KernelNeighbours {
  readonly client: KernelNeighbour;
  readonly server: KernelNeighbour;
}

/** The kernel of a gateway: how it looks from its two areas, and what is between them. */
export interface KernelPath {
  readonly client: KernelSide;
  readonly server: KernelSide;
  /** The rules about it, once the areas are there. */
  connect(neighbours: KernelNeighbours): MiddleChecker;
}
