'use strict';
// Evidence stays deflated in the page, one block per purpose, until a case of that purpose is opened.

const unpacked = new Map();

// The details of one case: assertions, story, culprit's reasons, messages as far as they are kept.
async function detailsOf(c) {
  const index = RUN.cases[CASES.indexOf(c)].purpose;
  if (!unpacked.has(index)) unpacked.set(index, unpackBlock(`block-${index}`));
  return (await unpacked.get(index))[c.row];
}

async function unpackBlock(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent.trim()), (c) => c.charCodeAt(0));
  const inflated = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(inflated).text());
}

const OPERATIONS = ['', 'CREATE', 'RETRIEVE', 'UPDATE', 'DELETE', 'NOTIFY'];
const STATUS_NAMES = {
  2000: 'OK', 2001: 'CREATED', 2002: 'DELETED', 2004: 'UPDATED', 4000: 'BAD_REQUEST', 4001: 'RELEASE_VERSION_NOT_SUPPORTED',
  4004: 'NOT_FOUND', 4005: 'OPERATION_NOT_ALLOWED', 4008: 'REQUEST_TIMEOUT', 4015: 'UNSUPPORTED_MEDIA_TYPE',
  4101: 'SUBSCRIPTION_CREATOR_HAS_NO_PRIVILEGE', 4102: 'CONTENTS_UNACCEPTABLE', 4103: 'ORIGINATOR_HAS_NO_PRIVILEGE', 4105: 'CONFLICT',
  4106: 'ORIGINATOR_HAS_NOT_REGISTERED', 4107: 'SECURITY_ASSOCIATION_REQUIRED', 4110: 'NOT_ACCEPTABLE',
  5000: 'INTERNAL_SERVER_ERROR', 5001: 'NOT_IMPLEMENTED', 5103: 'TARGET_NOT_REACHABLE', 5105: 'RECEIVER_HAS_NO_PRIVILEGE',
  5106: 'ALREADY_EXISTS', 5203: 'TARGET_NOT_SUBSCRIBABLE', 5204: 'SUBSCRIPTION_VERIFICATION_INITIATION_FAILED',
};
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

// What stands over the arrow: "CREATE /cse/vault", "2001 CREATED", or the first line of what is no primitive.
function labelOf(message) {
  const p = message.primitive;
  if (isObject(p)) {
    if (p.op !== undefined) return `${OPERATIONS[p.op] ?? `op ${p.op}`} ${p.to ?? ''}`;
    if (p.cmd !== undefined) return `${p.cmd}`;
    if (p.rsc !== undefined) return `${p.rsc} ${STATUS_NAMES[p.rsc] ?? ''}`.trim();
  }
  if (message.text) return message.text;
  const line = (message.octets ?? '').split(/\r?\n/, 1)[0];
  if (/^[\x20-\x7e]{3,}$/.test(line)) return line;
  return message.octets ? plural(message.octets.length, 'octet') : message.kind;
}
