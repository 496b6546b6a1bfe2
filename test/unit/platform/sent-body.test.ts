import { beforeEach, describe, expect, it, vi } from 'vitest';

// The class: what a browser tells of a request's body. Kind and size are kept until the answer comes, content never.

type Details = Readonly<Record<string, unknown>>;
const listeners: ((details: Details) => unknown)[] = [];
vi.mock('webextension-polyfill', () => ({
  default: {
    webRequest: {
      onBeforeRequest: { addListener: (each: (typeof listeners)[0]) => listeners.push(each) },
    },
  },
}));

let module: typeof import('../../../src/platform/requests/sent-body.ts');
let count = 0;

async function built(firefox: boolean): Promise<void> {
  vi.stubGlobal('__FIREFOX__', firefox);
  vi.resetModules();
  listeners.length = 0;
  module = await import('../../../src/platform/requests/sent-body.ts');
  module.watchBodies();
}

function sends(requestBody: unknown, method = 'POST'): string {
  const requestId = String(++count);
  for (const each of listeners) each({ requestId, method, requestBody });
  return requestId;
}

const bytes = (text: string) => ({ bytes: new TextEncoder().encode(text).buffer });

beforeEach(() => built(false));

describe('what a request took along', () => {
  it.each<[string, unknown, unknown]>([
    ['text', { raw: [bytes('half a letter')] }, { kind: 'text', characters: 13 }],
    ['letters of several bytes', { raw: [bytes('é 🎈')] }, { kind: 'text', characters: 3 }],
    ['text in parts', { raw: [bytes('half '), bytes('a')] }, { kind: 'text', characters: 6 }],
    [
      'a picture',
      { raw: [{ bytes: new Uint8Array([137, 80, 255]).buffer }] },
      { kind: 'bytes', bytes: 3 },
    ],
    [
      'a long text',
      { raw: [{ bytes: new ArrayBuffer(2_100_000) }] },
      { kind: 'bytes', bytes: 2_100_000 },
    ],
    [
      'a form',
      { formData: { a: ['1'], b: ['2', '3'] } },
      { kind: 'form', fields: 3, whole: false },
    ],
    [
      'a script’s form, which Chrome tells of as bytes',
      {
        raw: [
          bytes('--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nhalf\r\n'),
          bytes(
            '--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nb\r\n--x--\r\n',
          ),
        ],
      },
      { kind: 'form', fields: 2, whole: true },
    ],
    [
      'text that only begins like a form',
      { raw: [bytes('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb')] },
      { kind: 'text', characters: 50 },
    ],
    ['a file, of which Chrome tells nothing', { error: 'Unknown error.' }, undefined],
    ['a file on the disk beside text', { raw: [bytes('a'), { file: '/a' }] }, undefined],
    ['nothing', undefined, undefined],
    ['an empty body', { raw: [bytes('')] }, undefined],
  ])('%s', (_, body, known) => {
    const id = sends(body);
    expect(module.takeSentBody(id)).toEqual(known);
    expect(module.takeSentBody(id)).toBeUndefined();
  });

  it('Firefox tells of every field of a form', async () => {
    await built(true);
    const id = sends({ formData: { note: ['x'], file: ['letter.txt'] } });
    expect(module.takeSentBody(id)).toEqual({ kind: 'form', fields: 2, whole: true });
  });

  it('nothing of what is in it is kept', () => {
    const id = sends({ formData: { password: ['secret'] } });
    expect(JSON.stringify(module.takeSentBody(id))).not.toMatch(/secret|password/);
    expect(JSON.stringify(module.takeSentBody(sends({ raw: [bytes('secret')] })))).not.toMatch(
      /secret/,
    );
  });

  it('of many whose answers never come the oldest are forgotten', () => {
    const ids = Array.from({ length: 201 }, () => sends({ raw: [bytes('a')] }));
    expect(module.takeSentBody(ids[0] ?? '')).toBeUndefined();
    expect(module.takeSentBody(ids[1] ?? '')).toEqual({ kind: 'text', characters: 1 });
  });
});
