// A morning's work at the console.
//   node work.js ADDRESS LINK LINK PROGRAM FOLDER
'use strict';

const { execFileSync } = require('node:child_process');
const { readdirSync, readFileSync } = require('node:fs');
const { browser, result, finish } = require('./look.js');
const { signIn } = require('./staff.js');

const [base, annLink, beaLink, program, folder] = process.argv.slice(2);

// The reference of the first case in the list whose text fits.
async function find(page, pattern) {
  for (const item of await page.$$('[data-item]'))
    if (pattern.test(await item.innerText()))
      return item.getAttribute('id');
  return null;
}

async function text(page) {
  return page.innerText('body');
}

// Down the list with j until it is there, and c: nothing else.
async function byKeys(page) {
  await page.goto(`${base}/?kind=look`);
  const ref = await find(page, /Confirm: complaint/);
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('j');
    const here = await page.$('[data-item][data-here]');
    if (await here.getAttribute('id') === ref)
      break;
  }
  let loads = 0;
  page.on('load', () => { loads += 1; });
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('c')]);
  result(loads === 1, 'one key confirms, with one page load', [`${loads}`]);
  result(/settled|confirmed/i.test(await text(page)), 'the list says so');
  result(await find(page, new RegExp(ref)) === null, 'and it is done');
  return ref;
}

async function exclude(page) {
  await page.goto(base);
  const ref = await find(page, /Skarga/);
  await page.goto(`${base}/case/${ref}/settle`);
  await page.check('[name=category][value=exclusion]');
  await page.click('main form button');
  await page.waitForLoadState();
  await page.click('main form button');
  await page.waitForLoadState();
  const refused = await text(page);
  result(/There is a problem/.test(refused) && /Code 2\.|merits|ground/i
    .test(refused), 'an exclusion with blanks is refused', [refused]);
  result(/^Error/.test(await page.title()), 'and the title says so');
  await page.check('[name=ground] >> nth=0');
  await page.fill('[name=evidence]', 'It happened on 2025-01-10, and was ' +
    'first reported on 2026-11-20.');
  await page.fill('[name=discretion]', 'The resident was asked, and nothing ' +
    'kept them from writing earlier.');
  await page.click('main form button');
  await page.waitForLoadState();
  await page.goto(`${base}/case/${ref}`);
  result(/exclusion/i.test(await text(page)), 'with them it is settled');
}

async function define(page, ref) {
  await page.goto(`${base}/case/${ref}/draft`);
  await page.fill('[name=definition]', '1. The lift <b>&</b> the stairs.');
  await page.locator('#preview', { hasText: 'The lift <b>&</b> the stairs.' })
    .waitFor({ timeout: 15000 });
  result(true, 'the letter beside it follows what is typed');
  await page.click('main form button >> nth=0');
  await page.waitForLoadState();
  await page.goto(`${base}/case/${ref}`);
  await page.click('[data-key=r]');
  await page.waitForLoadState();
  execFileSync(program, ['-c', `${folder}/postroom.conf`, 'send', '--once'],
    { stdio: 'ignore' });
  const sent = readdirSync(`${folder}/out`).map((name) =>
    readFileSync(`${folder}/out/${name}`, 'utf8'));
  result(sent.some((mail) => mail.includes('The lift <b>&</b> the stairs.')),
    'the words are in the letter that was sent');
}

async function search(page, ref) {
  await page.goto(base);
  await page.keyboard.press('/');
  await page.waitForURL(/search/);
  await page.fill('[name=q]', 'mould stairs');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=mould/);
  result(await page.$('[data-item] mark') !== null, 'words are found, marked');
  await page.fill('[name=q]', ref.toLowerCase().replaceAll('-', ' '));
  await page.keyboard.press('Enter');
  await page.waitForURL(/case\/CR-/);
  result(page.url().endsWith(ref), 'a reference leads to its case');
}

async function several(page) {
  await page.goto(`${base}/?kind=look`);
  const boxes = await page.$$('[name=ref]');
  result(boxes.length >= 2, 'plain requests can be chosen');
  for (const box of boxes.slice(0, 2))
    await box.check();
  await page.click('.bulk button');
  await page.waitForLoadState();
  result(/confirmed\./.test(await text(page)), 'and confirmed at once');
}

// A reference that no box offers is refused by the server too.
async function forged(page) {
  await page.goto(`${base}/?kind=look`);
  const ref = await find(page, /Confirm: complaint/);
  await page.evaluate((wanted) => {
    const box = document.createElement('input');
    Object.assign(box, { type: 'hidden', name: 'ref', value: wanted });
    document.querySelector('#bulk').append(box);
  }, ref);
  await page.click('.bulk button');
  await page.waitForLoadState();
  const said = await text(page);
  result(said.includes(ref) && /one by one/.test(said),
    'a complaint is not confirmed with others');
}

async function two(ann, bea) {
  await ann.goto(base);
  const ref = await find(ann, /Confirm: complaint/);
  await ann.goto(`${base}/case/${ref}`);
  await bea.goto(`${base}/case/${ref}`);
  result(/Ann Smith/.test(await text(bea)), 'the second is told of the first');
  await ann.getByLabel('Note').fill('I rang them.');
  await ann.click('text=Add the note');
  await ann.waitForLoadState();
  await bea.click('main form[action$="/confirm"] button');
  await bea.waitForLoadState();
  const said = await text(bea);
  result(/changed by Ann Smith/.test(said),
    'a stale form is not saved over newer facts', [said]);
}

async function withoutScript(b) {
  const context = await b.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, base, 'ann', null);
  const ref = await find(page, /Confirm: complaint/);
  await page.click(`#${ref} [data-confirm]`);
  await page.waitForLoadState();
  result(await find(page, new RegExp(`${ref}.*Confirm`)) === null,
    'without JavaScript one press confirms');
  await page.goto(`${base}/case/${ref}`);
  await page.getByLabel('Note').fill('Without a script.');
  await page.click('text=Add the note');
  await page.waitForLoadState();
  result(/Without a script\./.test(await text(page)), 'and a note is kept');
  await context.close();
}

(async () => {
  const b = await browser();
  try {
    const ann = await (await b.newContext()).newPage();
    const bea = await (await b.newContext()).newPage();
    await signIn(ann, base, 'ann', annLink);
    await signIn(bea, base, 'bea', beaLink);
    const ref = await byKeys(ann);
    await exclude(ann);
    await define(ann, ref);
    await search(ann, ref);
    await several(ann);
    await forged(ann);
    await two(ann, bea);
    await withoutScript(b);
  } catch (error) {
    result(false, 'every step ends', String(error.stack).split('\n'));
  }
  await b.close();
  finish();
})();
