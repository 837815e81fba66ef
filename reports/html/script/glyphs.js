'use strict';
// One silhouette per verdict: circle, square, diamond, triangle, dash. Shape says it before colour.

const VERDICTS = {
  fail: 'fail',
  error: 'error',
  inconclusive: 'inconclusive',
  pass: 'pass',
  not_applicable: 'not applicable',
};
const WORST_FIRST = Object.keys(VERDICTS);

const MARK = { fill: 'none', 'stroke-width': 1.9, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
const own = (d) => svg('path', { ...MARK, stroke: 'currentColor', d });
const knockedOut = (d) => svg('path', { ...MARK, class: 'knocked-out', d });
const solid = (d) => svg('path', { d, fill: 'currentColor' });

const SHAPES = {
  pass: () => [svg('circle', { cx: 8, cy: 8, r: 7, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.4 }), own('M4.8 8.3l2.2 2.2 4.2-4.7')],
  fail: () => [svg('rect', { x: 0.8, y: 0.8, width: 14.4, height: 14.4, rx: 2.5, fill: 'currentColor' }), knockedOut('M5 5l6 6M11 5l-6 6')],
  inconclusive: () => [solid('M8 0l8 8-8 8-8-8z'), knockedOut('M6.1 6.3a2 2 0 1 1 2.9 1.8c-.7.35-1 .75-1 1.4M8 11.7v.1')],
  error: () => [solid('M8 .8l7.6 13.9H.4z'), knockedOut('M8 6v3.6M8 12.1v.1')],
  not_applicable: () => [own('M4.5 8h7')],
};

// With `label` '' the glyph is decoration beside its word; otherwise it is an image with that name.
function glyph(verdict, label = VERDICTS[verdict]) {
  const named = label === '' ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': label };
  return svg('svg', { class: `glyph v-${verdict}`, viewBox: '0 0 16 16', ...named }, SHAPES[verdict]());
}

function equality(holds) {
  return svg('svg', { class: 'glyph', viewBox: '0 0 16 16', role: 'img', 'aria-label': holds ? 'as expected' : 'differs' },
    own(`M3 6h10M3 10.4h10${holds ? '' : 'M11 2.4L5 14'}`));
}

function lock() {
  return [
    svg('rect', { x: 3, y: 7, width: 10, height: 7, rx: 1.2, fill: 'currentColor' }),
    svg('path', { d: 'M5 7V5a3 3 0 0 1 6 0v2', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6 }),
  ];
}

function pen() {
  return [own('M2 9.5c3-7 6.500-7.500 5-1.500s1.800 3.500 3.500-.5 2.200 1.200 3.500 1.200'), own('M2 13.5h12')];
}

const sealIcon = (object) =>
  svg('svg', { class: 'glyph', viewBox: '0 0 16 16', role: 'img', 'aria-label': object.encrypted ? 'encrypted object' : 'signed object' },
    object.encrypted ? lock() : pen());

// The plumb line hangs true only when the system under test conforms.
function plumbLine(state) {
  const angle = { pass: 0, fail: -12, inconclusive: -5 }[state];
  return svg('svg', { class: `plumb plumb-${state}`, viewBox: '-20 0 44 128', 'aria-hidden': 'true' },
    svg('path', { class: 'true-line', d: 'M0 0V128' }),
    svg('g', { transform: `rotate(${angle})` },
      svg('path', { class: 'string', d: 'M0 0V98' }),
      svg('path', { class: 'bob', d: 'M-6 95h12v5L0 124L-6 100z' })));
}
