'use strict';
// The octets as they passed the tap, coloured by what they are.

const OCTET_LIMIT = 8192;
const PARTS = {
  head: 'head of the binding',
  sealed: 'protected object',
  iv: 'initialization vector',
  tag: 'tag or signature',
};

function octetsView(octets, objects, perRow) {
  const kinds = kindsOf(octets, objects);
  const shown = Math.min(octets.length, OCTET_LIMIT);
  const rows = [];
  for (let at = 0; at < shown; at += perRow) rows.push(octetRow(octets, kinds, at, Math.min(at + perRow, shown), perRow), '\n');
  const used = Object.keys(PARTS).filter((k) => kinds.includes(k));
  return [
    used.length > 0 && h('p', { class: 'octet-key' }, used.map((k) => h('span', { class: `octet-${k}` }, PARTS[k]))),
    h('pre', { class: 'octets', tabindex: 0, 'aria-label': 'Octets' }, rows),
    shown < octets.length && h('p', { class: 'note' }, `The first ${number(shown)} of ${number(octets.length)} octets.`),
  ];
}

function kindsOf(octets, objects) {
  const kinds = new Array(Math.min(octets.length, OCTET_LIMIT)).fill('');
  const end = /^(?:HTTP\/|[A-Z]+ \S+ HTTP\/)/.test(octets) ? octets.indexOf('\r\n\r\n') : -1;
  if (end >= 0) kinds.fill('head', 0, end + 4);
  for (const { text, encrypted } of objects) {
    for (let at = octets.indexOf(text); at >= 0; at = octets.indexOf(text, at + text.length)) paintObject(kinds, at, text, encrypted);
  }
  return kinds;
}

function paintObject(kinds, start, text, encrypted) {
  const names = encrypted ? ['sealed', 'sealed', 'iv', 'sealed', 'tag'] : ['sealed', 'sealed', 'tag'];
  let at = start;
  text.split('.').forEach((part, i) => {
    kinds.fill(names[i], Math.min(at, kinds.length), Math.min(at + part.length, kinds.length));
    at += part.length + 1;
  });
}

function octetRow(octets, kinds, from, to, perRow) {
  const runs = (show, separator) => {
    const out = [];
    for (let i = from, end; i < to; i = end) {
      for (end = i; end < to && kinds[end] === kinds[i]; end += 1);
      const text = [...octets.slice(i, end)].map(show).join(separator);
      out.push(h('span', { class: kinds[i] ? `octet-${kinds[i]}` : '' }, text), separator);
    }
    return out;
  };
  const hex = (c) => c.charCodeAt(0).toString(16).padStart(2, '0');
  const plain = (c) => (c >= ' ' && c <= '~' ? c : '·');
  return [
    h('span', { class: 'offset' }, `${from.toString(16).padStart(4, '0')}  `),
    runs(hex, ' '), ' '.repeat((perRow - (to - from)) * 3 + 1), runs(plain, ''),
  ];
}
