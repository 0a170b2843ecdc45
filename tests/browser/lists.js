// Every page around the cases.
//   node lists.js ADDRESS LINK
'use strict';

const { browser, eachLook, examine, picture, result, finish } =
  require('./look.js');
const { signIn } = require('./staff.js');

const [base, link] = process.argv.slice(2);
const PAGES = ['/', '/?kind=look&whose=unassigned', '/cases',
  '/cases?status=open&category=complaint&due=soon', '/search?q=heating',
  '/letters', '/sources', '/held', '/calendar', '/rules', '/templates',
  '/templates/acknowledgement-1', '/staff', '/audit'];

(async () => {
  const b = await browser();
  let first = link;
  await eachLook(b, async (page, look) => {
    await signIn(page, base, 'ann', first);
    first = null;
    for (const path of PAGES) {
      const answer = await page.goto(base + path);
      result(answer.status() === 200, `${path} is there`);
      await picture(page, `${path.replaceAll('/', '_')} ${look.name}`);
      await examine(page, `${path}, ${look.name}`);
    }
  });
  await b.close();
  finish();
})();
