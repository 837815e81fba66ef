'use strict';
// One case: what it is about, six lines, who is to blame, expected beside observed, and the wire.

function caseView({ path, params }) {
  const c = CASE_BY_ID.get(path[1]);
  if (!c) return { title: 'No such case', nodes: [h('h1', { class: 'page-title' }, 'No such case'), h('p', {}, `This report has no case “${path[1] ?? ''}”. `, h('a', { href: casesAddress('') }, 'All cases'))] };
  const place = h('div', { class: 'case-body', 'aria-busy': 'true' }, h('p', { class: 'quiet' }, 'Unpacking the evidence…'));
  const view = { title: `${c.purpose.id} ${VERDICTS[c.verdict]}`, nodes: [crumbs(c, params.get('q') ?? ''), caseHead(c, params.get('q') ?? ''), place], key: `${c.id}?${params.get('q')}`, update: () => {} };
  view.ready = fillCase(c, place, view);
  return view;
}

async function fillCase(c, place, view) {
  try {
    const details = await detailsOf(c);
    place.replaceChildren(...caseBody(c, details, view));
    view.update(false);
  } catch (error) {
    place.replaceChildren(h('p', { class: 'oops' }, `The evidence of ${c.purpose.id} in this page cannot be unpacked (${error.message}). It stands in the evidence folder beside the report.`));
  }
  place.removeAttribute('aria-busy');
}

function crumbs(c, q) {
  const filter = parseFilter(q);
  const chosen = CASES.filter((x) => matches(x, filter));
  const at = chosen.indexOf(c);
  const neighbour = (offset, name, key) => at >= 0 && chosen[at + offset] &&
    h('a', { class: 'button', href: caseAddress(chosen[at + offset], { q }), 'data-step': key, 'data-focus': `case-${key}` }, name);
  return h('nav', { class: 'crumbs', 'aria-label': 'Place in the list' },
    h('a', { href: casesAddress(q) }, 'Cases', q && ` · ${q}`),
    at >= 0 && h('span', {}, `${number(at + 1)} of ${number(chosen.length)}`),
    neighbour(-1, '← previous', 'previous-case'), neighbour(1, 'next →', 'next-case'));
}

function caseHead(c, q) {
  const siblings = BINDINGS.map((b) => c.purpose.cases.find((x) => x.binding === b && x.variant === c.variant)).filter(Boolean);
  const details = [h('span', { class: 'identifier' }, c.purpose.id), ` · ${c.purpose.role}`, ` · ${bindingName(c.binding)}`, c.variant !== '-' && c.variant && ` · ${c.variant}`, c.us > 0 && ` · ${seconds(c.us / 1e6)}`, ` · ${VERDICTS[c.verdict]}`];
  return h('div', { class: 'case-head' }, glyph(c.verdict, ''),
    h('div', {}, h('h1', {}, c.purpose.title), h('p', {}, details)),
    siblings.length > 1 && h('div', { class: 'siblings' }, siblings.map((x) =>
      h('a', { class: 'chip', href: caseAddress(x, { q }), 'aria-current': x === c ? 'true' : null }, glyph(x.verdict, ''), bindingName(x.binding), hiddenText(` ${VERDICTS[x.verdict]}`)))));
}

function caseBody(c, details, view) {
  return [
    h('div', { class: 'with-blame' }, storyList(c, details), blame(c, details)),
    details.assertions.length > 0 && assertionTable(c, details),
    wireSection(c, details, view),
  ].filter(Boolean);
}

function storyList(c, details) {
  const rows = details.story ? storyRows(details.story) : quietRows(c, details);
  const tint = c.verdict === 'pass' ? '' : ` tinted tint-${c.verdict}`;
  return h('dl', { class: 'story' }, rows.filter(([, text]) => text).map(([name, text]) => {
    const className = name === 'Got' && details.story ? tint : '';
    return [h('dt', { class: className }, name), h('dd', { class: className }, text)];
  }));
}

const storyRows = (story) => [
  ['Requirement', withReferences(story.requirement)],
  ['Sent', withReferences(story.sent)],
  ['Expected', withReferences(story.expected)],
  ['Got', withReferences(story.got)],
  ['Where', withReferences(story.where)],
  ['Run again', story.again && copyable(story.again)],
];

// A case that passed or was not executed has no story; what is known of it stands here.
function quietRows(c, details) {
  const requirement = REQUIREMENTS.get(c.purpose.requirements[0]);
  const held = details.assertions.filter((a) => a.holds).length;
  return [
    ['Requirement', requirement && [h('b', {}, requirement.id), ' ', requirement.text, requirement.source && ` (${requirement.source})`]],
    ['Got', c.verdict === 'not_applicable' ? `Not executed: ${details.reason}` : `As expected: ${plural(held, 'assertion')} of ${number(details.assertions.length)} held.`],
  ];
}

// M-numbers in a sentence lead to the message.
function withReferences(text) {
  return clipped(text).split(/\b(M\d+)\b/).map((part, i) =>
    (i % 2 ? h('a', { class: 'reference', href: changed({ m: part.slice(1) }) }, part) : part));
}

const BLAME = {
  SUT: 'Everything that could excuse the system under test was ruled out.',
  tester: 'A fault of the tool, never counted against the system under test.',
  environment: 'The surroundings failed, not the system under test.',
  ICS: 'The conformance statement claims what the system does not do.',
};

