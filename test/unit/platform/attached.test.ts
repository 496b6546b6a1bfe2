import { describe, expect, it, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const { createAttached } = await import('../../../src/platform/attach/attached.ts');

const URL_OF = 'https://shop.example/article';
const PROOF = {
  id: 'seen/x402:0',
  tabId: 1,
  type: 'main_frame',
  method: 'GET',
  url: URL_OF,
  headers: [['PAYMENT-SIGNATURE', 'proof']],
} as const;

const answer = (requestId: string, change: { tabId?: number; url?: string } = {}) => ({
  requestId,
  tabId: 1,
  type: 'main_frame' as const,
  url: URL_OF,
  method: 'GET',
  ...change,
});

/** A worker that has attached the proof. */
function attachedNow(firefox: boolean) {
  const attached = createAttached(firefox);
  return { attached, item: attached.add(PROOF) };
}

/** A worker that was started after the proof was attached. */
function restored(firefox: boolean) {
  const attached = createAttached(firefox);
  attached.restore({ ...PROOF, rule: 1 });
  return attached;
}

// The class: whether a proof left, by what was seen of its request in this life of the worker and in which browser.
describe.each([
  ['Chrome', false],
  ['Firefox', true],
])('in %s', (_, firefox) => {
  it('a proof has not left before its request was seen, and the answer to an older request is not to it', () => {
    const { attached } = attachedNow(firefox);
    expect(attached.mayHaveLeft(PROOF.id)).toBe(false);
    expect(attached.answered(answer('old'))).toBeUndefined();
    expect(attached.isAnswered(PROOF.id)).toBe(false);
  });

  it('the answer to the request that took it is known, once, and by its address', () => {
    const { attached, item } = attachedNow(firefox);
    expect(attached.note(item, 'r1')).toMatchObject({ requestId: 'r1' });
    expect(attached.mayHaveLeft(PROOF.id)).toBe(true);
    expect(attached.answered(answer('r2'))).toBeUndefined();
    expect(attached.answered(answer('r1', { url: `${URL_OF}/other` }))).toBeUndefined();
    expect(attached.answered(answer('r1', { url: `${URL_OF}#top` }))).toBe(PROOF.id);
    expect(attached.answered(answer('r1'))).toBeUndefined();
    expect(attached.carriedBy('r1')?.id).toBe(PROOF.id);
  });

  it('a worker that was started again takes an answer for it only where a request could leave unseen', () => {
    const attached = restored(firefox);
    expect(attached.mayHaveLeft(PROOF.id)).toBe(!firefox);
    expect(attached.answered(answer('r1', { tabId: 2 }))).toBeUndefined();
    expect(attached.answered(answer('r1'))).toBe(firefox ? undefined : PROOF.id);
    expect(attached.carriedBy('r1')?.id).toBe(firefox ? undefined : PROOF.id);
  });

  it('attached anew, it has not left and has no answer', () => {
    const { attached, item } = attachedNow(firefox);
    attached.note(item, 'r1');
    attached.answered(answer('r1'));
    expect(attached.add(PROOF).rule).toBe(item.rule);
    expect([attached.mayHaveLeft(PROOF.id), attached.isAnswered(PROOF.id)]).toEqual([false, false]);
  });

  it('removed, nothing is an answer to it, and its rule is free', () => {
    const { attached, item } = attachedNow(firefox);
    const other = attached.add({ ...PROOF, id: 'other', url: `${URL_OF}/other` });
    expect([item.rule, other.rule]).toEqual([1, 2]);
    attached.note(item, 'r1');
    attached.remove(PROOF.id);
    expect(attached.answered(answer('r1'))).toBeUndefined();
    expect(attached.mayHaveLeft(PROOF.id)).toBe(false);
    expect(attached.add({ ...PROOF, id: 'third' }).rule).toBe(1);
  });
});

describe('the player of a film', () => {
  const film = { ...PROOF, type: 'media', stays: true } as const;

  it('takes its proof along with further requests; before the first answer only the first counts', () => {
    const attached = createAttached(false);
    const item = attached.add(film);
    const gone = attached.note(item, 'r1');
    expect(gone && attached.note(gone, 'r2')).toBeUndefined();
    expect(attached.carriedBy('r1')?.id).toBe(film.id);
  });

  it('keeps it under another id once it was taken, and each later answer is known', () => {
    const attached = createAttached(false);
    const gone = attached.note(attached.add(film), 'r1');
    if (gone === undefined) throw new Error('not noted');
    attached.keep(gone, 'kept');
    expect([attached.get(film.id), attached.get('kept')?.kept]).toEqual([undefined, true]);
    expect(attached.answered({ ...answer('r1'), type: 'media' })).toBeUndefined();
    const kept = attached.get('kept');
    expect(kept && attached.note(kept, 'r2')).toMatchObject({ requestId: 'r2' });
    expect(attached.answered({ ...answer('r2'), type: 'media' })).toBe('kept');
  });
});
