'use strict';
// Cases: one row per purpose, one bar per variant; a filter dims what it does not match and hides no neighbour.

function casesView({ params }) {
  const text = params.get('q') ?? '';
  const filter = parseFilter(text);
  const chosen = CASES.filter((c) => matches(c, filter));
  const lines = params.get('view') === 'lines';
  const catalogue = params.get('order') === 'catalogue';
  return {
    title: 'Cases',
    nodes: [
      h('h1', { class: 'unseen' }, 'Cases'),
      filterBar(text, filter, chosen, { lines, catalogue }),
      chosen.length === 0 ? h('p', { class: 'nothing' }, 'No case matches. ', h('a', { href: casesAddress('') }, 'Show all'))
        : lines ? caseLines(inOrder(chosen, catalogue, (c) => c.verdict), text)
          : purposeRows(new Set(chosen), text, catalogue),
    ],
  };
}

const inOrder = (items, catalogue, verdict) =>
  catalogue ? items : [...items].sort((a, b) => WORST_FIRST.indexOf(verdict(a)) - WORST_FIRST.indexOf(verdict(b)));

function filterBar(text, filter, chosen, { lines, catalogue }) {
  const purposes = new Set(chosen.map((c) => c.purpose)).size;
  const count = `${number(chosen.length)} of ${plural(CASES.length, 'case')} in ${plural(purposes, 'purpose')}`;
  const input = h('input', {
    type: 'search', id: 'filter', value: text, autocomplete: 'off', spellcheck: 'false', 'data-focus': 'filter',
    placeholder: 'v:fail,inc  role:TEF  -r:AR-06  expired', 'aria-label': 'Filter cases', 'aria-describedby': 'count',
    oninput: (event) => go(changed({ q: event.target.value }), { replace: true }),
  });
  const oops = complaint(filter);
  return h('div', { class: 'filter' },
    h('div', { class: 'filter-row' }, input, h('span', { class: 'count', id: 'count', role: 'status' }, count)),
    oops && h('p', { class: 'oops', role: 'alert' }, oops),
    h('div', { class: 'filter-row' }, chipGroups(text, filter),
      h('span', { class: 'separator' }),
      optionChip('one per line', lines, { view: lines ? '' : 'lines' }),
      optionChip('catalogue order', catalogue, { order: catalogue ? '' : 'catalogue' })));
}

function chipGroups(text, filter) {
  const present = (values) => [...new Set(values)].filter(Boolean);
  const groups = [
    ['v', WORST_FIRST.filter((v) => RUN.summary[v]), (v) => [glyph(v, ''), VERDICTS[v]]],
    ['role', present(PURPOSES.map((p) => p.role)), (v) => v],
    ['b', SEVERAL_BINDINGS ? BINDINGS : [], bindingName],
    ['is', PURPOSES.some((p) => p.disagrees) ? ['disagree'] : [], () => 'bindings differ'],
  ].filter(([, values]) => values.length);
  return groups.map(([key, values, label], i) => [
    i > 0 && h('span', { class: 'separator' }),
    values.map((v) => h('button', {
      class: 'chip', type: 'button', 'aria-pressed': String(isOn(filter, key, v)), 'data-focus': `chip-${key}-${v}`,
      onclick: () => go(changed({ q: toggled(text, key, v) })),
    }, label(v))),
  ]);
}

const optionChip = (label, on, changes) =>
  h('button', { class: 'chip', type: 'button', 'aria-pressed': String(on), 'data-focus': `option-${label}`, onclick: () => go(changed(changes)) }, label);

function purposeRows(chosen, q, catalogue) {
  const purposes = PURPOSES.filter((p) => p.cases.some((c) => chosen.has(c)));
  const rows = inOrder(purposes, catalogue, (p) => worstOf(p.cases.filter((c) => chosen.has(c))));
  return h('div', { class: 'purposes', css: { '--bindings': String(BINDINGS.length) } },
    h('div', { class: 'purpose-head', 'aria-hidden': 'true' }, h('span', {}), h('span', {}, 'Purpose'), h('span', {}),
      BINDINGS.map((b) => h('span', {}, bindingName(b)))),
    rows.map((p) => purposeRow(p, chosen, q)));
}

function purposeRow(purpose, chosen, q) {
  const details = h('details', { class: 'purpose' },
    h('summary', { 'data-row': true, 'data-focus': `purpose-${purpose.id}` },
      glyph(purpose.worst),
      h('span', { class: 'identifier' }, purpose.id), ' ',
      h('span', { class: 'title' }, purpose.title), ' ',
      h('span', { class: 'strips' }, BINDINGS.map((b) => [
        SEVERAL_BINDINGS && h('span', { class: 'strip-name' }, bindingName(b)),
        strip(purpose.cases.filter((c) => c.binding === b), chosen),
      ])), ' ',
      tally(purpose)));
  details.addEventListener('toggle', () => {
    if (details.open && !find('table', details)) details.append(variantTable(purpose, chosen, q));
  });
  return details;
}

function tally(purpose) {
  const all = applicable(purpose.cases);
  const bad = all.filter(unhappy).length;
  return h('span', { class: 'tally' }, bad ? [h('b', { class: `v-${purpose.worst}` }, number(bad)), ` of ${number(all.length)}`] : number(all.length), hiddenText(bad ? ' did not pass' : ' passed'));
}

const BAR_HEIGHT = { pass: 6, inconclusive: 12, fail: 20, error: 20, not_applicable: 1.5 };

function strip(cases, chosen) {
  const step = 13;
  return svg('svg', { class: 'strip', width: Math.max(1, cases.length * step), height: 22, 'aria-hidden': 'true' },
    cases.map((c, i) => svg('rect', {
      class: `mark-${c.verdict}${chosen.has(c) ? '' : ' dimmed'}`,
      x: i * step + 1, y: 21 - BAR_HEIGHT[c.verdict], width: step - 4, height: BAR_HEIGHT[c.verdict], rx: 1.2,
    })));
}

function variantTable(purpose, chosen, q) {
  const variants = [...new Set(purpose.cases.map((c) => c.variant))];
  const at = (variant, binding) => purpose.cases.find((c) => c.variant === variant && c.binding === binding);
  return h('table', { class: 'variants' },
    h('thead', {}, h('tr', {}, h('th', {}, 'Variant'), BINDINGS.map((b) => h('th', {}, bindingName(b))))),
    h('tbody', {}, variants.map((v) => h('tr', {}, h('th', { scope: 'row' }, variantName(v)), BINDINGS.map((b) => {
      const c = at(v, b);
      return h('td', {}, c && h('a', { class: chosen.has(c) ? '' : 'dimmed', href: caseAddress(c, { q }) }, glyph(c.verdict, ''), VERDICTS[c.verdict], hiddenText(` ${c.id}`)));
    })))));
}

const variantName = (variant) => (variant === '-' || variant === '' ? 'the one case' : variant);

function caseLines(cases, q) {
  return h('div', { class: 'lines' }, cases.map((c) =>
    h('a', { class: 'line', href: caseAddress(c, { q }), 'data-row': true, 'data-focus': c.id },
      glyph(c.verdict), ' ', h('span', { class: 'identifier' }, c.purpose.id), ' ',
      h('span', { class: 'title' }, c.purpose.title, ' ', h('small', {}, c.reason?.title ?? '')), ' ',
      h('span', { class: 'variant' }, [bindingName(c.binding), c.variant === '-' ? '' : c.variant].filter(Boolean).join(' · ')), ' ',
      h('span', { class: 'time' }, c.us ? seconds(c.us / 1e6) : ''))));
}
