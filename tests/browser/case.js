// The page of a case in a real browser, as staff use it: by keys alone, with
// the letter that follows what is typed, by two people, without JavaScript;
// and each page of it under axe-core.
'use strict';

const { browser, examine, picture, result, finish, eachLook } =
  require('./look.js');

const [, , address, complaint, request] = process.argv;
const PASSWORD = 'correct horse battery';
const at = (ref, rest = '') => `${address}/case/${ref}${rest}`;

async function signIn(page, login) {
  await page.goto(`${address}/sign-in`);
  await page.fill('input[name=login]', login);
  await page.fill('input[type=password]', PASSWORD);
  await page.click('main button[type=submit]');
}

async function person(b, login, options) {
  const context = await b.newContext(options);
  const page = await context.newPage();
  page.faults = [];
  page.on('console', (m) => m.type() === 'error' && page.faults.push(m.text()));
  page.on('pageerror', (e) => page.faults.push(e.message));
  await signIn(page, login);
  return page;
}

const says = async (page, words) =>
  (await page.textContent('body')).includes(words);

// Confirm, edit with the letter beside, release: keys, and the field's text.
async function byKeys(b) {
  const ann = await person(b, 'ann', {});
  await ann.goto(at(complaint));
  await ann.keyboard.press('c');
  await ann.waitForURL(at(complaint));
  await ann.waitForSelector('text=is confirmed');
  result(true, 'c confirms');
  await ann.goto(at(complaint, '/draft'));
  await ann.fill('#responsibility', 'The roof is ours alone.');
  await ann.locator('#preview', { hasText: 'The roof is ours alone.' })
    .waitFor({ timeout: 15000 });
  result(true, 'the letter follows what is typed');
  await ann.keyboard.press('Tab');
  await ann.click('text=Save');
  await ann.waitForURL(at(complaint));
  result(await says(ann, 'The roof is ours alone.'), 'it is saved');
  await ann.keyboard.press('r');
  await ann.waitForSelector('text=The letter is in the outbox');
  result(true, 'r releases the letter that is on the screen');
  await ann.keyboard.press('n');
  await ann.keyboard.type('Rang: jk cxr');
  result(await ann.inputValue('#text') === 'Rang: jk cxr',
    'n begins a note, in which keys are letters');
  await ann.keyboard.press('Tab');
  await ann.keyboard.press('Enter');
  await ann.waitForSelector('text=The note is saved');
  result(true, 'which Tab and Enter save');
  await ann.goto(`${address}/cases`);
  await ann.keyboard.press('j');
  await ann.keyboard.press('Enter');
  await ann.waitForSelector('[data-case]');
  const first = ann.url();
  await ann.keyboard.press('j');
  await ann.waitForURL((url) => url.href !== first);
  await ann.waitForSelector('[data-case]');
  await ann.keyboard.press('k');
  await ann.waitForURL(first);
  result(true, 'j and k go on in the list one came from');
  await ann.keyboard.press('?');
  await ann.waitForURL(`${address}/help/keys`);
  result(true, '? shows the keys');
  result(ann.faults.length === 0, 'no script was stopped, none failed',
    ann.faults);
  await ann.context().close();
}

// Two people on one case: the second is warned, and does not overwrite.
async function byTwo(b) {
  const ann = await person(b, 'ann', {});
  const bob = await person(b, 'bob', {});
  await ann.goto(at(request));
  await bob.waitForTimeout(700);
  await bob.goto(at(request));
  result(await says(bob, 'Ann is looking at this case now'),
    'Bob is told that Ann is there');
  await ann.click('[data-key=x]');
  await ann.check('input[value=complaint]');
  await ann.click('main form button');
  await ann.waitForSelector('text=is settled as');
  await bob.click('[data-key=c]');
  result(await says(bob, 'was changed by Ann'), 'his older page saves nothing');
  result(await bob.locator('text=Look at the case as it is').isVisible(),
    'and leads him to the case as it is');
  await ann.context().close();
  await bob.context().close();
}

// Without JavaScript: refusing with blanks, and the errors' links.
async function withoutScript(b) {
  const bob = await person(b, 'bob', { javaScriptEnabled: false,
    viewport: { width: 320, height: 700 } });
  await bob.goto(at(request, '/settle'));
  await bob.check('input[value=exclusion]');
  await bob.click('main form button');
  result(await says(bob, 'On which ground?'), 'a refusal asks its ground');
  await bob.click('main form button');
  result(await says(bob, 'There is a problem')
    && await says(bob, 'Code 2.1, 2.5'), 'blanks are refused by the Code');
  await bob.check('input[value=third_party], input[value=over_12_months]');
  await bob.fill('[name=evidence]', 'The lift of 2024-01-02, known then.');
  await bob.fill('[name=discretion]', 'Discretion: nothing speaks for it.');
  await bob.click('main form button');
  result(await says(bob, 'is settled as'), 'with all of it, it is settled');
  await bob.context().close();
}

const PAGES = ['/settle?category=exclusion', '/settle?category=enquiry',
  '/draft', '/person', '/log', '/assign', '/relate', '/date', '/write',
  '/write/delay'];

// One page for each look sees them all; the sign-in is the dear part.
async function looked(b) {
  await eachLook(b, async (page, look) => {
    await signIn(page, 'ann');
    for (const rest of PAGES) {
      await page.goto(at(complaint, rest));
      await examine(page, `${rest || 'the case'} ${look.name}`);
      await picture(page, `case${rest.replace(/\W/g, '-')}-${look.name}`);
    }
    await page.goto(at(complaint));
    await page.focus('.case-letter, #main-content');
    await examine(page, `the case with its letter in focus ${look.name}`);
    for (const link of ['/message/', '/letter/']) {
      await page.goto(at(complaint));
      await page.goto(await page.locator(`a[href*="${link}"]`).first()
        .evaluate((a) => a.href));
      await examine(page, `${link} ${look.name}`);
    }
    await page.goto(`${address}/told`);
    await page.click('main form button');
    await examine(page, `an empty new matter ${look.name}`);
    const focused = await page.evaluate(() =>
      document.activeElement.className);
    result(focused.includes('error-summary'), `its errors first ${look.name}`,
      [focused]);
  });
}

(async () => {
  const b = await browser();
  await byKeys(b);
  await byTwo(b);
  await withoutScript(b);
  await looked(b);
  await b.close();
  finish();
})().catch((error) => {
  console.log(`Bail out! ${error.message}`);
  process.exit(1);
});
