'use strict';
// Protected objects have a name, E1, E2 …, by which the eye follows them from message to message.

const COMPACT = /eyJ[\w-]+(?:\.[\w-]*){4}(?![\w.-])|eyJ[\w-]+\.[\w-]*\.[\w-]+(?![\w.-])/g;

// Map from the text of each object to {name, encrypted, text, header}; a changed copy of E1 is E1′.
function namedObjects(messages) {
  const objects = new Map();
  for (const message of messages) {
    for (const text of objectTexts(message)) {
      if (!objects.has(text)) objects.set(text, describeObject(text, [...objects.values()]));
    }
  }
  return objects;
}

function objectTexts(message) {
  const found = [];
  const walk = (value) => {
    if (typeof value === 'string') found.push(...compactIn(value));
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(walk);
  };
  walk(message.primitive);
  return found.length ? found : compactIn(message.octets ?? '');
}

const compactIn = (text) => (text.match(COMPACT) ?? []).filter((t) => protectedHeader(t) !== null);

function describeObject(text, known) {
  const origin = known.find((o) => isCopy(o.text, text));
  const fresh = known.filter((o) => !o.name.endsWith('′')).length + 1;
  return { text, name: origin ? `${origin.name.replace(/′+$/, '')}′` : `E${fresh}`, encrypted: text.split('.').length === 5, header: protectedHeader(text) };
}

// A copy with one part changed. Two objects that share only their header are two objects.
function isCopy(a, b) {
  const [left, right] = [a.split('.'), b.split('.')];
  if (left.length !== right.length) return false;
  return left.filter((part, i) => part !== right[i]).length === 1 && left.length > 2;
}

function protectedHeader(text) {
  try {
    const header = JSON.parse(fromBase64url(text.split('.')[0]));
    return isObject(header) && typeof header.alg === 'string' ? header : null;
  } catch {
    return null;
  }
}

function fromBase64url(text) {
  const octets = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(octets);
}
