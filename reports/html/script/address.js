'use strict';
// The address bar is the only state: everything that is true on screen stands in it.

function here() {
  const [, path, query] = location.hash.match(/^#?\/?([^?]*)\??(.*)$/s);
  return { path: path.split('/').filter(Boolean).map(decoded), params: new URLSearchParams(query) };
}

function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const encoded = (value) =>
  encodeURIComponent(value).replace(/%(3A|2C|2F)/g, decodeURIComponent).replaceAll('%20', '+');

// address(['case', id], {q, m: 8}) → "#/case/…?q=…&m=8"; empty parameters are left out.
function address(path, params = {}) {
  const query = Object.entries(params).filter(([, v]) => v !== '' && v !== null && v !== undefined);
  return `#/${path.map(encodeURIComponent).join('/')}${query.length ? '?' : ''}${query.map(([k, v]) => `${k}=${encoded(v)}`).join('&')}`;
}

const caseAddress = (c, params) => address(['case', c.id], params);
const casesAddress = (q, params = {}) => address(['cases'], { q, ...params });

// The present address with some parameters changed.
function changed(changes) {
  const { path, params } = here();
  return address(path, { ...Object.fromEntries(params), ...changes });
}

// The page is drawn when this returns: whoever moves the focus next finds it there.
function go(target, { replace = false } = {}) {
  if (target === location.hash) return;
  if (replace) history.replaceState(null, '', target);
  else history.pushState(null, '', target);
  redraw();
}
