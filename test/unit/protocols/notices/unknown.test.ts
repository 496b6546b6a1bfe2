import { describe, expect, it } from 'vitest';
import { EMPTY_RESPONSE } from '../../../../src/core/offers/parsed-response.ts';
import { notices } from '../../../../src/protocols/notices/index.ts';
import { answer, json } from '../answer.ts';

const HTML = [['Content-Type', 'text/html; charset=utf-8']] as const;
const messageOf = (body: string, headers = HTML as readonly (readonly [string, string])[]) =>
  notices.read(answer(headers, body)).notices[0]?.message;

describe('a 402 that says nothing known', () => {
  it('is still explained', () => {
    expect(notices.read(answer([]))).toEqual({
      offers: [],
      notices: [{ kind: 'unknown', whoActs: 'unknown' }],
      problems: [],
    });
  });
  it('is the visitor’s to act on where a page says something', () => {
    const { notices: found } = notices.read(answer(HTML, '<h1>Members only</h1>'));
    expect(found).toEqual([{ kind: 'unknown', message: 'Members only', whoActs: 'visitor' }]);
  });
  it('only when nothing else was found', () => {
    const problems = [{ protocol: 'x402', reason: 'x' } as const];
    expect(notices.read(answer([]), { ...EMPTY_RESPONSE, problems })).toEqual(EMPTY_RESPONSE);
  });
  it('is quoted by its title, its heading or its first words', () => {
    expect(messageOf('<!doctype html><title>Members\n only</title><h1>Join</h1>')).toBe(
      'Members only',
    );
    expect(messageOf('<p>Hello</p><H2 class="a>b">Join <b>us</b></H2><p>now')).toBe('Join us');
    expect(messageOf('<div>Pay&nbsp;&euro;1 &lt;now&gt; &#x26; read &#8212; all&nope;</div>')).toBe(
      'Pay €1 <now> & read — all&nope;',
    );
    expect(messageOf('Payment required\n\nby the owner', [])).toBe('Payment required by the owner');
    expect(messageOf('<title>Guess</title>', [])).toBe('Guess');
  });
  it('is no HTML because it says so in text', () => {
    expect(messageOf('<title>x</title>', [['Content-Type', 'text/plain']])).toBe(
      '<title>x</title>',
    );
  });
  it('does not quote scripts, styles, comments and JSON', () => {
    expect(messageOf('<style>p{}</style><script>var a="<p>no</p>"</script><!-- no --><p>Yes')).toBe(
      'Yes',
    );
    expect(messageOf('<script>never closed <p>text')).toBeUndefined();
    expect(messageOf('<!-- never closed <p>text')).toBeUndefined();
    expect(notices.read(json({ id: 1 })).notices[0]).not.toHaveProperty('message');
  });
  it('keeps secrets and stays short', () => {
    expect(messageOf('<p>Bearer abcdefgh12345678 is unpaid')).toBe('Bearer ••• is unpaid');
    expect(messageOf('word '.repeat(5000), [])?.length).toBeLessThanOrEqual(200);
  });
  it.each([
    '<',
    '<>',
    '</',
    '<a',
    '<a href="',
    "<a href='>",
    '<1>',
    'a < b',
    '<title>',
    '<!',
    '<?',
    '&#0;',
    '&#x110000;',
    '\u0000',
  ])('survives %j', (body) => {
    expect(() => messageOf(body)).not.toThrow();
  });
  it('keeps a lone sign', () => {
    expect(messageOf('<p>a < b &#x110000; c')).toBe('a < b &#x110000; c');
  });
  it('is only said of a 402', () => {
    expect(notices.read({ ...answer([]), status: 403 })).toEqual(EMPTY_RESPONSE);
  });
});
