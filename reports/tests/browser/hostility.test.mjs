// Every string of a result is hostile: it must stay text.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { open, settled, visit } from './browser.mjs';

const VIEWS = ['#/', '#/cases', '#/cases?view=lines', '#/requirements', '#/run'];
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/u;

// Elements that no report makes itself; scripts beyond its own; handlers and addresses from outside.
const intruders = () => [
  ...document.querySelectorAll('img, iframe, object, embed, link, meta[http-equiv=refresh], b b, [onload], [onerror], [onclick], a[href^="javascript"], [style*="url"]'),
  ...[...document.scripts].slice(0, -1).filter((s) => !['application/json', 'text/plain'].includes(s.type)),
  ...[...document.querySelectorAll('a')].filter((a) => !(a.getAttribute('href') ?? '').startsWith('#')),
].map((e) => e.outerHTML.slice(0, 120));

async function walk(page, check) {
  for (const hash of VIEWS) {
    await visit(page, hash);
    await check(hash);
  }
  await visit(page, '#/cases');
  const cases = await page.evaluate(() => CASES.map((c) => caseAddress(c)));
  for (const hash of cases) {
    await visit(page, hash);
    await check(hash);
    for (const message of await page.$$eval('.message', (all) => all.slice(0, 9).map((a) => a.getAttribute('href')))) {
      for (const tab of ['', '&tab=octets']) {
        await visit(page, message + tab);
        await check(message);
      }
    }
  }
}

for (const kind of ['markup', 'hidden']) {
  test(`${kind} in every string stays text`, async () => {
    const page = await open(kind);
    await walk(page, async (where) => {
      assert.deepEqual(await page.evaluate(intruders), [], where);
      const shown = await page.evaluate(() => document.body.innerText + document.title + [...document.querySelectorAll('[aria-label]')].map((e) => e.getAttribute('aria-label')).join(''));
      assert.equal(shown.match(HIDDEN), null, `${where}: ${escape(shown.match(HIDDEN))} after ${shown.slice(Math.max(0, shown.search(HIDDEN) - 60), shown.search(HIDDEN))}`);
    });
    assert.deepEqual(page.trouble, []);
  });
}

test('strings of a megabyte neither hang nor widen the page', async () => {
  const page = await open('giant', '', { width: 420 });
  await walk(page, async (where) => {
    const [scroll, client, length] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth, document.querySelector('main').textContent.length]);
    assert.ok(scroll <= client, `${where.slice(0, 80)} scrolls sideways`);
    assert.ok(length < 2_000_000, 'long texts are cut');
    assert.deepEqual(await page.evaluate(intruders), []);
  });
  assert.deepEqual(page.trouble, []);
});

test('markup that gets in all the same is dead', async () => {
  const page = await open('mixed');
  await page.evaluate(() => new Promise((refused) => {
    document.querySelector('main').innerHTML = '<img src=x onerror="window.owned=1"><p style="color:red">x</p>';
    document.querySelector('main img').addEventListener('error', refused);
  }));
  assert.equal(await page.evaluate(() => window.owned), undefined);
  assert.ok(page.trouble.length > 0 && page.trouble.every((t) => /Content Security Policy|request/.test(t)), page.trouble.join('\n'));
});

test('a broken block is a sentence, not an empty pane', async () => {
  const page = await open('mixed', '#/run');
  await page.evaluate(() => document.querySelectorAll('[id^=block-]').forEach((b) => { b.textContent = 'AAAA'; }));
  await visit(page, '#/case/AR-10-HCSE-01.http.container');
  await settled(page);
  assert.match(await page.$eval('.case-body', (b) => b.textContent), /cannot be unpacked/);
});
