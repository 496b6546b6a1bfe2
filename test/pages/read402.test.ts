import { expect, test } from 'vitest';
import { read402 } from '../../src/content/read402.ts';
import { barePage } from './gallery/bare-page.ts';

// What is read of a document, also of one that has not come whole.

const page = barePage();

const read = async (type: string, text: string, change = '') => {
  await page().goto(`data:${type},${encodeURIComponent(text)}`);
  await page().evaluate(change);
  return (await page().evaluate(read402)).body;
};

test.each([
  ['no element', 'document.replaceChildren()'],
  ['its root alone', 'document.documentElement.replaceChildren()'],
  ['an empty head', 'document.body.remove()'],
  ['an empty body', 'document.body.replaceChildren()'],
])('a page of which %s is there says nothing yet', async (_what, change) => {
  expect(await read('text/html', '<p>', change)).toBe('');
});

test.each([
  ['its title', '<title>Drop', /Drop/],
  ['a word', 'Drop', /^Drop$/],
  ['an element', '<pre>Drop', /<pre>Drop/],
])('a page of which %s is there is read', async (_what, text, said) => {
  expect(await read('text/html', text)).toMatch(said);
});

test('XML is read as markup, and text as it stands', async () => {
  expect(await read('text/xml', '<error>Pay</error>')).toMatch(/<error[^>]*>Pay<\/error>/);
  expect(await read('application/json', '{"error":"Pay"}')).toBe('{"error":"Pay"}');
});
