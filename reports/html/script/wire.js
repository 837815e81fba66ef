'use strict';
// From recorded messages to the steps of a diagram. Nothing is drawn here, so nothing is made up here either.

const PHASES = {
  preamble: 'Preamble',
  twin: 'Twin · must be accepted',
  stimulus: 'Stimulus',
  effect: 'Effect',
  postamble: 'Postamble',
};
// The roles, and the actors that the tester plays towards them, from left to right.
const LANE_ORDER = ['tester', 'admin', 'AE-src', 'source', 'HCSE', 'TCSE', 'neighbour',
  'certified_neighbour', 'far AE', 'TEF', 'AE-cli', 'client', 'outsider'];

function lanesOf(messages) {
  const seen = [...new Set(messages.flatMap((m) => [m.from, m.to]).filter(Boolean))];
  const place = (lane) => (LANE_ORDER.includes(lane) ? LANE_ORDER.indexOf(lane) : LANE_ORDER.length);
  return seen.sort((a, b) => place(a) - place(b));
}

const isArrow = (message) => message.kind !== 'event' && message.from !== message.to;

// Assertions that speak about a message; those about none go to the request that nobody answered.
function assertionsByMessage(details) {
  const messages = details.messages ?? [];
  const answered = new Set(messages.map((m) => m.answers));
  const unanswered = messages.findLast((m) => m.kind === 'request' && !answered.has(m.number));
  const places = new Map();
  for (const assertion of details.assertions) {
    const number = assertion.message || (!assertion.holds && unanswered ? unanswered.number : 0);
    if (!number) continue;
    places.set(number, [...(places.get(number) ?? []), assertion]);
  }
  return places;
}

// {kind: 'phase' | 'band' | 'arrow', …} in the order of the record.
function stepsOf(details, verdict) {
  const places = assertionsByMessage(details);
  const answered = new Set(details.messages.map((m) => m.answers));
  const objects = namedObjects(details.messages);
  const steps = [];
  let phase = null;
  for (const message of details.messages) {
    if (message.phase !== phase) {
      phase = message.phase;
      steps.push({ kind: 'phase', text: PHASES[phase] ?? phase });
    }
    const assertions = places.get(message.number) ?? [];
    const broken = assertions.filter((a) => !a.holds);
    steps.push({
      kind: isArrow(message) ? 'arrow' : 'band',
      message,
      label: labelOf(message),
      objects: objectTexts(message).map((t) => objects.get(t)),
      mark: broken.length ? markOf(broken, verdict) : assertions.length ? 'pass' : '',
      broken,
      ghost: broken.length ? `expected: ${broken[0].expected}` : '',
      unanswered: message.kind === 'request' && !answered.has(message.number),
    });
  }
  return { steps, objects };
}

const markOf = (broken, verdict) =>
  broken.some((a) => a.kind === 'primary') && verdict === 'fail' ? 'fail' : verdict === 'error' ? 'error' : 'inconclusive';
