'use strict';
// A decoded primitive as indented JSON: protected objects as one chip, wrong values marked, withheld secrets named.

const JSON_LINES = 1500;

// `marks`: {objects: Map by text, wrong: (key, value) → bool, withheld: [{token, what}]}
function jsonView(value, marks) {
  const out = [];
  let lines = 0;
  const write = (item, indent, key) => {
    if (lines > JSON_LINES) return;
    if (item !== null && typeof item === 'object') writeCompound(item, indent);
    else out.push(leaf(key, item, marks));
  };
  const writeCompound = (item, indent) => {
    const [open, close] = Array.isArray(item) ? '[]' : '{}';
    const entries = Object.entries(item);
    if (!entries.length) return void out.push(open + close);
    out.push(open);
    entries.forEach(([key, child], i) => {
      lines += 1;
      if (lines > JSON_LINES) return;
      out.push(`\n${indent}  `, Array.isArray(item) ? '' : [h('span', { class: 'key' }, JSON.stringify(key)), ': ']);
      write(child, `${indent}  `, key);
      if (i < entries.length - 1) out.push(',');
    });
    out.push(`\n${indent}${close}`);
  };
  write(value, '', '');
  if (lines > JSON_LINES) out.push('\n…');
  return out;
}

function leaf(key, item, marks) {
  if (marks.wrong(key, item)) return h('span', { class: 'wrong' }, JSON.stringify(item));
  if (typeof item !== 'string') return h('span', { class: 'literal' }, JSON.stringify(item));
  return ['"', sealedAndWithheld(item, marks), '"'];
}

// The string with every protected object and every withheld secret replaced by a chip.
function sealedAndWithheld(text, marks) {
  const needles = [
    ...[...marks.objects.values()].map((o) => [o.text, () => objectChip(o)]),
    ...marks.withheld.filter((r) => r.token).map((r) => [r.token, () => h('span', { class: 'withheld' }, `${r.what}, withheld at source`)]),
  ];
  let parts = [text];
  for (const [needle, make] of needles) {
    parts = parts.flatMap((part) => (typeof part !== 'string' ? [part]
      : part.split(needle).flatMap((piece, i) => (i ? [make(), piece] : [piece]))));
  }
  return parts.map((part) => (typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : part));
}

function objectChip(object) {
  const kind = object.encrypted ? 'JWE' : 'JWS';
  return h('span', { class: 'sealed-chip' }, sealIcon(object), ` ${object.name} · ${kind} compact, ${plural(object.text.length, 'character')}`);
}