function blame(c, details) {
  if (c.culprit === 'none' || !unhappy(c)) return h('div', {});
  return h('aside', { class: `blame blame-${c.verdict}`, 'aria-label': 'Culprit' },
    h('h2', {}, `Culprit: ${c.culprit}`),
    h('p', {}, details.reason || BLAME[c.culprit] || ''),
    h('ul', {}, details.culprit_reasons.map((t) => h('li', {}, t))));
}

function assertionTable(c, details) {
  return h('section', { class: 'section' }, h('h2', {}, 'Expected and observed'),
    h('table', { class: 'assertions' },
      h('thead', {}, h('tr', {}, h('th', {}, hiddenText('Holds')), h('th', {}, 'Assertion'), h('th', {}, 'Expected'), h('th', {}, 'Observed'))),
      h('tbody', {}, details.assertions.map((a) => h('tr', { class: a.holds ? 'holds' : `differs differs-${markOf([a], c.verdict)}` },
        h('td', {}, equality(a.holds)),
        h('td', {}, h('span', { class: 'identifier' }, a.id), ` ${a.text} `, a.message > 0 && withReferences(`M${a.message}`),
          h('span', { class: 'quiet clause' }, [a.kind === 'precondition' && 'precondition', a.requirement, a.clause].filter(Boolean).join(' · '))),
        h('td', { class: 'value' }, a.expected), h('td', { class: 'value' }, a.observed))))));
}

function wireSection(c, details, view) {
  if (!details.messages) {
    if (c.verdict === 'not_applicable') return null;
    return h('section', { class: 'section' }, h('h2', {}, 'What happened on the wire'), notInPage({ details }));
  }
  if (!details.messages.length) return h('section', { class: 'section' }, h('h2', {}, 'What happened on the wire'), h('p', { class: 'quiet' }, 'No message was recorded.'));
  const drawing = h('div', { class: 'sequence' });
  const pane = h('section', { class: 'pane', 'aria-label': 'Message' });
  const say = h('p', { class: 'unseen', role: 'status' });
  view.update = wireUpdater(c, details, drawing, pane, say);
  return h('section', { class: 'section', id: 'wire' }, h('h2', {}, 'What happened on the wire'),
    associations(details.messages), h('div', { class: 'wire' }, drawing, pane, say), leftovers(details));
}

// Redraws diagram and pane for the message in the address; the rest of the page stays as it is.
function wireUpdater(c, details, drawing, pane, say) {
  const { steps, objects } = stepsOf(details, c.verdict);
  const messages = details.messages;
  const withMessage = steps.filter((s) => s.message);
  const first = withMessage.find((s) => s.mark && s.mark !== 'pass') ?? withMessage.findLast((s) => s.mark) ?? withMessage.at(-1);
  const lanes = lanesOf(messages);
  let chosen = first;
  let width = 0;
  const draw = (force) => {
    const now = Math.floor(drawing.clientWidth);
    if (!now || (!force && now === width)) return;
    width = now;
    keepingFocus(() => drawing.replaceChildren(...sequence(steps, lanes, c.purpose.role, width, chosen.message.number)));
  };
  new ResizeObserver(() => draw(false)).observe(drawing);
  return (jump) => {
    const wanted = Number(here().params.get('m'));
    chosen = withMessage.find((s) => s.message.number === wanted) ?? first;
    draw(true);
    keepingFocus(() => pane.replaceChildren(...[messagePane(chosen, { messages, objects, details })].flat(Infinity).filter((n) => n instanceof Node)));
    say.textContent = `M${chosen.message.number} shown`;
    if (jump && !drawing.contains(document.activeElement) && !pane.contains(document.activeElement)) bringIntoView(drawing);
  };
}

// A reference in a sentence leads to the diagram; choosing there or in the pane moves nothing.
function bringIntoView(drawing) {
  const chosen = find('.message.selected', drawing);
  chosen?.scrollIntoView({ block: 'nearest' });
  chosen?.focus({ preventScroll: true });
}

function associations(messages) {
  const hops = new Map();
  for (const m of messages) {
    if (!m.association || !isArrow(m)) continue;
    const ends = [m.from, m.to].sort((a, b) => LANE_ORDER.indexOf(a) - LANE_ORDER.indexOf(b)).join(' – ');
    hops.set(ends, new Set([...(hops.get(ends) ?? []), m.association]));
  }
  if (!hops.size) return null;
  return h('ul', { class: 'hops' }, [...hops].map(([ends, kinds]) => h('li', {}, h('b', {}, ends), ' ', [...kinds].slice(0, 4).join(' · '))));
}

function leftovers(details) {
  const loose = details.observations?.filter((o) => o.message === 0) ?? [];
  return [
    loose.length > 0 && h('div', { class: 'observations' }, h('h3', {}, 'The tester noted'), facts(loose.map((o) => [o.name, h('code', {}, JSON.stringify(o.value))]))),
    details.truncated && h('p', { class: 'quiet' }, 'The size bound of this record was reached: later messages stand without their octets.'),
    details.left_behind?.length > 0 && textList('Left behind', details.left_behind, ''),
  ];
}
