// The page says what results.json and the evidence say, with script and without.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { caseHash, evidenceFiles, open, results, text, visit } from './browser.mjs';

for (const kind of ['mixed', 'good', 'large']) {
  test(`counts are the same everywhere: ${kind}`, async () => {
    const { summary, cases } = results(kind);
    const page = await open(kind);
    const legend = await page.$$eval('.legend a', (links) => Object.fromEntries(links.map((a) => [new URLSearchParams(a.hash.split('?')[1]).get('q').slice(2), Number(a.querySelector('b').textContent.replaceAll(',', ''))])));
    assert.deepEqual(legend, Object.fromEntries(Object.entries(summary).filter(([, n]) => n)));
    const [, tests, failures, errors] = text(kind, 'junit.xml').match(/<testsuites name="plumbline" tests="(\d+)" failures="(\d+)" errors="(\d+)"/).map(Number);
    assert.deepEqual([tests, failures, errors], [cases.length, summary.fail, summary.inconclusive + summary.error]);
    assert.equal(text(kind, 'junit.xml').split('<skipped ').length - 1, summary.not_applicable);
  });
}

test('the diagram has as many arrows as the evidence has messages', async () => {
  const page = await open('mixed-all');
  for (const evidence of evidenceFiles('mixed')) {
    await visit(page, caseHash(evidence.case));
    const drawn = await page.$$eval('.message', (all) => all.map((a) => [Number(a.dataset.message), a.dataset.kind]));
    assert.deepEqual(drawn, evidence.messages.map((m) => [m.number, m.kind === 'event' ? 'band' : 'arrow']), evidence.case);
  }
});

test('the octets shown are the octets recorded', async () => {
  const page = await open('mixed-all');
  for (const evidence of evidenceFiles('mixed').slice(0, 5)) {
    for (const message of evidence.messages.filter((m) => m.octets)) {
      await visit(page, caseHash(evidence.case, `?m=${message.number}&tab=octets`));
      const lines = await page.$eval('pre.octets', (pre) => pre.textContent.trimEnd().split('\n'));
      const hex = lines.map((line) => line.slice(6, 6 + 36).trim().replaceAll(' ', '')).join('');
      assert.equal(hex, Buffer.from(message.octets, 'latin1').toString('hex'), `${evidence.case} M${message.number}`);
    }
  }
});

test('failing steps carry their mark, their ghost and both values', async () => {
  const page = await open('mixed', caseHash('AR-06-TEF-01.http.keys'));
  assert.deepEqual(await page.$$eval('[class*=broken-]', (all) => all.map((a) => a.dataset.message)), ['8']);
  assert.match(await page.$eval('.message.selected', (a) => a.textContent), /expected: 4004.*2000 OK/s);
  assert.deepEqual(await page.$$eval('.assertions .differs .value', (all) => all.map((td) => td.textContent)), ['4004', '2000', 'no kv', 'kv of 32 octets']);
  assert.match(await page.$eval('.blame', (b) => b.textContent), /Culprit: SUT/);
});

test('a changed object is told from the original', async () => {
  const page = await open('mixed', caseHash('AR-14-AE-cli-01.http.tag'));
  assert.deepEqual(await page.$$eval('.object-chip text', (all) => all.map((t) => t.textContent)), ['E1', 'E1′']);
});

test('withheld secrets are named and not shown', async () => {
  const page = await open('mixed', caseHash('AR-06-TEF-01.http.keys', '?m=8'));
  assert.match(await page.$eval('.pane', (p) => p.textContent), /"kv": "kv, withheld at source"/);
});

test('a case without octets says where they are', async () => {
  const page = await open('mixed', caseHash('AR-01-AE-src-01.http.A256GCM'));
  assert.match(await page.$eval('.pane', (p) => p.textContent), /not in the page.*evidence\/AR-01-AE-src-01\.http\.A256GCM\.json/s);
});

test('without script the verdict and what did not pass stand in the page', async () => {
  const page = await open('mixed', '', { script: false });
  const main = await page.$eval('main', (m) => m.textContent);
  assert.match(main, /Does not conform/);
  for (const { id } of results('mixed').cases.filter((c) => !['pass', 'not_applicable'].includes(c.verdict))) {
    assert.ok(main.includes(id), id);
  }
  const good = await open('good', '', { script: false });
  assert.match(await good.$eval('main', (m) => m.textContent), /Conforms/);
});
