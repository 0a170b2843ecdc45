// A member of staff at the console.
'use strict';

const PASSWORD = 'correct horse battery staple';

// By the link that came with the account, which sets the password, or by name
// and password.
async function signIn(page, base, login, link) {
  await page.goto(base + (link || '/sign-in'));
  if (!link)
    await page.fill('[name=login]', login);
  for (const field of await page.$$('main input[type=password]'))
    await field.fill(PASSWORD);
  await page.click('main button');
  await page.waitForURL((url) => !/sign-in|link/.test(url.pathname));
}

module.exports = { signIn };
