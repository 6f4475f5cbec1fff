// SPDX-License-Identifier: Apache-2.0

/** @typedef {import('./examine.mjs').Finding} Finding */

/** @type {Record<Finding['state'], string>} */
const STATES = { found: 'ok', missing: 'missing', unusable: 'unusable' };

/**
 * @param {readonly (readonly string[])[]} rows
 * @returns {string[]} one line a row, columns aligned
 */
function alignColumns(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/**
 * @param {readonly Finding[]} findings
 * @returns {boolean} whether all that is needed is there, or installs itself
 */
export function isHealthy(findings) {
  return findings.every((finding) => finding.level !== 'needed' || finding.state === 'found');
}

/**
 * @param {readonly Finding[]} findings
 * @param {string} [next] what to do when all needed is there
 * @returns {string} a table, the commands that cure what is wrong, and a verdict
 */
export function renderFindings(findings, next = 'npm start') {
  const header = ['', 'program', 'level', 'found', 'what for'];
  const rows = findings.map(({ state, name, level, detail, purpose }) => [
    STATES[state],
    name,
    level,
    detail,
    purpose,
  ]);
  const fixes = findings.flatMap(({ name, level, fix }) =>
    fix === undefined ? [] : [[`${level}:`, name, fix]],
  );
  const cures = fixes.length === 0 ? [] : ['', 'To cure:', ...alignColumns(fixes).map((line) => `  ${line}`)];
  const verdict = isHealthy(findings)
    ? `All needed programs are there. Next: ${next}`
    : 'Needed programs are missing: run the commands marked "needed" above.';
  return [...alignColumns([header, ...rows]), ...cures, '', verdict].join('\n');
}
