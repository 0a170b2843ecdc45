// The form for residents: first look, errors, confirmation, sent twice.
//   node contact.js ADDRESS
'use strict';

const { browser, eachLook, examine, picture, result, finish } =
  require('./look.js');

const address = process.argv[2];

async function fillIn(page) {
  await page.fill('#happened', 'I want to complain. The lift is broken.');
  await page.fill('#name', 'Jo Bell');
  await page.check('input[name=answer][value=email]');
  await page.fill('#email', 'jo@example.org');
  await page.check('input[name=safe][value=yes]');
}

async function send(page) {
  await page.click('main button[type=submit], main .govuk-button');
  await page.waitForLoadState();
}

async function looks(b) {
  await eachLook(b, async (page, look) => {
    await page.goto(`${address}/contact`);
    await picture(page, `form ${look.name}`);
    await examine(page, `the form, ${look.name}`);
    await page.fill('#email', 'not an address');
    await send(page);
    await picture(page, `errors ${look.name}`);
    await examine(page, `its errors, ${look.name}`);
    await fillIn(page);
    await send(page);
    await picture(page, `sent ${look.name}`);
    await examine(page, `the confirmation, ${look.name}`);
  });
}

async function withoutScript(b) {
  const context = await b.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${address}/contact`);
  await send(page);
  result((await page.title()).startsWith('Error: '), 'errors are in the title');
  await page.click('.govuk-error-summary a >> nth=0');
  result(page.url().endsWith('#happened'), 'the summary leads to the field');
  await fillIn(page);
  await page.setInputFiles('#photographs', {
    name: '../wall <1>.jpg', mimeType: 'image/jpeg',
    buffer: Buffer.from('not really a picture') });
  await send(page);
  const first = await page.textContent('.govuk-panel strong');
  result(/^PR-[2-9A-Z]{5}-[2-9A-Z]{5}$/.test(first), 'there is a receipt');
  await page.reload();
  result(await page.textContent('.govuk-panel strong') === first,
    'a reload shows the same');
  console.log(`# receipt ${first}`);
  await context.close();
}

(async () => {
  const b = await browser();
  try {
    await looks(b);
    await withoutScript(b);
  } finally {
    await b.close();
  }
  finish();
})().catch((error) => {
  console.log(`Bail out! ${error.message}`);
  process.exitCode = 1;
});
