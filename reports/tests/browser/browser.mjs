// One browser per test file, and what every test needs of it.
import { after, before } from 'node:test';
import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run', '--disable-extensions', '--disable-dev-shm-usage'];
export const FIXTURES = process.env.FIXTURES;
export const results = (kind) => JSON.parse(readFileSync(`${FIXTURES}/${kind}/results.json`, 'utf8'));
export const text = (kind, file) => readFileSync(`${FIXTURES}/${kind}/${file}`, 'utf8');
export const evidenceFiles = (kind) => readdirSync(`${FIXTURES}/${kind}/evidence`).map((f) => JSON.parse(text(kind, `evidence/${f}`)));

let browser;
before(async () => {
  browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, headless: true, args: FLAGS });
});
after(() => browser.close());

// A page that has taken note of everything it should not do.
export async function open(kind, hash = '', { width = 1400, height = 900, theme = 'light', script = true } = {}) {
  const page = await (await browser.createBrowserContext()).newPage();  // with preferences of its own
  const trouble = [];
  page.on('dialog', (dialog) => { trouble.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on('pageerror', (error) => trouble.push(`error ${error.message}`));
  page.on('console', (message) => trouble.push(`console ${message.text()}`));
  page.on('request', (request) => { if (!request.url().startsWith(urlOf(kind))) trouble.push(`request ${request.url().slice(0, 200)}`); });
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await page.goto(urlOf(kind) + hash, { waitUntil: 'load', timeout: 120_000 });
  if (script) await settled(page);
  return Object.assign(page, { trouble });
}

export const urlOf = (kind) => pathToFileURL(`${FIXTURES}/${kind}/index.html`).href;

// The page has drawn what its address asks for, evidence included.
export const settled = (page) => page.waitForFunction(
  () => performance.getEntriesByName('ready').length > 0 && !document.querySelector('[aria-busy]')
    && document.querySelector('#main').dataset.address === location.hash
    && (!document.querySelector('.sequence') || document.querySelector('.sequence svg')), { timeout: 120_000 });

export async function visit(page, hash) {
  await page.evaluate((to) => { location.hash = to; }, hash);
  await settled(page);
}

// The last page of the history, once the address is another and is drawn.
export async function back(page) {
  const left = await page.evaluate(() => location.hash);
  await page.evaluate(() => history.back());
  await page.waitForFunction((from) => location.hash !== from, {}, left);
  await settled(page);
}

export const caseHash = (id, rest = '') => `#/case/${encodeURIComponent(id)}${rest}`;
export const focused = (page) => page.evaluate(() => document.activeElement.dataset.focus ?? document.activeElement.id);
