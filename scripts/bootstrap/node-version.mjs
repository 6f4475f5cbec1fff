// SPDX-License-Identifier: Apache-2.0

// Loaded by every entry point before anything else, also by a Node that is far too old: no syntax newer than ES2017 here.

/** The oldest Node that runs Baton; the same number stands in `engines` of package.json. */
export const MINIMUM_NODE = '20.19';

/** Installs a new enough Node for one user, without root, on any Linux or macOS. */
export const NODE_FIX =
  'curl -fsSL https://raw.githubusercontent.com/nvm-sh/nvm/v0.40.3/install.sh | bash && . ~/.nvm/nvm.sh && nvm install 22';

/**
 * @param {string} version dotted numbers, for example `20.19` or `3.11.7`
 * @param {string} minimum dotted numbers; a part that is absent counts as 0
 * @returns {boolean} whether `version` is `minimum` or later
 */
export function isAtLeast(version, minimum) {
  const have = version.split('.').map(Number);
  const want = minimum.split('.').map(Number);
  for (let part = 0; part < want.length; part += 1) {
    const difference = (have[part] || 0) - (want[part] || 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * @param {string} version as in `process.versions.node`
 * @returns {boolean} whether this Node is new enough
 */
export function isNodeSupported(version) {
  return isAtLeast(version, MINIMUM_NODE);
}
