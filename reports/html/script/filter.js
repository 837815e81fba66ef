'use strict';
// One filter language for the list, the chips and the address: words, key:value, comma = or, minus = not, quotes.

const FILTER_KEYS = {
  v: { name: 'verdict', of: (c) => [c.verdict] },
  b: { name: 'binding', of: (c) => [c.binding] },
  p: { name: 'procedure', of: (c) => [c.purpose.procedure] },
  r: { name: 'requirement', of: (c) => c.purpose.requirements },
  role: { name: 'role under test', of: (c) => [c.purpose.role] },
  who: { name: 'culprit', of: (c) => [c.culprit] },
  c: { name: 'reason', of: (c) => [c.reason?.id ?? ''] },
  is: { name: 'disagree', of: (c) => (c.purpose.disagrees ? ['disagree'] : []) },
};
const CLOSED_KEYS = { v: WORST_FIRST, is: ['disagree'] };
const SHORT_FORMS = { inc: 'inconclusive', na: 'not_applicable' };

function parseFilter(text) {
  const terms = [];
  const unknown = [];
  for (const token of text.match(/-?\w+:(?:"[^"]*"|[^\s"])*|-?"[^"]*"|\S+/g) ?? []) {
    const term = parseTerm(token);
    if (term.unknown) unknown.push(term.unknown);
    else terms.push(term);
  }
  return { terms, unknown };
}

function parseTerm(token) {
  const [, minus, key, rest] = token.match(/^(-?)(?:([a-z]+):)?(.*)$/is);
  const not = minus !== '' && rest !== '';
  if (key === undefined) return { not, key: '', values: [rest.replaceAll('"', '').toLowerCase() || '-'] };
  if (!Object.hasOwn(FILTER_KEYS, key)) return { unknown: `${key}:` };
  const values = rest.replaceAll('"', '').toLowerCase().split(',').map((v) => SHORT_FORMS[v] ?? v);
  const foreign = CLOSED_KEYS[key] && values.find((v) => !CLOSED_KEYS[key].includes(v));
  return foreign === undefined ? { not, key, values } : { unknown: `${key}:${foreign}` };
}

function matches(c, filter) {
  return filter.terms.every(({ not, key, values }) => {
    const found = key === ''
      ? values.some((v) => c.words.includes(v))
      : FILTER_KEYS[key].of(c).some((have) => values.includes(have.toLowerCase()));
    return found !== not;
  });
}

const quoted = (value) => (/[\s,"]/.test(value) ? `"${value}"` : value);

// The chips only write into the text: v:fail becomes v:fail,error becomes v:error becomes nothing.
function toggled(text, key, value) {
  const tokens = text.match(/-?\w+:(?:"[^"]*"|[^\s"])*|-?"[^"]*"|\S+/g) ?? [];
  const at = tokens.findIndex((t) => t.startsWith(`${key}:`));
  const values = at < 0 ? [] : parseTerm(tokens[at]).values ?? [];
  const wanted = value.toLowerCase();
  const next = values.includes(wanted) ? values.filter((v) => v !== wanted) : [...values, wanted];
  const token = next.length ? [`${key}:${next.map(quoted).join(',')}`] : [];
  if (at < 0) tokens.push(...token);
  else tokens.splice(at, 1, ...token);
  return tokens.join(' ');
}

const isOn = (filter, key, value) =>
  filter.terms.some((t) => t.key === key && !t.not && t.values.includes(value.toLowerCase()));

function complaint(filter) {
  if (!filter.unknown.length) return '';
  const known = Object.entries(FILTER_KEYS).map(([key, { name }]) => `${key}: ${name}`);
  return `${list(filter.unknown)} means nothing here. Known: ${known.join(' · ')}; v: takes ${WORST_FIRST.join(', ')}.`;
}
