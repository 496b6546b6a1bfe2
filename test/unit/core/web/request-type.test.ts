import { describe, expect, it } from 'vitest';
import {
  isDocumentType,
  isRepeatable,
  REQUEST_TYPES,
  wayOf,
} from '../../../../src/core/web/request-type.ts';

describe('the way in which a request is made again', () => {
  it.each([
    ['main_frame', 'GET', 'load'],
    ['main_frame', 'POST', 'wait'],
    ['sub_frame', 'GET', 'set-again'],
    ['sub_frame', 'POST', 'wait'],
    ['image', 'GET', 'set-again'],
    ['media', 'GET', 'set-again'],
    ['object', 'GET', 'set-again'],
    ['stylesheet', 'GET', 'set-again'],
    ['script', 'GET', 'set-again'],
    ['xmlhttprequest', 'GET', 'wait'],
    ['xmlhttprequest', 'PUT', 'wait'],
    ['ping', 'POST', 'wait'],
    ['font', 'GET', 'wait'],
    ['websocket', 'GET', 'wait'],
    ['other', 'GET', 'wait'],
  ] as const)('%s by %s: %s', (type, method, way) => {
    expect(wayOf(type, method)).toBe(way);
  });

  it('only a page by GET is loaded by Farebox', () => {
    for (const type of REQUEST_TYPES) {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const loads = type === 'main_frame' && method === 'GET';
        expect(wayOf(type, method) === 'load').toBe(loads);
      }
    }
  });
});

it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])(
  '%s is made again by pages',
  (method) => {
    expect(isRepeatable(method)).toBe(true);
  },
);

it.each(['OPTIONS', 'TRACE', 'CONNECT', 'REPORT', 'get', 'GETS', ''])('%s is not', (method) => {
  expect(isRepeatable(method)).toBe(false);
});

it('documents are pages and frames', () => {
  expect(REQUEST_TYPES.filter(isDocumentType)).toEqual(['main_frame', 'sub_frame']);
});
