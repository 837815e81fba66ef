'use strict';
// Overview: the verdict is a sentence, the reasons come next, where they stand after that.

function overviewView() {
  const open = REASONS.filter((r) => r.verdict !== 'not_applicable');
  return {
    title: RUN.headline,
    nodes: [
      lede(),
      bar(CASES, 'bar'),
      legend(),
      h('div', { class: 'with-side' },
        h('div', {}, whySection(open), differencesSection(), dialectSection(), proceduresSection()),
        h('aside', { class: 'side', 'aria-label': 'About this run' }, completeness(), requirementsShare(), slowest())),
    ],
  };
}

function lede() {
  return h('section', { class: `lede lede-${RUN.state}` },
    plumbLine(RUN.state),
    h('div', {}, h('h1', {}, RUN.headline), h('p', {}, RUN.sentence)),
    facts([
      ['System', [RUN.sut.name, RUN.sut.version].filter(Boolean).join(' ')],
      ['Vendor', RUN.sut.vendor],
      ['Roles', RUN.sut.roles.join(', ') || 'all, played by the embedded reference'],
      ['Suite', `Plumbline ${RUN.tool}`],
      ['Took', `${seconds(RUN.seconds)}, ${moment(RUN.started)}`],
      ['Seed', h('code', {}, RUN.seed)],
    ]));
}

