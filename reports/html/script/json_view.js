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
  let parts = [text];
  const replace = (runOf, make) => {
    parts = parts.flatMap((part) => (typeof part === 'string' ? chipped(part, runOf, make) : [part]));
  };
  for (const object of marks.objects.values()) replace((t) => [t.indexOf(object.text), object.text.length], () => objectChip(object));
  for (const { token, what } of marks.withheld) replace((t) => withheldRun(t, token), () => h('span', { class: 'withheld' }, `${what}, withheld at source`));
  return parts.map((part) => (typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : part));
}

// `runOf` gives where the next run starts, or -1, and how long it is.
function chipped(text, runOf, make) {
  const out = [];
  let rest = text;
  for (let [at, size] = runOf(rest); at >= 0; [at, size] = runOf(rest)) {
    out.push(rest.slice(0, at), make());
    rest = rest.slice(at + size);
  }
  return [...out, rest];
}

// A secret's token is repeated or cut to the length of the secret; its beginning tells it from others.
const TOKEN_BEGINNING = 16;

function withheldRun(text, token) {
  const at = token.length < TOKEN_BEGINNING ? -1 : text.indexOf(token.slice(0, TOKEN_BEGINNING));
  let size = at < 0 ? 0 : TOKEN_BEGINNING;
  while (size > 0 && at + size < text.length && text[at + size] === token[size % token.length]) size += 1;
  return [at, size];
}

function objectChip(object) {
  const kind = object.encrypted ? 'JWE' : 'JWS';
  return h('span', { class: 'sealed-chip' }, sealIcon(object), ` ${object.name} · ${kind} compact, ${plural(object.text.length, 'character')}`);
}
