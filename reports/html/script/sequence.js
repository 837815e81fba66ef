'use strict';
// The sequence diagram, drawn at the real width: text never scales, nothing scrolls sideways.

const measure = document.createElement('canvas').getContext('2d');

function textWidth(text, size, bold) {
  measure.font = `${bold ? 700 : 400} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return measure.measureText(text).width;
}

function fitted(text, size, bold, room) {
  const whole = visible(clipped(text, 200));
  if (textWidth(whole, size, bold) <= room) return whole;
  let cut = whole.length;
  while (cut > 1 && textWidth(`${whole.slice(0, cut)}…`, size, bold) > room) cut -= 1;
  return `${whole.slice(0, cut)}…`;
}

function geometry(width, lanes) {
  const narrow = width < 560;
  const left = narrow ? 46 : 64;
  const half = narrow ? 34 : 58;
  const first = left + half * 0.7;
  const span = lanes.length > 1 ? (width - half - first) / (lanes.length - 1) : 0;
  const x = (lane) => first + Math.max(0, lanes.indexOf(lane)) * span;
  return { width, narrow, left, half, x, size: narrow ? 12 : 13 };
}

const DRAW = { phase: phaseRule, band, arrow: arrowStep };

function sequence(steps, lanes, tested, width, selected) {
  const g = geometry(width, lanes);
  const drawn = [];
  let y = 6;
  for (const step of steps) {
    const [nodes, height] = DRAW[step.kind](step, g, y, selected);
    drawn.push(nodes);
    y += height;
  }
  const lifelines = lanes.map((lane) => svg('path', { class: lane === tested ? 'lifeline tested' : 'lifeline', d: `M${g.x(lane)} 0V${y + 8}` }));
  return [
    h('div', { class: 'lanes', 'aria-hidden': 'true' }, laneHeads(lanes, tested, g)),
    svg('svg', { width, height: y + 10, role: 'group', 'aria-label': 'Sequence of messages' }, lifelines, drawn),
  ];
}

function laneHeads(lanes, tested, g) {
  const { half } = g;
  return svg('svg', { width: g.width, height: 46 }, lanes.map((lane) => {
    const part = lane === tested ? 'under test' : partOf(lane);
    return [
      lane === tested && svg('rect', { class: 'lane-tested', x: g.x(lane) - half, y: 1, width: half * 2, height: 40, rx: 6 }),
      svg('text', { x: g.x(lane), y: part ? 18 : 26, 'text-anchor': 'middle', class: 'lane-name', 'font-size': g.narrow ? 12 : 14 }, fitted(lane, 14, true, half * 2)),
      part && svg('text', { x: g.x(lane), y: 34, 'text-anchor': 'middle', class: 'lane-part', 'font-size': g.narrow ? 10.5 : 12 }, part),
    ];
  }));
}

function partOf(lane) {
  if (lane === 'tester') return '';
  if (RUN.sut.roles.includes(lane)) return 'same system';
  return Object.hasOwn(ROLE_NAMES, lane) ? 'reference' : 'tester';
}

function phaseRule(step, g, y) {
  const end = textWidth(step.text, 12.5, true) + 12;
  return [[
    svg('text', { class: 'phase', x: 0, y: y + 22, 'font-size': 12.5 }, step.text),
    svg('path', { class: 'phase-rule', d: `M${end} ${y + 18}H${g.width}` }),
  ], 32];
}

// Time that passes is a band across all lanes; what happens on one connection, a pill between its two.
function band(step, g, y, selected) {
  const { message } = step;
  const local = message.from && message.to && message.from !== message.to;
  const [a, b] = local ? [g.x(message.from), g.x(message.to)].sort((p, q) => p - q) : [g.left, g.width];
  const inset = local ? 7 : 2;
  const room = b - a - inset * 2 - 16;
  return [messageLink(step, selected, [
    svg('rect', { class: 'hit', x: 0, y: y + 1, width: g.width, height: 36, rx: 5 }),
    svg('rect', { class: 'band', x: a + inset, y: y + 7, width: Math.max(20, b - a - inset * 2), height: 24, rx: local ? 12 : 5 }),
    reference(message, g, y + 17),
    svg('text', { class: 'band-text', x: (a + b) / 2, y: y + 23, 'text-anchor': 'middle', 'font-size': g.narrow ? 11 : 12 }, fitted(local ? step.label.replace(/^connected: /, '') : step.label, g.narrow ? 11 : 12, false, room)),
  ]), 40];
}

function reference(message, g, y) {
  return [
    svg('text', { class: 'number', x: 7, y, 'font-size': 12.5 }, `M${message.number}`), ' ',
    svg('text', { class: 'clock', x: 7, y: y + 14, 'font-size': 11 }, (message.at_us / 1e6).toFixed(3)), ' ',
  ];
}

function arrowStep(step, g, y, selected) {
  const { message } = step;
  const [a, b] = [g.x(message.from), g.x(message.to)];
  const extra = step.ghost ? 36 : 0;
  const line = y + 35 + (step.unanswered ? 0 : extra);
  const broken = step.mark && step.mark !== 'pass' && !step.unanswered;
  const seal = step.objects[0];
  const look = [message.kind === 'response' ? 'answer' : 'ask', seal && 'sealed', broken && `broken v-${step.mark}`].filter(Boolean).join(' ');
  const [markAt, markLine] = step.unanswered && step.ghost ? [a - Math.sign(b - a) * 13, line + 34] : [b + Math.sign(b - a) * 13, line];
  return [messageLink(step, selected, [
    svg('rect', { class: 'hit', x: 0, y: y + 1, width: g.width, height: 48 + extra, rx: 5 }),
    reference(message, g, line - 7),
    step.ghost && ghost(step, g, a, b, y, line),
    label(step.label, step.objects, `label${broken ? ` v-${step.mark} strong` : ''}`, g, a, b, line - 12),
    arrow(look, a, b, line, seal?.encrypted),
    step.mark && placedGlyph(step.mark, markAt, markLine, g),
  ]), 50 + extra];
}

// What should have come: above the message that came instead, or below the request that nobody answered.
function ghost(step, g, a, b, y, line) {
  return step.unanswered
    ? [label(step.ghost, [], 'ghost-text', g, b, a, line + 22), arrow('ghost', b, a, line + 34)]
    : [label(step.ghost, [], 'ghost-text', g, a, b, y + 19), arrow('ghost', a, b, y + 31)];
}

function arrow(className, a, b, y, twice = false) {
  const way = Math.sign(b - a);
  const lines = (twice ? [-1.8, 1.8] : [0]).map((off) => svg('path', { class: 'shaft', d: `M${a} ${y + off}H${b - way * 9}` }));
  return svg('g', { class: `arrow ${className}` }, lines, svg('path', { class: 'head', d: `M${b - way} ${y}l${-way * 11} -5v10z` }));
}

function placedGlyph(verdict, x, y, g) {
  const mark = glyph(verdict, '');
  const at = Math.max(g.left - 16, Math.min(g.width - 18, x - 8));
  for (const [name, value] of Object.entries({ x: at, y: y - 8, width: 16, height: 16 })) mark.setAttribute(name, value);
  return [svg('circle', { class: 'halo', cx: at + 8, cy: y, r: 9.5 }), mark];
}

function label(text, objects, className, g, a, b, y) {
  const chips = objects.slice(0, 2);
  const chipWidth = 44;
  const bold = className.includes('strong');
  const room = g.width - g.left - 8 - chips.length * chipWidth;
  const shown = fitted(text, g.size, bold, room);
  const total = textWidth(shown, g.size, bold) + chips.length * chipWidth;
  const middle = Math.max(g.left + 4 + total / 2, Math.min(g.width - 4 - total / 2, (a + b) / 2));
  const start = middle - total / 2;
  return [
    chips.map((object, i) => [chip(object, start + i * chipWidth, y - 14), ' ']),
    svg('text', { class: className, x: start + chips.length * chipWidth, y, 'font-size': g.size }, shown), ' ',
  ];
}

function chip(object, x, y) {
  const icon = svg('svg', { x: x + 3, y: y + 3, width: 13, height: 13, viewBox: '0 0 16 16' }, object.encrypted ? lock() : pen());
  return svg('g', { class: 'object-chip' },
    svg('rect', { x, y, width: 39, height: 19, rx: 4.5 }), icon,
    svg('text', { x: x + 18, y: y + 13.5, 'font-size': 11.5 }, object.name));
}

function messageLink(step, selected, parts) {
  const { message } = step;
  const broken = step.mark && step.mark !== 'pass';
  const name = [
    `M${message.number} ${(message.at_us / 1e6).toFixed(3)}`, step.ghost, step.objects.slice(0, 2).map((o) => o.name).join(' '), clipped(step.label, 200),
    step.kind === 'arrow' ? `from ${message.from} to ${message.to}` : '',
    step.broken.map((a) => `${a.id} does not hold`).join(', '),
  ].filter(Boolean).join(', ');
  return svg('a', {
    href: changed({ m: message.number }), 'data-focus': `message-${message.number}`, 'data-message': message.number, 'data-kind': step.kind,
    class: ['message', broken && `broken-${step.mark}`, message.number === selected && 'selected'].filter(Boolean).join(' '),
    'aria-current': message.number === selected ? 'true' : null, 'aria-label': name,
  }, parts);
}
