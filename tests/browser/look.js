// A page in Debian's Chromium, looked at by axe-core: at 320 pixels, wide, and
// in dark colours. Forms are filled in without JavaScript, as a resident's
// old telephone would.
'use strict';

const modules = process.env.BROWSER_MODULES;
const { chromium } = require(`${modules}/playwright-core`);
const axe = require(`${modules}/axe-core`);

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
  'best-practice'];
const LOOKS = [
  { name: 'at 320 px', viewport: { width: 320, height: 700 } },
  { name: 'wide', viewport: { width: 1280, height: 900 } },
  { name: 'dark', viewport: { width: 1280, height: 900 },
    colorScheme: 'dark' },
];
let count = 0;
let failed = 0;

function result(good, words, more) {
  count += 1;
  failed += good ? 0 : 1;
  console.log(`${good ? 'ok' : 'not ok'} ${count} - ${words}`);
  for (const line of good ? [] : more || [])
    console.log(`# ${line}`);
}

async function browser() {
  return chromium.launch({ executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'] });
}

// Calls visit(page, look) in a fresh context for each look.
async function eachLook(b, visit) {
  for (const look of LOOKS) {
    const context = await b.newContext({ viewport: look.viewport,
      colorScheme: look.colorScheme || 'light', bypassCSP: true });
    await visit(await context.newPage(), look);
    await context.close();
  }
}

// What axe finds on the page as it stands, and whether it scrolls sideways.
async function examine(page, words) {
  await page.evaluate(axe.source);
  const found = await page.evaluate((tags) => window.axe.run(document,
    { runOnly: tags }), RULES);
  result(found.violations.length === 0, `${words}: no violation`,
    found.violations.flatMap((v) => [`${v.id}: ${v.help}`,
      ...v.nodes.slice(0, 3).map((n) => n.html)]));
  const over = await page.evaluate(() =>
    document.documentElement.scrollWidth - window.innerWidth);
  result(over <= 0, `${words}: nothing to scroll sideways`, [`${over} px`]);
}

async function picture(page, name) {
  if (process.env.PICTURES)
    await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`,
      fullPage: true });
}

function finish() {
  console.log(`1..${count}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

module.exports = { browser, eachLook, examine, picture, result, finish };
