'use strict';
// Nodes only. Every text of a result enters the page as a text node made here, so that no place can
// forget to escape it: the system under test is hostile.

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
const TEXT_LIMIT = 2000;

// Control, bidirectional and invisible characters, and surrogates that stand alone.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;

function visible(text) {
  return String(text).replace(HIDDEN, (c) => '\\u' + c.codePointAt(0).toString(16).padStart(4, '0'));
}

function clipped(text, limit = TEXT_LIMIT) {
  const all = String(text);
  return all.length <= limit ? all : `${all.slice(0, limit)}… (${number(all.length)} characters)`;
}

function textNode(text, limit) {
  return document.createTextNode(visible(clipped(text, limit)));
}

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'css') for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else node.setAttribute(name, value === true ? '' : visible(clipped(value)));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    node.append(child instanceof Node ? child : textNode(child));
  }
  return node;
}

const h = (tag, attributes, ...children) => build(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) =>
  build(document.createElementNS(SVG_NAMESPACE, tag), attributes, children);

const find = (selector, root = document) => root.querySelector(selector);
const number = (n) => n.toLocaleString('en');
const plural = (n, word) => `${number(n)} ${word}${n === 1 ? '' : 's'}`;
const hiddenText = (text) => h('span', { class: 'unseen' }, text);
const list = (items) => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`);

function seconds(s) {
  if (s >= 90) return `${Math.floor(s / 60)} min ${Math.round(s % 60)} s`;
  return s >= 10 ? `${s.toFixed(1)} s` : s >= 1 ? `${s.toFixed(2)} s` : `${(s * 1000).toFixed(s < 0.01 ? 1 : 0)} ms`;
}

function copyable(text) {
  const code = h('code', { tabindex: 0 }, text);
  const copy = async (event) => {
    const button = event.currentTarget;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'copied';
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = 'selected';
    }
  };
  return h('span', { class: 'command' }, code, h('button', { class: 'button', type: 'button', onclick: copy }, 'copy'));
}
