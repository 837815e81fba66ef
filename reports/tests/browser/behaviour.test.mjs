// Keys, addresses and filter: what is on screen is what the address says.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { back, caseHash, focused, open, results, settled, visit } from './browser.mjs';

const hash = (page) => page.evaluate(() => location.hash);
const heading = (page) => page.$eval('h1', (h) => h.textContent);
const selected = (page) => page.$eval('.message.selected', (a) => Number(a.dataset.message));

test('the keys lead from the list to the wire and back', async () => {
  const page = await open('mixed');
  await page.keyboard.press('/');
  await page.waitForFunction(() => document.activeElement.id === 'filter');
  await page.keyboard.type('v:fail');
  assert.equal(await hash(page), '#/cases?q=v:fail');
  assert.equal(await focused(page), 'filter', 'typing keeps the focus');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  assert.equal(await focused(page), 'purpose-AR-10-HCSE-01');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.waitForSelector('details[open] table a');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.equal(await heading(page), 'A credential is not served after its expiration');
  assert.equal(await selected(page), 8, 'the failing step is shown first');
  await page.keyboard.press('[');
  assert.equal(await selected(page), 7);
  await page.keyboard.press(']');
  assert.equal(await selected(page), 8);
  await page.keyboard.press('j');
  await settled(page);
  assert.match(await hash(page), /AR-06-TEF-01\.http\.resource\?q=v:fail$/, 'next stays inside the list');
  await page.keyboard.press('Escape');
  assert.equal(await hash(page), '#/cases?q=v:fail');
  await back(page);
  assert.match(await hash(page), /resource\?q=v:fail$/);
  await page.keyboard.press('f');
  await settled(page);
  assert.match(await hash(page), /AR-06-TEF-01\.http\.keys/);
  assert.deepEqual(page.trouble, []);
});

test('single keys can be switched off', async () => {
  const page = await open('mixed', '#/run');
  await page.keyboard.press('?');
  await page.click('#keys-on');
  await page.keyboard.press('Escape');
  await page.keyboard.press('f');
  assert.equal(await hash(page), '#/run');
});

test('the address of every case opens it, and a reload shows the same', async () => {
  const page = await open('mixed');
  for (const { id, title } of results('mixed').cases) {
    await visit(page, caseHash(id));
    assert.equal(await heading(page), title, id);
  }
  for (const address of ['#/', '#/cases?q=role:TEF+-v:pass&view=lines', '#/requirements', '#/run', caseHash('AR-10-HCSE-01.http.container', '?q=v:fail&m=3&tab=octets')]) {
    await visit(page, address);
    const before = await page.$eval('main', (m) => m.textContent);
    await page.reload();
    await settled(page);
    assert.equal(await page.$eval('main', (m) => m.textContent), before, address);
  }
  assert.deepEqual(page.trouble, []);
});

test('choosing a message keeps the place on the page and the focus', async () => {
  const page = await open('mixed', caseHash('AR-10-HCSE-01.http.container'), { height: 600 });
  await page.$eval('[data-message="5"]', (a) => a.scrollIntoView({ block: 'center' }));
  const before = await page.evaluate(() => scrollY);
  await page.$eval('[data-message="5"]', (a) => a.focus());
  await page.keyboard.press('Enter');
  await page.waitForSelector('.message.selected[data-message="5"]');
  assert.equal(await page.evaluate(() => scrollY), before);
  assert.equal(await focused(page), 'message-5');
});

test('chips, text and address always agree', async () => {
  const page = await open('mixed', '#/cases');
  const chips = await page.$$eval('.chip[data-focus^="chip-"]', (all) => all.map((c) => c.dataset.focus));
  for (let step = 0; step < 40; step += 1) {
    const chip = chips[(step * 7 + (step >> 2)) % chips.length];
    await page.$eval(`[data-focus="${chip}"]`, (c) => c.click());
    await settled(page);
    const seen = await page.evaluate(() => ({
      text: document.querySelector('#filter').value,
      query: new URLSearchParams(location.hash.split('?')[1]).get('q') ?? '',
      pressed: [...document.querySelectorAll('.chip[data-focus^="chip-"][aria-pressed=true]')].map((c) => c.dataset.focus),
    }));
    assert.equal(seen.text, seen.query);
    for (const name of chips) {
      const [, key, value] = name.match(/^chip-([a-z]+)-(.*)$/);
      const inText = seen.text.split(' ').some((t) => t.startsWith(`${key}:`) && t.slice(key.length + 1).split(',').includes(value.toLowerCase()));
      assert.equal(seen.pressed.includes(name), inText, `${name} in "${seen.text}"`);
    }
  }
});

test('the filter language', async (t) => {
  const page = await open('mixed', '#/cases');
  const cases = results('mixed').cases;
  const count = (keep) => cases.filter(keep).length;
  const expectations = {
    'v:fail,inc': count((c) => ['fail', 'inconclusive'].includes(c.verdict)),
    '-v:pass role:TEF': count((c) => c.verdict !== 'pass' && c.role === 'TEF'),
    'r:AR-13': count((c) => c.requirements.includes('AR-13')),
    'p:DS': count((c) => c.purpose.startsWith('DS')),
    'who:"SUT configuration"': count((c) => c.culprit === 'SUT configuration'),
    'c:AR-06-TEF-01/A2': 2,
    '"octet for octet"': count((c) => c.title.includes('octet for octet')),
    'octet -comes': count((c) => (`${c.title} ${c.id}`.includes('octet') || c.verdict === 'fail' && c.purpose.startsWith('AR-14')) && !c.title.includes('comes')),
    'na': count((c) => c.title.toLowerCase().includes('na') || c.id.includes('na')),
    'v:na': 1,
  };
  for (const [q, expected] of Object.entries(expectations)) {
    await t.test(q, async () => {
      await visit(page, `#/cases?q=${encodeURIComponent(q)}`);
      const said = await page.$eval('#count', (c) => c.textContent);
      assert.match(said, new RegExp(`^${expected} of ${cases.length} cases`));
    });
  }
  await t.test('an unknown word lists the known ones', async () => {
    await visit(page, '#/cases?q=colour:red');
    assert.match(await page.$eval('.oops', (p) => p.textContent), /^colour: means nothing here.*v: verdict/);
  });
});

test('a filter dims neighbours and hides none', async () => {
  const page = await open('mixed', '#/cases?q=v:fail');
  const bars = await page.$eval('[data-focus="purpose-AR-14-AE-cli-01"] .strip', (s) => [...s.children].map((r) => r.getAttribute('class')));
  assert.deepEqual(bars, ['mark-pass dimmed', 'mark-pass dimmed', 'mark-pass dimmed', 'mark-fail']);
});

test('the theme follows the system until it is chosen', async () => {
  const page = await open('mixed', '', { theme: 'dark' });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const night = await paper();
  await page.keyboard.press('t');
  assert.notEqual(await paper(), night);
});

test('paper shows every variant and no control', async () => {
  const page = await open('mixed', '#/cases');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMediaType('print');
  await page.waitForFunction(() => document.querySelectorAll('details table').length === document.querySelectorAll('details').length);
  assert.equal(await page.$eval('.filter', (f) => getComputedStyle(f).display), 'none');
  assert.ok((await page.pdf({ format: 'A4' })).length > 1000);
});
