'use strict';
// From the address to the page, and from page to page.

const SECTIONS = [['', 'Overview'], ['cases', 'Cases'], ['requirements', 'Requirements'], ['run', 'Run']];
const VIEWS = { '': overviewView, cases: casesView, case: caseView, requirements: requirementsView, run: runView };

let shown = { path: null, view: null };

function redraw() {
  draw(here());
  find('#main').dataset.address = location.hash;
}

function draw(place) {
  const name = place.path[0] ?? '';
  const path = place.path.join('/');
  const known = Object.hasOwn(VIEWS, name);
  const key = name === 'case' ? `${place.path[1]}?${place.params.get('q')}` : null;
  if (key !== null && shown.view?.key === key) return shown.view.update(true);
  const view = known ? VIEWS[name](place) : overviewView();
  keepingFocus(() => {
    find('#main').replaceChildren(...view.nodes.flat(Infinity).filter((n) => n instanceof Node));
    showSections(name === 'case' ? 'cases' : known ? name : '');
  });
  document.title = [view.title, RUN.sut.name, 'Plumbline'].map((t) => visible(clipped(t, 80))).join(' · ');
  if (shown.path !== null && shown.path !== path) arrive();
  shown = { path, view };
}

// A new page begins at its top, for the eye and for a screen reader.
function arrive() {
  scrollTo(0, 0);
  find('#main').focus({ preventScroll: true });
}

function keepingFocus(change) {
  const held = document.activeElement?.dataset?.focus;
  const selection = document.activeElement?.id === 'filter' ? document.activeElement.selectionStart : null;
  change();
  if (held === undefined || document.activeElement?.dataset?.focus === held) return;
  const again = find(`[data-focus="${CSS.escape(held)}"]`);
  again?.focus({ preventScroll: true });
  if (selection !== null) again?.setSelectionRange(selection, selection);
}

function showSections(chosen) {
  find('#sections').replaceChildren(...SECTIONS.map(([name, title]) =>
    h('a', { href: address(name ? [name] : []), 'aria-current': name === chosen ? 'page' : null, 'data-focus': `section-${name}` }, title,
      name === 'cases' && h('small', {}, ` ${number(CASES.length)}`))));
}

function showHead() {
  find('#sut').replaceChildren(h('b', {}, [RUN.sut.name, RUN.sut.version].filter(Boolean).join(' ') || 'Plumbline'), h('small', {}, `Plumbline · ${moment(RUN.started)}`));
  find('#tools').replaceChildren(
    h('button', { class: 'button', type: 'button', 'aria-label': 'Light or dark', onclick: toggleTheme }, '◐'),
    h('button', { class: 'button', type: 'button', 'aria-label': 'Keys and filter words', onclick: openHelp }, '?'));
}

// Links inside a view that lead to the same case only choose a message: the scroll position stays.
function start() {
  showTheme();
  showHead();
  redraw();
  find('#skip').addEventListener('click', (event) => {
    event.preventDefault();
    find('#main').focus();
  });
  addEventListener('hashchange', redraw);
  addEventListener('keydown', onKey);
  addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  performance.mark('ready');
}

start();
