'use strict';
// Single keys, which can be switched off (WCAG 2.1.4), and preferences that survive where storage is allowed.

const HELP = [
  ['/', 'filter'], ['j k', 'next, previous row or case'], ['Enter', 'open'], ['[ ]', 'previous, next message'],
  ['f', 'first case that did not pass'], ['t', 'light or dark'], ['Esc', 'leave the filter, back to the list'], ['?', 'this help'],
];

const preferences = {
  get(name) {
    try {
      return localStorage.getItem(`plumbline-${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`plumbline-${name}`, value);
    } catch { /* A page without storage keeps the choice while it is open. */ }
  },
};

let keysOn = preferences.get('keys') !== 'off';

function showTheme() {
  const chosen = preferences.get('theme');
  if (chosen) document.documentElement.dataset.theme = chosen;
}

function toggleTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  preferences.set('theme', root.dataset.theme);
}

function openHelp() {
  const dialog = find('#help');
  const keys = h('input', { type: 'checkbox', id: 'keys-on', checked: keysOn, onchange: (event) => {
    keysOn = event.target.checked;
    preferences.set('keys', keysOn ? 'on' : 'off');
  } });
  dialog.replaceChildren(
    h('h2', { id: 'help-title' }, 'Keys and filter words'),
    h('dl', { class: 'help-keys' }, HELP.map(([key, text]) => [h('dt', {}, key.split(' ').map((k) => [h('kbd', {}, k), ' '])), h('dd', {}, text)])),
    h('p', {}, h('label', {}, keys, ' single keys')),
    h('dl', { class: 'help-keys' }, Object.entries(FILTER_KEYS).map(([key, { name }]) => [h('dt', {}, h('code', {}, `${key}:`)), h('dd', {}, name)])),
    h('p', { class: 'quiet' }, 'Words look at id, title and reason. Comma = or, minus = not, "quotes" keep a phrase together.'),
    h('form', { method: 'dialog' }, h('button', { class: 'button' }, 'Close')));
  dialog.showModal();
}

function moveRow(offset) {
  const stepTo = find(`[data-step="${offset > 0 ? 'next-case' : 'previous-case'}"]`);
  if (stepTo) return go(stepTo.getAttribute('href'));
  const rows = [...document.querySelectorAll('[data-row]')];
  const at = rows.indexOf(document.activeElement);
  const next = rows[at < 0 ? (offset > 0 ? 0 : rows.length - 1) : at + offset];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function moveMessage(key) {
  const target = find(`.pane [data-step="${key}"]:not([aria-disabled])`)?.getAttribute('href');
  if (target) go(target, { replace: true });
}

const firstUnhappy = () => {
  const c = REASONS.find((r) => r.verdict !== 'not_applicable')?.cases[0];
  if (c) go(caseAddress(c, { q: `v:${c.verdict}` }));
};

function toFilter() {
  if (here().path[0] !== 'cases') go(casesAddress(''));
  find('#filter')?.focus();
}

function leave() {
  if (document.activeElement?.id === 'filter') return document.activeElement.blur();
  const { path, params } = here();
  if (path[0] === 'case') go(casesAddress(params.get('q') ?? ''));
}

const KEYS = {
  '/': toFilter,
  j: () => moveRow(1),
  k: () => moveRow(-1),
  '[': () => moveMessage('previous'),
  ']': () => moveMessage('next'),
  f: firstUnhappy,
  t: toggleTheme,
  '?': openHelp,
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || find('dialog[open]')) return;
  if (event.key === 'Escape') return leave();
  const typing = event.target.matches?.('input, textarea, select');
  if (typing || !keysOn || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
}
