import { expect, it } from 'vitest';
import { mayBeDrawn } from '../../../src/core/web/drawn-types.ts';

// A class of answers: a content type says whether a browser draws it or saves it.
it.each([
  'text/html; charset=utf-8',
  'Text/Plain',
  'text/markdown',
  'application/json',
  'application/problem+json',
  'application/atom+xml',
  'image/svg+xml',
  'image/png',
  'application/pdf',
  'audio/mpeg',
  'video/webm',
])('%s may be drawn', (type) => expect(mayBeDrawn(type)).toBe(true));

it.each([undefined, '', 'garbage', '*/*'])('of %s the bytes tell', (type) =>
  expect(mayBeDrawn(type)).toBe(true),
);

it.each([
  'application/x-farebox',
  'application/octet-stream',
  'application/zip; name=a',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/epub+zip',
  'application/wasm',
  'application/x-json',
  'model/gltf-binary',
  'font/woff2',
  'image/tiff',
  'image/heic',
  'video/x-msvideo',
  'text/csv; charset=utf-8',
  'text/calendar',
])('%s is saved', (type) => expect(mayBeDrawn(type)).toBe(false));
