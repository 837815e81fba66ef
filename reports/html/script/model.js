'use strict';
// The index of the run, as the writer put it into the page, with its cross references resolved.

const RUN = JSON.parse(find('#index').textContent);
const REASONS = RUN.reasons;
const PURPOSES = RUN.purposes;
const CASES = RUN.cases.map((c) => ({ ...c, purpose: PURPOSES[c.purpose], reason: REASONS[c.reason] ?? null }));
const BINDINGS = [...new Set(CASES.map((c) => c.binding))];
const SEVERAL_BINDINGS = BINDINGS.length > 1;

const PROCEDURES = {
  AR: 'Data at rest, general procedure',
  DS: 'Bootstrapped data security',
  EC: 'End-to-end confidentiality',
  ESD: 'Security of data',
  MA: 'Message authentication',
  SAE: 'Security associations',
  SD: 'Security by device profile',
  THR: 'Threats',
};
const ROLE_NAMES = {
  'AE-src': 'originator of the data',
  'AE-cli': 'client that reads it',
  HCSE: 'hosting CSE',
  TEF: 'trust enabling function',
  CODEC: 'key derivation and envelopes',
  TCSE: 'transit CSE',
};
const BINDING_NAMES = { http: 'HTTP', coap: 'CoAP', mqtt: 'MQTT', exec: 'exec' };

const bindingName = (binding) => BINDING_NAMES[binding] ?? binding;
const procedureOf = (id) => id.split('-')[0];
const procedureName = (code) => PROCEDURES[code] ?? code;
const countOf = (cases, verdict) => cases.reduce((n, c) => n + (c.verdict === verdict), 0);
const worstOf = (cases) => WORST_FIRST.find((v) => cases.some((c) => c.verdict === v)) ?? 'not_applicable';
const applicable = (cases) => cases.filter((c) => c.verdict !== 'not_applicable');
const unhappy = (c) => c.verdict !== 'pass' && c.verdict !== 'not_applicable';

for (const purpose of PURPOSES) {
  purpose.cases = [];
  purpose.procedure = procedureOf(purpose.id);
}
for (const reason of REASONS) reason.cases = [];
for (const c of CASES) {
  c.row = c.purpose.cases.push(c) - 1;
  c.reason?.cases.push(c);
  c.words = [c.id, c.purpose.title, c.purpose.requirements.join(' '), c.reason?.title ?? ''].join(' ').toLowerCase();
}
for (const purpose of PURPOSES) {
  const verdicts = BINDINGS.map((b) => applicable(purpose.cases.filter((c) => c.binding === b))).filter((l) => l.length);
  purpose.worst = worstOf(purpose.cases);
  purpose.disagrees = new Set(verdicts.map(worstOf)).size > 1;
}

const CASE_BY_ID = new Map(CASES.map((c) => [c.id, c]));
const REQUIREMENTS = new Map(RUN.requirements.map((r) => [r.id, { ...r, cases: [] }]));
for (const c of CASES) {
  for (const id of c.purpose.requirements) {
    if (!REQUIREMENTS.has(id)) REQUIREMENTS.set(id, { id, group: procedureOf(id), text: '', source: '', level: '', cases: [] });
    REQUIREMENTS.get(id).cases.push(c);
  }
}

// Two readings of one list of cases: the widths of a bar, and "3 of 40".
function bar(cases, className) {
  const parts = WORST_FIRST.map((v) => [v, countOf(cases, v)]).filter(([, n]) => n);
  return h('span', { class: className, 'aria-hidden': 'true' },
    parts.map(([v, n]) => h('span', { class: `bar-${v}`, css: { 'flex-grow': String(n) } })));
}
