import { beforeEach, describe, expect, it } from 'vitest';
import { createNetworkDocuments } from '../../../src/background/stores/network-documents.ts';

const NOW = Date.UTC(2027, 0, 1);
let documents = createNetworkDocuments();

beforeEach(() => {
  documents = createNetworkDocuments();
});

/** A 402 that a page's service worker got. */
function asked(url: string, at = NOW) {
  return { response: { url, method: 'GET', status: 402, headers: [] }, at };
}

describe('a 402 that a page’s own service worker got', () => {
  it('is of the page of its address, whatever the fragment, and once', () => {
    const it = asked('https://a.example/page?x=1');
    documents.noteAskedWorker(it);
    expect(documents.takeAskedWorker('https://a.example/page', NOW)).toBeUndefined();
    expect(documents.takeAskedWorker('https://a.example/page?x=1#part', NOW)).toBe(it);
    expect(documents.takeAskedWorker('https://a.example/page?x=1', NOW)).toBeUndefined();
  });

  it('is the last one, and not of a page that is loaded much later', () => {
    documents.noteAskedWorker(asked('https://a.example/', NOW - 1));
    const last = asked('https://a.example/');
    documents.noteAskedWorker(last);
    expect(documents.takeAskedWorker('https://a.example/', NOW + 29_999)).toBe(last);
    documents.noteAskedWorker(last);
    expect(documents.takeAskedWorker('https://a.example/', NOW + 30_000)).toBeUndefined();
  });

  it('gives way to newer ones', () => {
    for (let n = 0; n < 17; n++) documents.noteAskedWorker(asked(`https://a.example/${n}`));
    expect(documents.takeAskedWorker('https://a.example/0', NOW)).toBeUndefined();
    expect(documents.takeAskedWorker('https://a.example/1', NOW)).toBeDefined();
    expect(documents.takeAskedWorker('https://a.example/16', NOW)).toBeDefined();
  });
});
