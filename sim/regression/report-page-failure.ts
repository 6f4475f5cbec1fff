// SPDX-License-Identifier: Apache-2.0
import { renderSvg } from '../waveform/wave-svg.ts';
import { html, type Markup, nothing } from './markup.ts';
import { toolsText } from './report-junit.ts';
import type { Failure, RunResult } from './result.ts';

/** One failure on the page: which run, how to repeat it, the first difference with its picture, and the whole report. */
export function failurePart({ job, unit, failure, followUp, command, tools }: RunResult): Markup {
  if (failure === undefined) return nothing;
  const shown = followUp?.failure ?? failure;
  const isShorter = followUp !== undefined && followUp.command !== command;
  return html`<article class="failed"><h3>${job.test}, seed ${job.seed}</h3>
${shortestPart(followUp?.command ?? command, isShorter ? html`, ${job.length} ${unit} cut down to ${followUp.shortest.length}` : nothing)}
${differencePart(shown)}
${waveformPart(shown)}
${
  followUp === undefined
    ? nothing
    : html`<p>${
        followUp.otherwise === undefined
          ? `Run again with a waveform, it failed in the same way: ${followUp.waves}`
          : `Run again with a waveform, it did not fail in the same way, but: ${followUp.otherwise}`
      }</p>`
}
<details><summary>The whole report</summary><pre>${shown.message}</pre>
${isShorter ? html`<p>As it was found:</p><pre class="command">${command}</pre><pre>${failure.message}</pre>` : nothing}
<p>${toolsText(tools)}</p></details></article>
`;
}

function shortestPart(command: string, cutDown: Markup): Markup {
  return html`<p>Repeat it${cutDown}:</p><pre class="command">${command}</pre>`;
}

function differencePart({ kind, cycle, difference, name, message }: Failure): Markup {
  const where = cycle === undefined ? nothing : html`<dt>cycle</dt><dd>${cycle}</dd>`;
  if (difference === undefined) {
    return html`<dl><dt>${kind}</dt><dd>${name}</dd>${where}<dt>says</dt><dd>${message.split('\n', 1)[0]!}</dd></dl>`;
  }
  const { rule, ruleText, where: place, step, expected, actual } = difference;
  return html`<dl><dt>rule</dt><dd>${rule}: ${ruleText}</dd>${where}<dt>where</dt><dd>${place}</dd>
${step === undefined ? nothing : html`<dt>step</dt><dd>${step}</dd>`}
<dt>expected</dt><dd>${expected}</dd><dt>actual</dt><dd>${actual}</dd></dl>`;
}

/** As a picture of its own, so that the styles and names of one do not meet those of another. */
function waveformPart({ waveform }: Failure): Markup {
  if (waveform === undefined) return nothing;
  const source = `data:image/svg+xml;base64,${Buffer.from(renderSvg(waveform)).toString('base64')}`;
  return html`<div class="wide"><img alt="signals around the first difference" src="${source}"></div>`;
}
