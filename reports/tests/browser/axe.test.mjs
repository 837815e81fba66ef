// WCAG 2.2 AA and best practice on every view, day and night, wide and narrow; and no sideways scroll.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { caseHash, open, visit } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIEWS = {
  overview: '#/',
  cases: '#/cases',
  'cases one per line': '#/cases?view=lines',
  'cases filtered': '#/cases?q=v:fail+role:TEF',
  'cases with an unknown word': '#/cases?q=x:y',
  requirements: '#/requirements',
  run: '#/run',
  'a fail': caseHash('AR-10-HCSE-01.http.container', '?q=v:fail&m=4'),
  'a fail, octets': caseHash('AR-10-HCSE-01.http.container', '?q=v:fail&m=3&tab=octets'),
  'an answer that never came': caseHash('AR-14-AE-cli-01.http.tag'),
  'an inconclusive case': caseHash('AR-13-TEF-02.http.-'),
  'an error': caseHash('DS-22-AE-cli-01.http.-'),
  'a pass': caseHash('AR-01-AE-src-01.http.A128GCM', '?m=7'),
  'a pass without octets': caseHash('AR-01-AE-src-01.http.A256GCM', '?m=7'),
  'a case not applicable': caseHash('AR-10-HCSE-01.http.child-resource-form'),
  'no such case': caseHash('nowhere'),
};
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

const scan = (page) => page.evaluate(async (rules) => {
  const { violations } = await axe.run(document, rules);
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).join(' | ')}`);
}, RULES);

for (const theme of ['light', 'dark']) {
  for (const width of [1400, 420]) {
    test(`every view is accessible, ${theme}, ${width} px`, async (t) => {
      const page = await open('mixed', '', { theme, width });
      await page.evaluate(axe);
      for (const [name, hash] of Object.entries(VIEWS)) {
        await t.test(name, async () => {
          await visit(page, hash);
          assert.deepEqual(await scan(page), []);
          const [scroll, client] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
          assert.ok(scroll <= client, `scrolls sideways: ${scroll} > ${client}`);
        });
      }
      await t.test('help', async () => {
        await page.keyboard.press('?');
        assert.deepEqual(await scan(page), []);
      });
      assert.deepEqual(page.trouble, []);
      await page.close();
    });
  }
}
