'use strict';
// The pane beside the diagram: one message, decoded or as octets; what it broke; how to walk on.

const TABS = [['decoded', 'Decoded'], ['octets', 'Octets']];

function messagePane(step, context) {
  const { message } = step;
  const tab = here().params.get('tab') === 'octets' ? 'octets' : 'decoded';
  const body = h('div', { role: 'tabpanel', id: 'message-body', 'aria-labelledby': `tab-${tab}`, tabindex: 0 },
    tab === 'octets' ? octetsTab(message, step, context) : decodedTab(message, step, context));
  return [
    h('header', {}, stepper(message, context.messages),
      h('h3', {}, step.mark && [glyph(step.mark), ' '], `M${message.number} · ${step.label}`),
      h('p', {}, route(message), h('br'), origin(message))),
    step.broken.map((a) => h('p', { class: `verdict-note note-${step.mark}` }, h('b', {}, a.id), ` expected ${a.expected}; observed ${a.observed}`)),
    tabList(tab), body,
  ];
}

const route = (m) => [m.from, m.to].filter(Boolean).join(' → ') || 'between the lanes';

function origin(m) {
  const size = m.octets?.length ?? m.size;
  return [size > 0 && plural(size, 'octet'), `+${(m.at_us / 1e6).toFixed(3)} s`, m.association].filter(Boolean).join(' · ');
}

function stepper(message, messages) {
  const at = messages.indexOf(message);
  const link = (other, sign, name, key) => h('a', {
    class: 'button', 'data-focus': `step-${key}`, 'data-step': key, 'aria-label': name, 'aria-disabled': other ? null : 'true',
    href: changed({ m: (other ?? message).number }),
  }, sign);
  return h('span', { class: 'stepper' }, link(messages[at - 1], '‹', 'Previous message', 'previous'), link(messages[at + 1], '›', 'Next message', 'next'));
}

function tabList(chosen) {
  const open = (id) => go(changed({ tab: id === 'decoded' ? '' : id }), { replace: true });
  const other = (id) => TABS.map(([t]) => t).find((t) => t !== id);
  return h('div', { class: 'tabs', role: 'tablist' }, TABS.map(([id, name]) => h('button', {
    type: 'button', role: 'tab', id: `tab-${id}`, 'data-focus': `tab-${id}`, 'aria-selected': String(id === chosen), 'aria-controls': 'message-body',
    tabindex: id === chosen ? 0 : -1,
    onclick: () => open(id),
    onkeydown: (event) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      event.preventDefault();
      open(other(id));
      find(`#tab-${other(id)}`)?.focus();
    },
  }, name)));
}

const notInPage = (context) => h('p', { class: 'note' }, 'This part of the evidence is not in the page. ',
  context.details.evidence ? ['It stands in ', h('code', {}, context.details.evidence), ' beside the report.'] : 'It was not kept.');

function decodedTab(message, step, context) {
  const content = message.kind === 'event' ? h('pre', {}, message.text)
    : isObject(message.primitive) && !message.summary ? h('pre', {}, jsonView(message.primitive, marksOf(step, context)))
      : message.summary ? notInPage(context)
        : h('p', { class: 'note' }, 'No primitive could be decoded from these octets.');
  return [
    content,
    step.objects.map((o) => [h('h4', {}, `Protected header of ${o.name}`), h('pre', {}, jsonView(o.header, { objects: new Map(), wrong: () => false, withheld: [] }))]),
    context.details.observations?.filter((o) => o.message === message.number).map((o) => observation(o)),
  ];
}

const observation = (o) => h('p', { class: 'note' }, 'The tester noted ', h('b', {}, o.name), ': ', h('code', {}, JSON.stringify(o.value)));

function marksOf(step, context) {
  const said = step.broken.map((a) => a.observed);
  return {
    objects: context.objects,
    withheld: context.details.redactions ?? [],
    wrong: (key, value) => said.some((s) => s === String(value) || (key === 'rsc' && s.includes(String(value)))),
  };
}

function octetsTab(message, step, context) {
  if (message.summary) return notInPage(context);
  if (!message.octets) return h('p', { class: 'note' }, 'No octets were recorded for this step.');
  return octetsView(message.octets, step.objects, innerWidth < 560 ? 8 : 12);
}
