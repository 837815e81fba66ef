'use strict';
// Requirements: one verdict each, for the lab. What this run did not touch is named, not hidden.

function requirementsView() {
  const all = [...REQUIREMENTS.values()];
  const groups = [...new Set(all.map((r) => r.group))];
  const tested = groups.filter((g) => all.some((r) => r.group === g && r.cases.length));
  const untouched = groups.filter((g) => !tested.includes(g));
  return {
    title: 'Requirements',
    nodes: [
      h('h1', { class: 'page-title' }, 'Requirements'),
      h('p', { class: 'intro' }, 'A requirement holds when every applicable case of every purpose that tests it passed.'),
      tested.map((g) => requirementGroup(g, all.filter((r) => r.group === g))),
      untouched.length > 0 && h('section', { class: 'section' }, h('h2', {}, 'Not in this run'),
        h('p', {}, untouched.map((g) => `${procedureName(g)} (${all.filter((r) => r.group === g).length})`).join(' · '))),
    ],
  };
}

function requirementGroup(group, requirements) {
  return h('section', { class: 'section' },
    h('h2', {}, procedureName(group), ' ', h('small', {}, group)),
    h('table', { class: 'requirements' },
      h('thead', {}, h('tr', {}, h('th', {}, hiddenText('Verdict')), h('th', {}, 'Requirement'), h('th', {}, 'Statement'), h('th', {}, 'Roles tested'), h('th', { class: 'numeric' }, 'Cases'))),
      h('tbody', {}, requirements.map(requirementRow))));
}

function requirementRow(requirement) {
  const cases = applicable(requirement.cases);
  const roles = [...new Set(cases.map((c) => c.purpose.role))];
  const missing = (requirement.roles ?? []).filter((r) => !roles.includes(r));
  const bad = cases.filter(unhappy).length;
  const state = cases.length ? worstOf(cases) : 'not_applicable';
  return h('tr', { id: `requirement-${requirement.id}` },
    h('td', {}, glyph(state, cases.length || requirement.cases.length ? VERDICTS[state] : 'not in this run')),
    h('th', { scope: 'row' }, h('span', { class: 'identifier' }, requirement.id), requirement.level === 'O' && h('span', { class: 'tag' }, 'optional')),
    h('td', {}, requirement.text || [...new Set(requirement.cases.map((c) => c.purpose.title))].join(' · '), requirement.source && h('p', { class: 'quiet' }, requirement.source)),
    h('td', {}, roles.join(', '), missing.length > 0 && h('p', { class: 'quiet' }, `not tested: ${missing.join(', ')}`)),
    h('td', { class: 'numeric' }, requirement.cases.length
      ? h('a', { href: casesAddress(`r:${requirement.id}`), 'aria-label': `${bad ? `${bad} of ` : ''}${plural(cases.length, 'case')} of ${requirement.id}` }, bad ? `${number(bad)} of ${number(cases.length)}` : number(cases.length))
      : h('span', { class: 'quiet' }, 'not in this run')));
}
