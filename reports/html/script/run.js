'use strict';
// Run: what was run, on what, how to run it again, and what of the evidence is in this page.

function runView() {
  const skipped = REASONS.filter((r) => r.verdict === 'not_applicable');
  return {
    title: 'Run',
    nodes: [
      h('h1', { class: 'page-title' }, 'Run'),
      h('section', { class: 'section' }, h('h2', {}, 'Campaign'), facts([
        ['System', [RUN.sut.name, RUN.sut.version].filter(Boolean).join(' ')],
        ['Vendor', RUN.sut.vendor],
        ['Fills', RUN.sut.roles.join(', ') || 'every role: the embedded reference was tested against itself'],
        ['Suite', `Plumbline ${RUN.tool}`],
        ['Started', moment(RUN.started)],
        ['Took', seconds(RUN.seconds)],
        ['Seed', h('code', {}, RUN.seed)],
        ['Complete', RUN.partial ? 'no: the run was stopped before its end' : 'yes'],
        ['Run again', RUN.command && copyable(RUN.command)],
      ])),
      textList('Notes', RUN.notes, 'Preflight found nothing to note.'),
      h('section', { class: 'section' }, h('h2', {}, 'Evidence in this page'), h('p', {}, RUN.evidence)),
      skipped.length > 0 && h('section', { class: 'section' }, h('h2', {}, 'Not executed, and why'),
        h('table', { class: 'skipped' }, h('thead', {}, h('tr', {}, h('th', {}, 'Reason'), h('th', { class: 'numeric' }, 'Cases'))),
          h('tbody', {}, skipped.map((r) => h('tr', {}, h('td', {}, r.title),
            h('td', { class: 'numeric' }, h('a', { href: casesAddress(`c:${quoted(r.id)}`), 'aria-label': `${plural(r.cases.length, 'case')} not executed` }, number(r.cases.length)))))))),
      textList('Left behind', RUN.left_behind, 'The postamble removed everything that the run created.'),
    ],
  };
}

function textList(title, items, otherwise) {
  return h('section', { class: 'section' }, h('h2', {}, title),
    items.length ? h('ul', { class: 'plain' }, items.map((t) => h('li', {}, t))) : h('p', { class: 'quiet' }, otherwise));
}