function facts(rows) {
  return h('dl', { class: 'facts' }, rows.filter(([, value]) => value).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

// "2026-11-22T03:41:07Z" → "22 Nov 2026, 03:41 UTC"; anything else stays as it is.
function moment(started) {
  const at = new Date(started);
  if (Number.isNaN(at.getTime())) return started;
  const part = (options) => at.toLocaleString('en-GB', { timeZone: 'UTC', ...options });
  return `${part({ day: 'numeric', month: 'short', year: 'numeric' })}, ${part({ hour: '2-digit', minute: '2-digit' })} UTC`;
}

function legend() {
  return h('ul', { class: 'legend' }, WORST_FIRST.filter((v) => RUN.summary[v]).map((v) =>
    h('li', {}, h('a', { href: casesAddress(`v:${v}`) }, glyph(v, ''), h('b', {}, number(RUN.summary[v])), ' ', h('span', {}, VERDICTS[v])))));
}

function whySection(reasons) {
  if (!reasons.length) return h('section', { class: 'section calm' }, h('h2', {}, 'Why'), h('p', {}, 'Nothing to explain: no case failed, stayed inconclusive or ended in an error.'));
  return h('section', { class: 'section' }, h('h2', {}, 'Why ', h('small', {}, 'statements that do not hold, worst first')),
    h('table', { class: 'reasons' },
      h('thead', {}, h('tr', {}, h('th', {}, hiddenText('Verdict')), h('th', {}, 'Reason'), SEVERAL_BINDINGS && h('th', {}, 'Where'), h('th', {}, 'Culprit'), h('th', { class: 'numeric' }, 'Cases'))),
      h('tbody', {}, reasons.map(reasonRow))));
}

function reasonRow(reason) {
  const q = `c:${quoted(reason.id)}`;
  const hit = new Set(reason.cases.map((c) => c.binding));
  return h('tr', {},
    h('td', {}, glyph(reason.verdict)),
    h('td', {}, h('a', { href: caseAddress(reason.cases[0], { q }) }, reason.title),
      h('p', {}, reason.detail), h('p', { class: 'reference' }, reason.id)),
    SEVERAL_BINDINGS && h('td', { class: 'where' }, BINDINGS.map((b) => h('span', { class: hit.has(b) ? `on v-${reason.verdict}` : '' }, bindingName(b)))),
    h('td', { class: 'who' }, reason.culprit),
    h('td', { class: 'numeric' }, h('a', { href: casesAddress(q), 'aria-label': `${plural(reason.cases.length, 'case')} of ${reason.id}` }, number(reason.cases.length))));
}

// One purpose says the same of every binding; where they show something else, each is named.
function differencesSection() {
  if (!RUN.differences.length) return null;
  return h('section', { class: 'section' }, h('h2', {}, 'Bindings differ ', h('small', {}, 'the same case, another outcome')),
    h('table', { class: 'differences' },
      h('thead', {}, h('tr', {}, h('th', {}, 'Case'), h('th', {}, 'Binding'), h('th', {}, 'What it showed'))),
      h('tbody', {}, RUN.differences.flatMap(differenceRows))));
}

function differenceRows(difference) {
  return difference.bindings.map((b, i) => {
    const shown = CASE_BY_ID.get(`${difference.purpose}.${b.binding}.${difference.variant}`);
    const name = [difference.purpose, difference.variant !== '-' && difference.variant].filter(Boolean).join(' ');
    return h('tr', {},
      h('th', { scope: 'row' }, i === 0 ? name : hiddenText(name)),
      h('td', {}, glyph(b.verdict), ' ', shown ? h('a', { href: caseAddress(shown) }, bindingName(b.binding)) : bindingName(b.binding)),
      h('td', {}, b.showed.map((text) => h('p', {}, text))));
  });
}

function dialectSection() {
  if (!RUN.dialect.length) return null;
  return h('section', { class: 'section' }, h('h2', {}, 'Declared deviations ', h('small', {}, 'what the SUT file says of its messages')),
    h('ul', { class: 'plain' }, RUN.dialect.map((d) => h('li', {}, h('b', {}, d.line), ` ${d.text}.`))));
}

function proceduresSection() {
  const rows = new Map();
  for (const c of CASES) {
    const key = `${c.purpose.procedure} ${c.purpose.role}`;
    rows.set(key, [...(rows.get(key) ?? []), c]);
  }
  return h('section', { class: 'section' },
    h('h2', {}, 'Procedures and roles ', h('small', {}, 'cases that did not pass, of those applicable')),
    h('table', { class: 'procedures' },
      h('thead', {}, h('tr', {}, h('th', {}, 'Procedure'), h('th', {}, 'Role under test'), BINDINGS.map((b) => h('th', {}, bindingName(b))))),
      h('tbody', {}, [...rows.values()].map((cases, i, all) => procedureRow(cases, all[i - 1])))));
}

function procedureRow(cases, before) {
  const { procedure, role } = cases[0].purpose;
  const again = before && before[0].purpose.procedure === procedure;
  return h('tr', {},
    h('th', { scope: 'row', class: again ? 'again' : '' }, procedureName(procedure),
      cases.some((c) => c.purpose.disagrees) && h('span', { class: 'differ' }, '≠ bindings differ')),
    h('td', {}, role, ROLE_NAMES[role] && h('span', { class: 'quiet' }, ` ${ROLE_NAMES[role]}`)),
    BINDINGS.map((b) => h('td', {}, procedureCell(cases.filter((c) => c.binding === b), procedure, role, b))));
}

function procedureCell(all, procedure, role, binding) {
  const cases = applicable(all);
  if (!cases.length) return h('span', { class: 'quiet' }, 'not applicable');
  const bad = cases.filter(unhappy).length;
  return h('a', { href: casesAddress(`p:${procedure} role:${quoted(role)} b:${quoted(binding)}`) },
    glyph(worstOf(cases)), ' ', bad ? `${number(bad)} of ${number(cases.length)}` : number(cases.length),
    bar(cases, 'bar small'));
}

function sideSection(title, rows) {
  return h('section', {}, h('h2', {}, title),
    h('ul', {}, rows.filter(Boolean).map(([name, value]) => h('li', {}, h('span', {}, name), h('span', {}, value)))));
}

function completeness() {
  const skipped = RUN.summary.not_applicable;
  return sideSection('Complete', [
    ['planned', number(RUN.planned)],
    ['executed', number(CASES.length - skipped)],
    ['not applicable', number(skipped)],
    ['missing', number(RUN.planned - CASES.length)],
  ]);
}

function requirementsShare() {
  const tested = [...REQUIREMENTS.values()].filter((r) => applicable(r.cases).length);
  const kept = tested.filter((r) => worstOf(applicable(r.cases)) === 'pass');
  return sideSection('Requirements', [
    ['tested', h('a', { href: address(['requirements']) }, number(tested.length))],
    ['held in every case', number(kept.length)],
    tested.length > kept.length && ['in question', number(tested.length - kept.length)],
  ]);
}

function slowest() {
  const cases = [...CASES].sort((a, b) => b.us - a.us).slice(0, 3).filter((c) => c.us > 0);
  return cases.length > 0 && sideSection('Slowest', cases.map((c) => [h('a', { href: caseAddress(c) }, c.purpose.id), seconds(c.us / 1e6)]));
}
